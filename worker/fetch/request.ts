import { FeedError } from '../errors.ts';
import type { RequestMade } from '../protocol/discovery.ts';
import type { FailureCode } from '../protocol/failures.ts';
import type { Login } from '../protocol/subscriptions.ts';
import type { BodyShare } from './body-budget.ts';

/** One request of the worker. Everything that the worker asks of the network goes through `createFetcher`. */
export interface FetchRequest {
  readonly url: string;
  readonly purpose: 'feed' | 'page' | 'article' | 'media' | 'icon' | 'picture';
  /** Sent back byte for byte (P2). */
  readonly validators: Validators | null;
  /** `host:port` of addresses on this computer or network that the user has confirmed and that this request may reach (N2). */
  readonly confirmedLocalHosts: ReadonlySet<string>;
  readonly signal: AbortSignal | null;
  /** Where the body counts as held; whoever asks releases it. Absent: it counts nowhere. */
  readonly share?: BodyShare;
  /** Somebody waits for the answer: it goes before background work and is not spaced out. */
  readonly isUrgent?: boolean;
  /** What the user has said of how this feed is asked. Absent for pictures and icons: an article makes no request in the user's name. */
  readonly access?: RequestAccess | null;
  /** Hears of every request that was made on the way, hop by hop, when it is over. */
  readonly onRequest?: (made: RequestMade) => void;
  /** Less than the fetcher's own limit on the body, content codings undone. */
  readonly maxBytes?: number;
  /** The body is the first bytes that come, as they come: who asks wants to know where it is, what it is, and whether it may be had. */
  readonly headOnly?: boolean;
  /** An HTML page is read up to here, unpacked, and what is behind is left: its links stand in its head. Anything else is read whole. */
  readonly cutsPageAt?: number;
  /** Hears of the HTML page, or as much of it as could be had, with which a server says that there is nothing at the address (404, 410). */
  readonly onMissing?: (page: MissingPage) => void;
}

export interface MissingPage {
  /** After redirects. */
  readonly url: string;
  readonly contentType: string | null;
  /** Content codings undone, charset not. */
  readonly body: Uint8Array;
}

/** The login and the headers go to `origin` and to no other, wherever a redirect leads (N3); the user agent is no secret, and goes along. */
export interface RequestAccess {
  readonly origin: string;
  readonly login: Login | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly userAgent: string | null;
  /** There is a login, and the keyring does not open it now. */
  readonly isLocked?: boolean;
}

/** All that a fetcher has asked so far. */
export interface FetchMeter {
  readonly requests: number;
  readonly bytes: number;
}

/** Conditional-request values exactly as received; never both null. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export type FetchResult =
  | {
      readonly kind: 'not-modified';
      /** After redirects. */
      readonly url: string;
      /** As in 'fetched'. */
      readonly movedTo: string | null;
      /** To be stored: those of the 304, else those that were sent. */
      readonly validators: Validators | null;
      readonly cache: CacheHints;
    }
  | {
      readonly kind: 'fetched';
      /** After redirects. */
      readonly url: string;
      /** The last address that was reached by permanent hops (301, 308) only, null without one: stored once a feed arrived (N4, P12). */
      readonly movedTo: string | null;
      readonly contentType: string | null;
      /** The Link header (RFC 8288), several joined by commas. */
      readonly linkHeader: string | null;
      /** Content codings undone, charset not. */
      readonly body: Uint8Array;
      readonly validators: Validators | null;
      readonly cache: CacheHints;
    };

export interface CacheHints {
  /** From Cache-Control max-age or Expires, ms; null when absent or absurd. */
  readonly maxAgeMs: number | null;
}

/** The server's refusal that names a time to wait (P8). */
export class RetryAfterError extends FeedError {
  /** At most 24 hours. */
  readonly retryAfterMs: number;

  constructor(code: FailureCode, message: string, retryAfterMs: number, detail: string) {
    super(code, message, { detail });
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Rejects with a FeedError: a FailureCode, 'cancelled', or 'local-address' (`extras.host` is its 'host:port') when the address asked for
 * itself is on this computer or network and not confirmed. A refusal with a time to wait is a RetryAfterError.
 */
export type Fetcher = (request: FetchRequest) => Promise<FetchResult>;
