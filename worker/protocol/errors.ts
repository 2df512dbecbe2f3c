import type { RequestMade } from './discovery.ts';
import type { FailureCode } from './failures.ts';
import type { FeedId } from './ids.ts';

/** Why a call failed. `FailureCode`s are also given by calls that fetch (`feeds.find`, `feeds.preview`, `subscriptions.add`). */
export type ErrorCode =
  | FailureCode
  /** A parameter or a field of the start message is wrong; `field` names it. */
  | 'bad-request'
  | 'unknown-method'
  | 'protocol-mismatch'
  | 'not-ready'
  | 'worker-stopped'
  | 'cancelled'
  | 'local-address'
  | 'no-feed-found'
  | 'already-subscribed'
  | 'not-found-here'
  | 'bad-opml'
  | 'bad-archive'
  | 'picture-refused'
  /** Of a page from which the full text of an article was wanted: it is no page, or there is no article in it. */
  | 'nothing-to-read'
  /** Of a recording that Freshet does not play, though a browser may. */
  | 'media-refused'
  /** Where a feed says that the chapters of an episode are, there are none. */
  | 'no-chapters'
  | 'profile-in-use'
  | 'profile-unusable'
  | 'sqlite-too-old'
  | 'database-damaged'
  | 'database-newer'
  | 'disk-full'
  | 'forbidden-here';

/** What exactly was wrong, where the code alone says little and the window says it in its own language. */
export type FailureWhy =
  | 'list-page'
  | 'list-feed'
  | 'list-xml'
  | 'list-empty'
  | 'list-json'
  | 'list-no-text'
  | 'list-nothing'
  | 'list-too-large'
  | 'list-too-long'
  | 'list-unreadable'
  | 'archive-newer'
  | 'archive-line'
  | 'profile-read-only'
  | 'profile-no-rights'
  | 'profile-unusable'
  | 'profile-no-lock'
  | 'backup-no-rights'
  | 'header-name'
  | 'header-login'
  | 'header-proxy'
  | 'header-cookies'
  | 'header-origin'
  | 'header-validators'
  | 'header-user-agent'
  | 'header-connection'
  | 'header-twice'
  | 'header-value'
  | 'user-agent-value'
  | 'proxy-missing'
  | 'folder-gone'
  | 'folder-in-itself'
  | 'folder-too-deep'
  | 'label-gone'
  | 'label-taken'
  | 'search-gone'
  | 'setting-value';

/** An error on its way between processes. All of it is plain text. */
export interface WireError {
  readonly code: ErrorCode;
  /** In words for the user. */
  readonly message: string;
  /** The technical cause, may be empty. */
  readonly detail: string;
  readonly why?: FailureWhy;
  /** What `why` is about: a folder, a header's name, a number. */
  readonly of?: string;
  readonly field?: string;
  readonly host?: string;
  /** Of 'unauthorized': the server of the very address that was asked, which takes a login. Absent where a redirect led to another one. */
  readonly origin?: string;
  readonly feedId?: FeedId;
  /** Of a failed `feeds.find`: what was asked before it failed, hop by hop. */
  readonly requests?: readonly RequestMade[];
}

export type Outcome<T = unknown> = { readonly ok: true; readonly result: T } | { readonly ok: false; readonly error: WireError };
