import type { FeedError } from '../errors.ts';
import type { FailureFacts } from '../failure-facts.ts';
import type { ParsedEntry, SkipTimes } from '../feed.ts';
import type { ArchiveEstimate, ArchivePage } from '../protocol/archive.ts';
import type { EntryDetail, EntryFate, Picture } from '../protocol/entries.ts';
import type { Cursor, EntryList, EntryPage, EntryPlace, EntryQuery, EntryRow, EntryView, SavedSearch } from '../protocol/entry-lists.ts';
import type { FailureCode } from '../protocol/failures.ts';
import type { ChangePage } from '../protocol/history.ts';
import type { ChangeId, EntryId, FeedId, FolderId, Milliseconds } from '../protocol/ids.ts';
import type { Settings, WindowNotes } from '../protocol/settings.ts';
import type { FeedStatistics, FeedVolume } from '../protocol/statistics.ts';
import type {
  FirstUnread,
  Pace,
  PlanReason,
  Retention,
  Subscription,
  SubscriptionCounts,
  SubscriptionTree,
} from '../protocol/subscriptions.ts';
import type { KnownEntries } from '../read-document.ts';
import type { StoredAccess, WriteStore } from './write-store.ts';

/** The store as the rest of the worker sees it: reads answer at once from a read-only connection of this thread, writes go through the one writer thread. */
export interface Store {
  readonly read: ReadStore;
  readonly write: WriteStore;
  readonly search: SearchStore;
  /** The last end was unclean, and the database is too large to be read through at a start: to be done now, beside everything else. Null: nothing is due. */
  readonly dueCheck: DueCheck | null;
  /** Waits for the writes in hand, folds the WAL, closes both connections. */
  close(): Promise<void>;
}

export interface DueCheck {
  passed(): void;
  /** As damage that is met in use. */
  failed(error: FeedError): void;
}

/** What the refresh needs to know of a feed. */
export interface FeedRecord {
  readonly feedId: FeedId;
  readonly feedUrl: string;
  readonly title: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** When these validators were received: older than 8 days makes one full request (P10). */
  readonly validatorsAt: Milliseconds | null;
  readonly bodyHash: string | null;
  readonly checkedAt: Milliseconds | null;
  /** When the last request to its server began, also one that was cut off. */
  readonly askedAt: Milliseconds | null;
  readonly changedAt: Milliseconds | null;
  readonly nextCheckAt: Milliseconds | null;
  readonly planReason: PlanReason;
  readonly pace: Pace;
  /** The pace was chosen for this very feed. */
  readonly hasOwnPace: boolean;
  /** Not asked by itself: paused. */
  readonly isHeld: boolean;
  readonly ttlMinutes: number | null;
  readonly skip: SkipTimes;
  readonly newestEntryAt: Milliseconds | null;
  /** Not before this, whoever asks (P8). */
  readonly retryAfterAt: Milliseconds | null;
  readonly failureCount: number;
  /** Why the last check failed; null when it did not. */
  readonly failureCode: FailureCode | null;
  /** False until the first answer was stored: its entries are "first fetch". */
  readonly wasFetched: boolean;
  readonly iconCheckedAt: Milliseconds | null;
  readonly siteUrl: string | null;
  readonly firstUnread: FirstUnread;
}

export interface ReadStore {
  subscriptions(todayFrom: Milliseconds): SubscriptionTree;
  counts(todayFrom: Milliseconds): SubscriptionCounts;
  subscription(feedId: FeedId): Subscription | null;
  /** Articles of these feeds that are starred, for later or labelled. */
  /** Null: it is not subscribed to. */
  statistics(feedId: FeedId, now: Milliseconds): FeedStatistics | null;
  volumes(now: Milliseconds): readonly FeedVolume[];
  markedCount(feedIds: readonly FeedId[]): number;
  /** Of this folder and of those in it. */
  feedsInFolder(folderId: FolderId): readonly FeedId[];
  feedIdByUrl(feedUrl: string): FeedId | null;
  /** Of all subscribed feeds, those they have moved away from included. */
  feedAddresses(): readonly string[];
  feed(feedId: FeedId): FeedRecord | null;
  /** What the last check has seen when it failed; null for a feed that is well. */
  failure(feedId: FeedId): StoredFailure | null;
  /** How many of these entries the feed is known to have, by the rules of identity. */
  countKnown(feedId: FeedId, entries: readonly ParsedEntry[]): number;
  /** Feeds that are asked by themselves and whose next check is at or before `now`, most overdue first. */
  dueFeeds(now: Milliseconds, limit: number, except?: readonly FeedId[]): readonly FeedRecord[];
  earliestCheckAt(except?: readonly FeedId[]): Milliseconds | null;
  /** The pace of a feed in this folder that has none of its own; null: outside all folders. */
  folderPace(folderId: FolderId | null): Pace;
  /** Of the document that was stored last. */
  knownEntries(feedId: FeedId): KnownEntries | null;
  /** When the newest entries of a feed were published, newest first; of those without a date, when they arrived. */
  newestDates(feedId: FeedId, limit: number): readonly Milliseconds[];
  feedsIn(scope: { readonly kind: 'all' } | { readonly kind: 'folder'; readonly folderId: FolderId }): readonly FeedRecord[];
  openView(view: EntryView, anchorId: EntryId | null, limit: number): EntryList;
  page(query: EntryQuery, index: number, limit: number, after: Cursor | null, before: Cursor | null): EntryPage;
  /** Walks on to a place far into a list for some milliseconds; true when `page` and `findUnread` come to it at once. */
  approach(query: EntryQuery, index: number): boolean;
  countNew(query: EntryQuery): number;
  findUnread(query: EntryQuery, index: number, direction: 1 | -1): { readonly index: number; readonly row: EntryRow } | null;
  /** Null: nothing is known of it. */
  place(query: EntryQuery, id: EntryId): EntryPlace | null;
  entry(id: EntryId): EntryDetail | null;
  entryFate(id: EntryId): EntryFate;
  entryRows(ids: readonly EntryId[]): readonly EntryRow[];
  /** How far a recording was played. */
  played(entryId: EntryId, url: string): Milliseconds;
  /** Of these new entries of a feed, those whose full text the user wants by itself and that was never asked for. */
  wantedFullTexts(feedId: FeedId, ids: readonly EntryId[], most: number): readonly WantedFullText[];
  changes(before: ChangeId | null, limit: number): ChangePage;
  /** How long each subscribed feed keeps its articles; `common` instead of what the settings say. */
  retention(common?: Retention): readonly RetainedFeed[];
  databaseBytes(): number;
  /** The feed with the most unread entries; null: there is no feed. */
  mostUnread(): { readonly feedId: FeedId; readonly title: string; readonly unread: number } | null;
  /** What a rule would remove of a feed, and the bytes that are stored of it. */
  oldEntries(feed: RetainedFeed, at: Milliseconds): { readonly count: number; readonly bytes: number };
  unreadTotal(): number;
  savedSearches(): readonly SavedSearch[];
  settings(): Settings;
  defaultSettings(): Settings;
  windowNotes(): WindowNotes;
  confirmedLocalHosts(): ReadonlySet<string>;
  feedAccess(feedId: FeedId): StoredAccess;
  /** As the keyring sealed it. */
  secret(key: string): Uint8Array | null;
  /** The address of a feed that has articles: subscribed, or unsubscribed and keeps some. */
  articleFeedUrl(feedId: FeedId): string | null;
  icon(feedId: FeedId): Picture | null;
  sizes(): { readonly feeds: number; readonly entries: number };
  archiveEstimate(): ArchiveEstimate;
  archivePage(after: number, withTexts: boolean, at: Milliseconds): ArchivePage;
  sqliteVersion(): string;
}

/** Lists of found entries, answered by a thread of their own; `signal` stops the question really. */
export interface SearchStore {
  open(view: EntryView, anchorId: EntryId | null, limit: number, signal?: AbortSignal): Promise<EntryList>;
  page(query: EntryQuery, index: number, limit: number): Promise<EntryPage>;
  /** How many are in the list; finds those that were not looked for when it was opened. */
  countAll(query: EntryQuery, signal?: AbortSignal): Promise<number>;
  countNew(query: EntryQuery): Promise<number>;
  findUnread(query: EntryQuery, index: number, direction: 1 | -1): Promise<{ readonly index: number; readonly row: EntryRow } | null>;
  place(query: EntryQuery, id: EntryId): Promise<EntryPlace | null>;
  /** All of the list, in its order. */
  ids(query: EntryQuery): Promise<readonly EntryId[]>;
  /** Those of the list that are unread now, in the order of their ids. */
  unreadIds(query: EntryQuery): Promise<readonly EntryId[]>;
  /** How many unread entries a search finds; null for one that is not understood. A list that is opened meanwhile goes first. */
  countUnread(view: EntryView, signal?: AbortSignal): Promise<number | null>;
}

export interface RetainedFeed {
  readonly feedId: FeedId;
  readonly title: string;
  readonly rule: Retention;
}

/** An entry whose page is to be asked for. */
export interface WantedFullText {
  readonly id: EntryId;
  readonly url: string;
}

export interface StoredFailure {
  readonly code: FailureCode;
  /** Failures in a row. */
  readonly count: number;
  readonly facts: FailureFacts;
}
