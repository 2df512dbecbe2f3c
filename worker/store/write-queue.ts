import { toWireError } from '../errors.ts';
import type { Outcome } from '../protocol/errors.ts';
import type { Connection } from './sqlite.ts';
import { explainSqliteError } from './sqlite-errors.ts';
import type { Transactions } from './transaction.ts';
import type { WriteCall } from './writer-messages.ts';
import type { LongJob, Progress, Touched } from './writes/long-job.ts';
import { writeTable } from './writes/write-table.ts';

interface Waiting {
  readonly id: number;
  readonly call: WriteCall;
}

interface Running {
  readonly id: number;
  readonly job: LongJob<unknown>;
  tellAt: number;
  isTold?: true;
}

export interface WriteQueue {
  add(id: number, call: WriteCall): void;
  /** Does one transaction; false when nothing is waiting. */
  turn(): boolean;
  isWaiting(): boolean;
  /** Something that the user has done is waiting or in hand. */
  hasActions(): boolean;
}

/** A transaction of several parts ends after this time at the latest, and at once when the user has done something. */
const longestMs = 50;

/** What is over sooner needs no word. */
const tellAfterMs = 1000;
const tellEveryMs = 250;

/**
 * The order of all writes: the user's first and in their order, refreshes when none waits.
 * Short actions get in between the slices of a long one, and win over it where they touch the same entry.
 */
export function createWriteQueue(needs: {
  readonly connection: Connection;
  readonly transactions: Transactions;
  readonly profileDir: string;
  /** Takes in what has been posted meanwhile, so that an action need not wait for a whole group. */
  readonly receive: () => void;
  readonly reply: (id: number, outcome: Outcome) => void;
  /** Of long work, once it takes longer than a moment; null: it is over. */
  readonly tellProgress?: (progress: Progress | null) => void;
}): WriteQueue {
  const { connection, transactions, profileDir, receive, reply, tellProgress = () => {} } = needs;
  const actions: Waiting[] = [];
  const refreshes: Waiting[] = [];
  let running: Running | null = null;

  const succeed = (id: number, result: unknown) => reply(id, { ok: true, result });
  const fail = (id: number, error: unknown) => reply(id, { ok: false, error: toWireError(explainSqliteError(error, profileDir)) });

  function add(id: number, call: WriteCall): void {
    (writeTable[call.method].kind === 'refresh' ? refreshes : actions).push({ id, call });
  }

  function turn(): boolean {
    receive();
    const next = dueAction();
    if (next) {
      actions.shift();
      act(next);
      return true;
    }
    if (running) {
      slices(running);
      return true;
    }
    if (refreshes.length > 0) {
      saveGroup();
      return true;
    }
    return false;
  }

  /** The user's next write, unless it is a long one behind another. */
  function dueAction(): Waiting | undefined {
    const next = actions[0];
    return next && (running === null || kindOf(next.call).kind === 'action') ? next : undefined;
  }

  function act({ id, call }: Waiting): void {
    const kind = kindOf(call);
    try {
      if (kind.kind === 'long') {
        // Its first slice at once: it settles what the job is about, before any later action.
        running = { id, job: kind.start(connection, ...call.args), tellAt: performance.now() + tellAfterMs };
        slices(running);
        return;
      }
      if (kind.kind === 'whole') {
        succeed(id, kind.run(connection, ...call.args));
        return;
      }
      if (kind.kind === 'action' && kind.touches) running?.job.leaveAlone(kind.touches(...call.args));
      succeed(
        id,
        transactions.run('full', () => kind.run(connection, ...call.args)),
      );
    } catch (error) {
      fail(id, error);
    }
  }

  function slices(now: Running): void {
    const { id, job } = now;
    try {
      const state = transactions.run('full', () => {
        const until = performance.now() + longestMs;
        for (;;) {
          const step = job.step();
          receive();
          if (step.isDone || dueAction() || performance.now() >= until) return step;
        }
      });
      if (!state.isDone) {
        tellWhenDue(now);
        return;
      }
      running = null;
      if (now.isTold) tellProgress(null);
      succeed(id, state.result);
    } catch (error) {
      running = null;
      if (now.isTold) tellProgress(null);
      fail(id, error);
    }
  }

  function tellWhenDue(now: Running): void {
    const progress = now.job.progress?.();
    if (progress === undefined || performance.now() < now.tellAt) return;
    now.tellAt = performance.now() + tellEveryMs;
    now.isTold = true;
    tellProgress(progress);
  }

  function saveGroup(): void {
    const group: Waiting[] = [];
    try {
      const results = transactions.run('normal', () => {
        const until = performance.now() + longestMs;
        const mayGoOn = () => !dueAction() && performance.now() < until;
        const saved: unknown[] = [];
        for (let next = refreshes.shift(); next; next = mayGoOn() ? refreshes.shift() : undefined) {
          group.push(next);
          saved.push(refresh(next));
          receive();
        }
        return saved;
      });
      for (const [index, { id }] of group.entries()) succeed(id, results[index]);
    } catch (error) {
      // Savepoints would cost every group a second copy of its pages; so the rare failure makes the others of its group start again, each alone.
      const [only] = group;
      if (only && group.length === 1) fail(only.id, error);
      else for (const waiting of group) saveAlone(waiting);
    }
  }

  function saveAlone(waiting: Waiting): void {
    try {
      succeed(
        waiting.id,
        transactions.run('normal', () => refresh(waiting)),
      );
    } catch (error) {
      fail(waiting.id, error);
    }
  }

  function refresh({ call }: Waiting): unknown {
    const kind = kindOf(call);
    if (kind.kind !== 'refresh') throw new Error(`${call.method} is queued as a refresh and is none`);
    return kind.run(connection, ...call.args);
  }

  const hasActions = () => actions.length > 0 || running !== null;
  return { add, turn, isWaiting: () => hasActions() || refreshes.length > 0, hasActions };
}

// The table is typed method by method; a call carries the arguments of its own method.
function kindOf(call: WriteCall): AnyKind {
  return writeTable[call.method] as unknown as AnyKind;
}

type AnyKind =
  | {
      readonly kind: 'action' | 'refresh' | 'whole';
      run(connection: Connection, ...args: readonly unknown[]): unknown;
      touches?(...args: readonly unknown[]): Touched;
    }
  | { readonly kind: 'long'; start(connection: Connection, ...args: readonly unknown[]): LongJob<unknown> };
