import type { Change } from './history.ts';
import type { FeedId, FolderId } from './ids.ts';

export type OpmlSkipCode =
  /** `of`: the line that names the feed already. */
  | 'duplicate'
  /** At the end of a long report; `of`: how many are left. */
  | 'more'
  | 'no-feed-address'
  | 'no-web-address'
  | 'unreadable-address'
  /** `of`: what stands before the colon. */
  | 'other-scheme'
  | 'no-scheme'
  | 'no-address-in-line'
  | 'link'
  | 'empty-folder'
  | 'newsboat-search'
  | 'newsboat-program'
  | 'newsboat-filter'
  | 'breaks-off';

export interface OpmlSkipped {
  /** 1-based line of the outline in the file. */
  readonly line: number;
  readonly text: string;
  readonly code: OpmlSkipCode;
  /** What the code speaks of; may be empty. */
  readonly of: string;
  /** The same in English words. */
  readonly reason: string;
}

/** What an export holds: everything, a folder with all that is in it, or some feeds in their folders. */
export type OpmlScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'folder'; readonly folderId: FolderId }
  | { readonly kind: 'feeds'; readonly feedIds: readonly FeedId[] };

/** A folder of a list to import. Those it stands in come before it. */
export interface OpmlFolder {
  readonly title: string;
  /** Index of the folder it stands in. */
  readonly parent: number | null;
}

/** A feed of a list to import. All text is plain. */
export interface OpmlFeed {
  readonly feedUrl: string;
  readonly title: string | null;
  /** Index of its folder. */
  readonly folder: number | null;
  readonly line: number;
  /** Stays as it is, picked or not. */
  readonly isSubscribed: boolean;
}

/** What a list holds, before anything of it is stored. */
export interface OpmlPreview {
  readonly format: 'opml' | 'newsboat' | 'addresses';
  /** What the list calls itself; may be empty. */
  readonly title: string;
  readonly folders: readonly OpmlFolder[];
  /** The first 20,000; their indexes are what `opml.import` chooses by. */
  readonly feeds: readonly OpmlFeed[];
  readonly total: number;
  readonly alreadySubscribed: number;
  /** Feeds that the list names again; they are among the skipped. */
  readonly duplicates: number;
  readonly skipped: readonly OpmlSkipped[];
}

export interface OpmlReport {
  readonly change: Change;
  readonly added: number;
  readonly alreadySubscribed: number;
  readonly foldersAdded: number;
  readonly skipped: readonly OpmlSkipped[];
}
