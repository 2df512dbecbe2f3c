import { createSocketOpener } from '../../../worker/fetch/guarded-connect.ts';
import { direct } from '../../../worker/fetch/proxy-route.ts';
import { openReader, type Reader } from '../../../worker/open-reader.ts';
import type { Method, Params, Result } from '../../../worker/protocol/methods.ts';
import type { FakeClock } from '../../helpers/fake-clock.ts';
import { newProfileDir } from '../../helpers/worker-process.ts';
import type { Traffic } from './traffic.ts';

/** The worker whole, in this process, on a clock of its own, in a world where every name leads to one server on loopback. */
export interface SimulatedWorld {
  /** What went wrong and was no server's doing. */
  readonly troubles: readonly string[];
  open(addresses?: readonly string[]): Promise<void>;
  close(): Promise<void>;
  call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>>;
  power(state: 'suspend' | 'resume'): Promise<void>;
  /** So much time passes, from one thing that happens to the next. */
  pass(ms: number): Promise<void>;
  /** Time passes until this is done. */
  whilePassing<T>(work: Promise<T>): Promise<T>;
}

/** Longer than a host's spacing or an event's turn, shorter than any plan. */
const shortStepMs = 1_000;
/** As long as a request may take as a whole. */
const hangingStepMs = 121_000;
/** Real limits that a loaded machine never reaches; what they are for has its own tests. */
const realLimits = { connectMs: 100_000, headersMs: 100_000, bodyMs: 100_000 };

export function createSimulatedWorld(needs: {
  readonly clock: FakeClock;
  readonly traffic: Traffic;
  readonly port: number;
  /** Names that do not exist. */
  readonly dead?: ReadonlySet<string>;
}): SimulatedWorld {
  const { clock, traffic, port, dead = new Set() } = needs;
  const openReal = createSocketOpener(() => {
    throw new Error('nothing here is encrypted');
  });
  const profileDir = newProfileDir();
  const troubles: string[] = [];
  let reader: Reader | null = null;
  let isAsleep = false;
  let calls = 0;

  async function open(addresses: readonly string[] = []): Promise<void> {
    reader = await openReader(
      {
        kind: 'start',
        protocol: 1,
        profileDir,
        addresses,
        intervalMs: null,
        liftLimitsForLoopback: false,
        restarts: 0,
        suspects: [],
        parentPid: process.pid,
        version: '1.0.0',
        mode: 'reader',
      },
      {
        port: {
          post: () => undefined,
          onMessage: () => undefined,
          onGone: () => undefined,
          watchPid: () => undefined,
          failedSends: () => 0,
          flush: () => Promise.resolve(),
          close: () => undefined,
        },
        logger: {
          info: () => undefined,
          warn: () => undefined,
          error: (where, thrown) => troubles.push(`${where}: ${thrown}`),
        },
        clock,
        onFatal: error => troubles.push(String(error)),
        onDamage: error => troubles.push(String(error)),
        startAnew: why => troubles.push(why),
        onStuckThread: () => undefined,
        parts: {
          parseThreads: 1,
          fetcher: {
            clock,
            limits: realLimits,
            isOnline: () => true,
            findRoutes: ({ host }) => {
              traffic.sent(host);
              return Promise.resolve([direct]);
            },
            // A public address, so that nothing is lifted; what is dialled is the server.
            lookup: async name => {
              if (!dead.has(name)) return [{ address: '93.184.215.14', family: 4 }];
              traffic.lost(name);
              throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
            },
            openSocket: (target, _addresses, timeoutMs, callback) =>
              openReal({ ...target, port: String(port) }, [{ address: '127.0.0.1', family: 4 }], timeoutMs, callback),
          },
        },
      },
    );
    reader.begin();
  }

  async function call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    calls += 1;
    const outcome = await reader?.call(calls, method, params);
    if (outcome?.ok !== true) throw new Error(`${method}: ${outcome?.error.message}`);
    return outcome.result as Result<M>;
  }

  /** How far time may go after so many turns in which nothing was on its way; 0: not yet. */
  async function stepAfter(quietTurns: number): Promise<number> {
    const { isRunning, nextTickAt } = await call('refresh.state', {});
    if (isRunning) {
      const next = clock.nextTimerInMs();
      if (traffic.hanging() > 0 && quietTurns > 50) return next <= hangingStepMs ? next : 0;
      return quietTurns > 5 && next <= shortStepMs ? next : 0;
    }
    // The timer is at work; asleep it is not.
    if (nextTickAt === null && !isAsleep && quietTurns < 100) return 0;
    return quietTurns > 3 ? clock.nextTimerInMs() : 0;
  }

  /** What the client has called off has left the servers. */
  async function callOff(): Promise<void> {
    for (let turn = 0; turn < 50 || traffic.open() > 0; turn += 1) await new Promise(resolve => setTimeout(resolve, 2));
    traffic.forget();
  }

  async function pass(ms: number): Promise<void> {
    const end = clock.monotonic() + ms;
    let quietTurns = 0;
    while (clock.monotonic() < end) {
      await new Promise(resolve => (quietTurns > 20 ? setTimeout(resolve, 1) : setImmediate(resolve)));
      quietTurns = traffic.underWay() > traffic.hanging() ? 0 : quietTurns + 1;
      const step = quietTurns === 0 ? 0 : await stepAfter(quietTurns);
      if (step === 0) continue;
      quietTurns = 0;
      await clock.advance(Math.min(end - clock.monotonic(), step));
    }
  }

  return {
    troubles,
    open,
    async close() {
      await reader?.close();
      reader = null;
      await callOff();
    },
    call,
    async power(state) {
      isAsleep = state === 'suspend';
      reader?.power(state);
      if (isAsleep) await callOff();
    },
    pass,
    async whilePassing(work) {
      let isOver = false;
      const over = work.finally(() => {
        isOver = true;
      });
      while (!isOver) await pass(100);
      return await over;
    },
  };
}
