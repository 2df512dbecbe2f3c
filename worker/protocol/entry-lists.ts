import type { EntryId, FeedId, FolderId, LabelId, Milliseconds, SavedSearchId } from './ids.ts';
import type { ChosenLabel } from './labels.ts';
import type { FoundText, SearchAnswer } from './search.ts';

/** Some entries, or a list as the user sees it: all of it, or from one row to another, both included. */
export type EntryTarget =
  | { readonly ids: readonly EntryId[] }
  | {
      readonly query: EntryQuery;
      readonly from?: Cursor | null;
      readonly to?: Cursor | null;
      /** Rows that are left out. */
      readonly except?: readonly EntryId[];
    };

/** What can be done with many entries at once. */
export type EntryMark =
  | { readonly kind: 'read' | 'star' | 'later'; readonly isOn: boolean }
  | { readonly kind: 'label'; readonly label: ChosenLabel; readonly isOn: boolean }
  | { readonly kind: 'removed' };

/** Which entries a list shows. `from` is the start of the local day, fixed when the list is opened. */
export type EntryScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'unread' }
  | { readonly kind: 'today'; readonly from: Milliseconds }
  | { readonly kind: 'starred' }
  | { readonly kind: 'later' }
  /** Read by the user, ordered by when that was: `sortAt` of its rows. */
  | { readonly kind: 'recent' }
  | { readonly kind: 'label'; readonly labelId: LabelId }
  | { readonly kind: 'feed'; readonly feedId: FeedId }
  | { readonly kind: 'folder'; readonly folderId: FolderId }
  | SearchScope;

/** Entries found by a search. Relevance counts among the newest found; the others follow, newest first. */
export interface SearchScope {
  readonly kind: 'search';
  /** As typed, in the query language. */
  readonly query: string;
  readonly order: 'newest' | 'relevance';
  /** Null: in all feeds. */
  readonly within: PlainScope | null;
}

export type PlainScope = Exclude<EntryScope, SearchScope>;

/** A search that stands in the sidebar. Within "today" is always the day it is. */
export interface SavedSearch {
  readonly id: SavedSearchId;
  /** Plain text, never empty. */
  readonly name: string;
  readonly query: string;
  readonly order: 'newest' | 'relevance';
  readonly within: PlainScope | null;
}

/** What the user chose to look at. */
export interface EntryView {
  readonly scope: EntryScope;
  readonly onlyUnread: boolean;
  readonly order: 'newest' | 'oldest';
  /** Feed by feed, in the order of their titles, and newest or oldest first within each. Only of scopes that hold several feeds' own lists. */
  readonly byFeed?: boolean;
}

/**
 * A view as it was when the list was opened. It stays the same list, row for row, while it is open:
 * entries stored later (`id > upToId`) stay behind the "new articles" line, and with `onlyUnread`
 * the entries read since `openedAt` stay visible.
 */
export interface EntryQuery extends EntryView {
  readonly upToId: EntryId;
  /** On the store's own clock of changes, which never stands still or goes back between two of them; only the store compares it. */
  readonly openedAt: Milliseconds;
  /** Of a view that goes feed by feed: their order when it was opened. Titles may change meanwhile; the list stays. */
  readonly feeds?: readonly FeedId[];
}

/** Keyset position of a row: its sort time and id. */
export interface Cursor {
  readonly sortAt: Milliseconds;
  readonly id: EntryId;
}

/** One row of the list. No HTML anywhere: title, author and snippet are plain text. */
export interface EntryRow {
  readonly id: EntryId;
  readonly feedId: FeedId;
  /** Plain text; empty when the feed gives none (the window then shows the snippet). */
  readonly title: string;
  readonly snippet: string;
  readonly author: string;
  readonly url: string | null;
  readonly imageUrl: string | null;
  /** What the entry says of itself; null when it is dateless. Shown to the user. */
  readonly publishedAt: Milliseconds | null;
  /** Where the row stands in the list (design: published, or arrival when more than 24 h late; of `recent`, when it was read). */
  readonly sortAt: Milliseconds;
  readonly isRead: boolean;
  readonly isStarred: boolean;
  readonly isLater: boolean;
  readonly labelIds: readonly LabelId[];
  /** Set in a list of found entries. */
  readonly found?: FoundText;
}

export interface EntryList {
  readonly query: EntryQuery;
  readonly total: number;
  /** Null: not counted, as in a search. */
  readonly unread: number | null;
  /** Rows `index … index + rows.length - 1` of the list. */
  readonly index: number;
  readonly rows: readonly EntryRow[];
  /** Where the entry asked for stands in the list, if it is in it. */
  readonly anchorIndex: number | null;
  /** Set for a search. */
  readonly search?: SearchAnswer;
}

export interface EntryPlace {
  /** Of an entry that is not in the list any more: that of the next row after where it was. */
  readonly index: number;
  readonly isThere: boolean;
}

export interface EntryPage {
  readonly index: number;
  readonly rows: readonly EntryRow[];
}
