import type { ErrorCode } from './errors.ts';
import type { FeedId, Milliseconds } from './ids.ts';

/** One way out of a feed's failure, one click each. */
export type Repair =
  /** The feed is read from another address, and keeps what it has. */
  | UseAddress
  /** `feeds.diagnose` with `search`. */
  | { readonly kind: 'look-for-address' }
  /** `notBefore`: its server asked to wait; null: now. */
  | { readonly kind: 'try-again'; readonly notBefore: Milliseconds | null }
  /** Nothing to do but wait. */
  | { readonly kind: 'wait'; readonly until: Milliseconds }
  | { readonly kind: 'log-in' }
  /** `feeds.preview` of the feed's own address with `confirmLocal`, for an address on this computer or network. */
  | { readonly kind: 'allow-host'; readonly host: string }
  /** The proxy is what fails: the settings, under Network. */
  | { readonly kind: 'proxy-settings' }
  | { readonly kind: 'open-site'; readonly url: string }
  | { readonly kind: 'unsubscribe' };

export interface UseAddress {
  readonly kind: 'use-address';
  readonly feedUrl: string;
  /** Plain text, never empty. */
  readonly title: string;
  /** `moved`: where the server sends to; `https`: the same address, but secure. */
  readonly why: 'moved' | 'https' | 'named-by-page';
  /** What was seen of it: whether its articles are those of this feed; `unread` when nobody has looked yet. */
  readonly match: 'same-articles' | 'same-title' | 'other' | 'unread';
  /** The three newest titles, plain text; empty when it was not read. */
  readonly newestTitles: readonly string[];
  /** Another subscription that has this address already. */
  readonly subscribedFeedId: FeedId | null;
}

/** What can be done for a feed that fails. */
export interface Diagnosis {
  readonly feedId: FeedId;
  /** The likeliest first; empty for a feed that is well. */
  readonly repairs: readonly Repair[];
  /** What came of a search; null when none was asked for. */
  readonly search: AddressSearch | null;
}

export interface AddressSearch {
  readonly outcome:
    | 'found'
    /** The site's page names no feed. */
    | 'names-none'
    /** It names the address that fails, and no other. */
    | 'names-only-this'
    /** The page could not be read; `message` says why. */
    | 'unreadable';
  /** The page that was read, or was to be. */
  readonly address: string;
  /** Why the page could not be read; null: that is not it. */
  readonly code: ErrorCode | null;
  /** The same in English words; may be empty. */
  readonly message: string;
}
