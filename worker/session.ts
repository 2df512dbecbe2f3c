import type { Clock } from './clock.ts';
import { FeedError, toWireError } from './errors.ts';
import type { Logger } from './logger.ts';
import type { Reader } from './open-reader.ts';
import type { ParentPort } from './port/parent-port.ts';
import type { ErrorCode, Outcome, WireError } from './protocol/errors.ts';
import type { StartMessage } from './protocol/messages.ts';
import { readHostMessage } from './validate-message.ts';
import { protocolVersion, validateStart } from './validate-start.ts';

/** Ended in order, or with the parent. */
const exitInOrder = 0;
/** The start message could not be followed, or never came. */
const exitNotStarted = 2;

export interface SessionNeeds {
  readonly port: ParentPort;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openReader: (start: StartMessage) => Promise<Reader>;
  /** For a start whose database is damaged. */
  readonly openRescue: (start: StartMessage, damage: FeedError) => Reader;
  readonly exit: (code: number) => void;
}

/** The one life of this process: hello, start, ready, calls, end. */
export interface Session {
  /** Finishes the transaction in hand, closes the database and exits, within 2 s. */
  end(reason: string): void;
  /** The same after the calls under way, and the host is told to start another one. */
  startAnew(why: string): void;
}

const startWithinMs = 30_000;
/** Then the process exits with what is committed: it is right at any instant. */
const endWithinMs = 1_800;

/** Starting again makes no sense: the same start would fail the same way. */
const finalCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'bad-request',
  'protocol-mismatch',
  'profile-in-use',
  'profile-unusable',
  'sqlite-too-old',
  'database-damaged',
  'database-newer',
  'disk-full',
]);

export function openSession({ port, clock, logger, openReader, openRescue, exit }: SessionNeeds): Session {
  let opening: Promise<Reader | null> | null = null;
  let reader: Reader | null = null;
  let isEnding = false;
  const cancelStartLimit = clock.after(startWithinMs, () => void finish('no start message came', exitNotStarted));

  function reply(id: number, outcome: Outcome): void {
    try {
      port.post({ kind: 'reply', id, outcome });
    } catch (thrown) {
      logger.error(`the reply to call ${id} cannot be sent`, thrown);
      port.post({ kind: 'reply', id, outcome: { ok: false, error: toWireError(thrown) } });
    }
  }

  async function call(id: number, method: string, params: unknown): Promise<void> {
    if (reader !== null && !isEnding) return reply(id, await reader.call(id, method, params));
    const error = isEnding
      ? new FeedError('worker-stopped', 'Freshet is closing.')
      : new FeedError('not-ready', 'Freshet is still starting.');
    reply(id, { ok: false, error: toWireError(error) });
  }

  function start(message: unknown): void {
    if (opening === null && !isEnding) {
      cancelStartLimit();
      opening = begin(message).catch((thrown: unknown) => {
        void refuse(thrown);
        return null;
      });
    } else logger.warn('a second start message was ignored');
  }

  async function begin(message: unknown): Promise<Reader | null> {
    const settings = validateStart(message);
    port.watchPid(settings.parentPid);
    const { opened, rescue } = await openSoundOrNot(settings);
    if (isEnding) return opened;
    reader = opened;
    port.post({ kind: 'ready', pid: process.pid, ...(rescue === null ? {} : { rescue }) });
    opened.begin();
    return opened;
  }

  async function openSoundOrNot(settings: StartMessage): Promise<{ readonly opened: Reader; readonly rescue: WireError | null }> {
    try {
      return { opened: await openReader(settings), rescue: null };
    } catch (thrown) {
      if (!(thrown instanceof FeedError) || thrown.code !== 'database-damaged') throw thrown;
      logger.error('the database is damaged', thrown);
      return { opened: openRescue(settings, thrown), rescue: toWireError(thrown) };
    }
  }

  async function refuse(thrown: unknown): Promise<void> {
    const error = toWireError(thrown);
    logger.error('the start failed', thrown);
    port.post({ kind: 'start-failed', error, isFinal: finalCodes.has(error.code) });
    await finish('the start failed', exitNotStarted);
  }

  async function finish(reason: string, code: number): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    cancelStartLimit();
    logger.info(`ending: ${reason}`);
    clock.after(endWithinMs, () => exit(code));
    try {
      const opened = reader ?? (code === exitInOrder ? await opening : null);
      await opened?.close();
      await port.flush();
    } catch (thrown) {
      logger.error('closing failed', thrown);
    }
    exit(code);
  }

  port.onGone(reason => void finish(reason, exitInOrder));
  port.onMessage(raw => {
    const message = readHostMessage(raw);
    switch (message?.kind) {
      case undefined:
        logger.warn('a message that nobody knows was ignored');
        break;
      case 'start':
        start(raw);
        break;
      case 'call':
        void call(message.id, message.method, message.params);
        break;
      case 'cancel':
        reader?.cancel(message.id);
        break;
      case 'answer':
        // Heard by whoever asked (port/host-questions.ts).
        break;
      case 'power':
        reader?.power(message.state);
        break;
      case 'stop':
        void finish('the host said so', exitInOrder);
    }
  });
  port.post({ kind: 'hello', protocol: protocolVersion, pid: process.pid });

  return {
    end: reason => void finish(reason, exitInOrder),
    startAnew(why) {
      // After the answer to whoever asked for it.
      setImmediate(() => {
        port.post({ kind: 'start-anew', why });
        void finish(why, exitInOrder);
      });
    },
  };
}
