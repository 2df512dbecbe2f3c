/** What one request of the worker came to. Everything that the worker asks of the network goes through `createFetcher`. */
export interface FetchRequest {
  readonly url: string;
  readonly purpose: 'feed' | 'page' | 'icon' | 'picture';
  /** Sent back byte for byte (P2). */
  readonly validators: Validators | null;
  /** `host:port` of addresses on this computer or network that the user has confirmed and that this request may reach (N2). */
  readonly confirmedLocalHosts: ReadonlySet<string>;
  readonly signal: AbortSignal | null;
}

/** Conditional-request values exactly as received; never both null. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export type FetchResult =
  | { readonly kind: 'not-modified'; readonly url: string; readonly validators: Validators | null; readonly cache: CacheHints }
  | {
      readonly kind: 'fetched';
      /** After redirects. */
      readonly url: string;
      /** Set when every hop up to this address was permanent (301, 308): stored once a feed arrived there (N4, P12). */
      readonly movedTo: string | null;
      readonly contentType: string | null;
      /** Content codings undone, charset not. */
      readonly body: Uint8Array;
      readonly validators: Validators | null;
      readonly cache: CacheHints;
    };

export interface CacheHints {
  /** From Cache-Control max-age or Expires, ms; null when absent or absurd. */
  readonly maxAgeMs: number | null;
}

/** Rejects with a FeedError whose code is a FailureCode (or 'local-address', 'cancelled'); `retryAfterMs` rides on RetryAfterError. */
export type Fetcher = (request: FetchRequest) => Promise<FetchResult>;
