import type { Outcome, WireError } from './errors.ts';
import type { WorkerEvent } from './events.ts';
import type { FeedId } from './ids.ts';

/** Raised whenever a message changes its meaning. Host and worker refuse each other when it differs. */
export type ProtocolVersion = 1;

/** The start message: what the worker needs to know before it can be ready. Validated at the worker's door. */
export interface StartMessage {
  readonly kind: 'start';
  readonly protocol: number;
  /** Absolute path; made when missing (0700). */
  readonly profileDir: string;
  /** Feeds to be subscribed to at the start when they are not yet (http or https). Usually empty: then ready, and idle until something is due. */
  readonly addresses: readonly string[];
  /** Overrides the pace of every feed, ms; null: each feed by its own rhythm. Under 60 min only together with `liftLimitsForLoopback`. */
  readonly intervalMs: number | null;
  /** Tests and benches only, reached by no setting: no polling floor, no 5-minute guard, no host spacing for confirmed loopback addresses. */
  readonly liftLimitsForLoopback: boolean;
  /** The command line's `--allow-local`: feeds subscribed to on addresses of this very computer may be asked in this run. */
  readonly allowsLoopbackFeeds?: boolean;
  /** How often the host has started a worker anew in this run. */
  readonly restarts: number;
  /** Logins that no keyring keeps, as an earlier worker of this run had them (`remember`). */
  readonly runSecrets?: Readonly<Record<string, string>>;
  /** What the worker before this one had in work when it died ('in-work'). One: it is to blame. Several: any of them, or none. */
  readonly suspects: readonly FeedId[];
  /** Host's process id: the worker ends when it is gone. */
  readonly parentPid: number;
  /** The program's version, for the User-Agent and About. */
  readonly version: string;
  /** 'batch' for the command line: no timer. */
  readonly mode: 'reader' | 'batch';
}

export type ToWorker =
  | StartMessage
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'ping'; readonly id: number }
  /** Everything up to `seq` has arrived. */
  | { readonly kind: 'ack'; readonly seq: number }
  | { readonly kind: 'power'; readonly state: 'suspend' | 'resume' | 'offline' | 'online' | 'battery' | 'mains' }
  /** Of an `ask`. Null: this host cannot. */
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'stop' };

export type FromWorker = { readonly seq: number } & (
  | { readonly kind: 'hello'; readonly protocol: number; readonly pid: number }
  /** `rescue`: the database is damaged; only what needs none is answered until the user has chosen what becomes of it. */
  | { readonly kind: 'ready'; readonly pid: number; readonly rescue?: WireError }
  /** The worker exits by itself after this, and is to be started anew at once: that was wished for, and is no crash. */
  | { readonly kind: 'start-anew'; readonly why: string }
  /** The worker exits by itself after this; starting it again makes no sense when `isFinal`. */
  | { readonly kind: 'start-failed'; readonly error: WireError; readonly isFinal: boolean }
  | { readonly kind: 'reply'; readonly id: number; readonly outcome: Outcome }
  | { readonly kind: 'event'; readonly event: WorkerEvent }
  | { readonly kind: 'pong'; readonly id: number }
  | { readonly kind: 'ask'; readonly id: number; readonly question: HostQuestion }
  /** Feeds whose documents are about to be read, sent before that begins; 0 stands for a document of no feed. Replaces the last such message. */
  | { readonly kind: 'in-work'; readonly feedIds: readonly FeedId[] }
  | { readonly kind: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly text: string }
);

/** What only a host can answer, because only it has the system's keyring and proxy settings. */
export type HostQuestion =
  /** boolean */
  | { readonly kind: 'can-seal' }
  /** Uint8Array */
  | { readonly kind: 'seal'; readonly text: string }
  /** string */
  | { readonly kind: 'unseal'; readonly sealed: Uint8Array }
  /** string, as a PAC file says it: "PROXY a:1; HTTPS b:2; DIRECT" */
  | { readonly kind: 'resolve-proxy'; readonly url: string }
  /** Kept in the host's memory for the next worker of this run; null forgets it. */
  | { readonly kind: 'remember'; readonly key: string; readonly text: string | null };
