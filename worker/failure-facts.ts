/**
 * What a failed check has seen that a repair can use. Kept with the failure as JSON, gone with the next success.
 * Addresses and titles are the server's word: input like any other.
 */
export interface FailureFacts {
  /** Of the answer that refused. */
  readonly status?: number;
  /** Where the server sent Freshet on to. */
  readonly redirect?: {
    readonly url: string;
    /** Freshet does not go there: down from https, or into a network of this computer. */
    readonly isRefused: boolean;
  };
  readonly tls?: TlsFault;
  /** Feeds named by the page that came instead of a feed or with its refusal, best first. */
  readonly feedLinks?: readonly NamedFeed[];
  /** `host:port` of the feed's own address, on this computer or network and not confirmed. */
  readonly localHost?: string;
}

export type TlsFault = 'expired' | 'not-yet-valid' | 'other-name' | 'self-signed' | 'revoked' | 'unknown' | 'no-tls' | 'step-down';

export interface NamedFeed {
  readonly feedUrl: string;
  /** Plain text, may be empty. */
  readonly title: string;
}

export const mostFeedLinks = 10;
