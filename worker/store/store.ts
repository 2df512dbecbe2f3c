import type { FeedError } from '../errors.ts';
import type { FailureFacts } from '../failure-facts.ts';
import type { ParsedEntry, SkipTimes } from '../feed.ts';
import type {
  ArchiveAdded,
  ArchiveArticle,
  ArchiveEstimate,
  ArchiveFeed,
  ArchiveFolder,
  ArchiveGone,
  ArchiveLabel,
  ArchivePage,
  ArchiveSearch,
} from '../protocol/archive.ts';
import type { EntryDetail, Picture } from '../protocol/entries.ts';
import type {
  Cursor,
  EntryList,
  EntryMark,
  EntryPage,
  EntryQuery,
  EntryRow,
  EntryTarget,
  EntryView,
  SavedSearch,
} from '../protocol/entry-lists.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { FailureCode } from '../protocol/failures.ts';
import type { Change, ChangePage, Step, UndoStep } from '../protocol/history.ts';
import type { ChangeId, EntryId, FeedId, FolderId, LabelId, Milliseconds, SavedSearchId } from '../protocol/ids.ts';
import type { ChosenLabel, LabelChange, LabelColor } from '../protocol/labels.ts';
import type { Settings, WindowNotes } from '../protocol/settings.ts';
import type { FeedStatistics, FeedVolume } from '../protocol/statistics.ts';
import type {
  CheckPlan,
  FeedChange,
  FirstUnread,
  FolderChange,
  Pace,
  PlanReason,
  Retention,
  Subscription,
  SubscriptionCounts,
  SubscriptionTree,
} from '../protocol/subscriptions.ts';
import type { TreeMove, TreeMoved } from '../protocol/tree.ts';
import type { KnownEntries, ReadDocument } from '../read-document.ts';

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

/** What the user has said of how a feed is asked; the login is a secret. */
export interface StoredAccess {
  /** 'https://example.org': the server that headers and login are for. */
  readonly origin: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly userAgent: string | null;
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
  entry(id: EntryId): EntryDetail | null;
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
  /** All of the list, in its order. */
  ids(query: EntryQuery): Promise<readonly EntryId[]>;
  /** Those of the list that are unread now, in the order of their ids. */
  unreadIds(query: EntryQuery): Promise<readonly EntryId[]>;
  /** How many unread entries a search finds; null for one that is not understood. A list that is opened meanwhile goes first. */
  countUnread(view: EntryView, signal?: AbortSignal): Promise<number | null>;
}

/** What became of many entries; null: too many to list. */
export interface ManyChanged {
  readonly change: Change;
  readonly changed: readonly EntryRow[] | null;
  readonly removed: readonly EntryId[] | null;
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

/** What came of asking for the page of an entry. */
export type FullTextFound =
  | { readonly kind: 'there'; readonly html: string; readonly baseUrl: string; readonly language: string | null }
  /** The code is not stored. */
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string };

export interface OldRemoved {
  /** Null: nothing was removed yet. */
  readonly changeId: ChangeId | null;
  readonly count: number;
  /** Nothing more of this feed is to be removed. */
  readonly isDone: boolean;
}

export interface StoredFailure {
  readonly code: FailureCode;
  /** Failures in a row. */
  readonly count: number;
  readonly facts: FailureFacts;
}

export interface Arrived {
  readonly id: EntryId;
  readonly feedId: FeedId;
  readonly title: string;
  readonly publishedAt: Milliseconds | null;
}

/** An answer with a body that is not the stored one. */
export interface FeedChanged {
  readonly kind: 'changed';
  readonly document: ReadDocument;
  readonly bodyHash: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Where it moved to for good; null when the address that was asked holds. */
  readonly movedTo: string | null;
  /** What the server took to answer; absent: it was not measured. */
  readonly answerMs?: Milliseconds;
}

/** The outcome of one check, stored in one transaction (R2). */
export type CheckOutcome =
  | FeedChanged
  /** 304, or 200 with the same body: validators are stored all the same (P3). */
  | {
      readonly kind: 'unchanged';
      readonly etag: string | null;
      readonly lastModified: string | null;
      readonly movedTo: string | null;
      readonly answerMs?: Milliseconds;
    }
  | {
      readonly kind: 'failed';
      readonly code: FailureCode;
      readonly message: string;
      readonly detail: string;
      readonly facts?: FailureFacts;
      readonly retryAfterAt: Milliseconds | null;
    };

export interface CheckSaved {
  /** New entries, unread or not. */
  readonly added: readonly Arrived[];
  readonly updated: number;
  readonly wasFirstFetch: boolean;
  /** Nothing was stored: what the document's reader took for known is not known any more, and it has to be read whole. */
  readonly isOutdated?: true;
}

export interface OutlineToImport {
  readonly feedUrl: string;
  readonly title: string | null;
  readonly siteUrl: string | null;
  /** Folder titles from the root; empty at top level. */
  readonly path: readonly string[];
  /** When it is asked for the first time, from the import on; at once by default. */
  readonly firstCheckInMs?: number;
}

export interface ArchiveToAdd {
  /** Null: those here stay. */
  readonly settings: Readonly<Record<string, unknown>> | null;
  readonly labels: readonly ArchiveLabel[];
  readonly folders: readonly ArchiveFolder[];
  readonly feeds: readonly (ArchiveFeed & Pick<OutlineToImport, 'firstCheckInMs'>)[];
  readonly searches: readonly ArchiveSearch[];
  readonly articles: readonly (ArchiveArticle | ArchiveGone)[];
  /** The change that the earlier pieces of the same file made; null: this is the first. */
  readonly joins: ChangeId | null;
}

export interface PlannedFeed {
  readonly feedId: FeedId;
  readonly plan: CheckPlan;
}

export interface WriteStore {
  /** Idempotent for one feed and answer: a refetch of the same document adds nothing. Writes nothing when the feed was unsubscribed meanwhile. */
  saveCheck(feedId: FeedId, outcome: CheckOutcome, at: Milliseconds, plan: CheckPlan): Promise<CheckSaved>;
  addSubscription(request: {
    readonly feedUrl: string;
    readonly folder: { readonly id: FolderId } | { readonly title: string } | null;
    readonly firstUnread: FirstUnread;
    /** The answer that discovery already fetched, stored in the same transaction. */
    readonly outcome: FeedChanged | null;
    readonly at: Milliseconds;
    readonly plan: CheckPlan;
    /** A subscribing that still stands and that this one becomes part of; otherwise it is a change of its own. */
    readonly joins?: ChangeId | null;
  }): Promise<{ readonly feedId: FeedId; readonly change: Change; readonly wasSubscribed: boolean }>;
  changeSubscriptions(feedIds: readonly FeedId[], change: FeedChange, at: Milliseconds): Promise<Change>;
  changeFolder(folderId: FolderId, change: FolderChange, at: Milliseconds): Promise<Change>;
  moveInTree(move: TreeMove, at: Milliseconds): Promise<TreeMoved>;
  /** What is in the folder comes into the one above it; without anything in it the folder is gone. */
  moveFolderUp(folderId: FolderId, at: Milliseconds): Promise<Change>;
  /**
   * The feed goes on at another address, with all that is stored of it; `outcome` is what answered there. Keeps the title that is shown.
   * Null when the feed is not there any more; `takenBy`: another subscription has the address, nothing was changed.
   */
  changeAddress(request: {
    readonly feedId: FeedId;
    readonly feedUrl: string;
    readonly outcome: FeedChanged;
    readonly at: Milliseconds;
    readonly plan: CheckPlan;
  }): Promise<{ readonly change: Change; readonly saved: CheckSaved; readonly takenBy: FeedId | null } | null>;
  /** `keeps`: what is starred, for later or labelled stays. `folderId`: that goes with them. Followed by `settleFeeds`. */
  removeSubscriptions(feedIds: readonly FeedId[], at: Milliseconds, keeps?: boolean, folderId?: FolderId | null): Promise<Change>;
  /** Puts aside or brings back what feeds that were unsubscribed or came back have beside their marked articles. @returns of how many feeds */
  settleFeeds(at: Milliseconds): Promise<number>;
  /** @param outlines as they are, or packed (`packJson`) where they may be many */
  importOutlines(
    outlines: readonly OutlineToImport[] | Uint8Array,
    firstUnread: FirstUnread,
    at: Milliseconds,
  ): Promise<{
    readonly change: Change;
    readonly added: number;
    readonly alreadySubscribed: number;
    readonly foldersAdded: number;
  }>;
  setRead(
    ids: readonly EntryId[],
    isRead: boolean,
    cause: 'command' | 'opening',
    at: Milliseconds,
  ): Promise<{ readonly change: Change; readonly changed: readonly EntryRow[] }>;
  setStarred(
    ids: readonly EntryId[],
    isStarred: boolean,
    at: Milliseconds,
  ): Promise<{ readonly change: Change; readonly changed: readonly EntryRow[] }>;
  /** Whatever their state. Undo brings them back for 30 days; a feed that still has them does not. */
  removeEntries(ids: readonly EntryId[], at: Milliseconds): Promise<{ readonly change: Change; readonly removed: readonly EntryId[] }>;
  /** `ids`: of a list that only its reader knows; else null. */
  markAllRead(query: EntryQuery, at: Milliseconds, ids?: readonly EntryId[] | null): Promise<Change>;
  setLater(
    ids: readonly EntryId[],
    isLater: boolean,
    at: Milliseconds,
  ): Promise<{ readonly change: Change; readonly changed: readonly EntryRow[] }>;
  /** In slices, as one change. */
  changeMany(target: EntryTarget, mark: EntryMark, at: Milliseconds): Promise<ManyChanged>;
  /** `changed`: null when too many to list. */
  setLabel(
    target: { readonly ids: readonly EntryId[] },
    label: ChosenLabel,
    isOn: boolean,
    at: Milliseconds,
  ): Promise<{ readonly change: Change; readonly changed: readonly EntryRow[] | null }>;
  addLabel(name: string, color: LabelColor | null, at: Milliseconds): Promise<Change>;
  changeLabel(labelId: LabelId, change: LabelChange, at: Milliseconds): Promise<Change>;
  mergeLabel(labelId: LabelId, intoId: LabelId, at: Milliseconds): Promise<Change>;
  removeLabel(labelId: LabelId, at: Milliseconds): Promise<Change>;
  /** Null: a new one. */
  saveSearch(
    id: SavedSearchId | null,
    contents: Omit<SavedSearch, 'id'>,
    at: Milliseconds,
  ): Promise<{ readonly search: SavedSearch; readonly change: Change }>;
  removeSearch(id: SavedSearchId, at: Milliseconds): Promise<Change>;
  undo(changeId: ChangeId | null, at: Milliseconds): Promise<UndoStep | null>;
  redo(changeId: ChangeId | null, at: Milliseconds): Promise<Step | null>;
  addArchive(archive: ArchiveToAdd, at: Milliseconds): Promise<ArchiveAdded>;
  /** Rewrites the database without its free pages. Readers go on meanwhile, other writes wait. Fails with `disk-full`, in words. */
  compact(): Promise<{ readonly freedBytes: number }>;
  /** How far a recording was played; 0 forgets it. */
  setPlayed(entryId: EntryId, url: string, atMs: Milliseconds): Promise<void>;
  /** A failure takes nothing away that is there. Nothing is stored for an entry that is gone. */
  saveFullText(id: EntryId, found: FullTextFound, at: Milliseconds): Promise<void>;
  /** Whether the full text is what is shown of this entry, whatever holds for its feed. */
  showFullText(id: EntryId, isShown: boolean, at: Milliseconds): Promise<void>;
  setSettings(change: Partial<Settings>): Promise<Settings>;
  setWindowNotes(notes: WindowNotes): Promise<void>;
  confirmLocalHost(host: string, at: Milliseconds): Promise<void>;
  setFeedAccess(feedId: FeedId, access: StoredAccess): Promise<void>;
  /** The same address without a login in it; not where another subscription has it. */
  setPlainAddress(feedId: FeedId, feedUrl: string): Promise<void>;
  /** Null: there is none any more. */
  setSecret(key: string, sealed: Uint8Array | null, at: Milliseconds): Promise<void>;
  /** A slice of the clean-up of a feed, as part of a change that began with another slice. */
  removeOld(feedId: FeedId, changeId: ChangeId | null, at: Milliseconds, limit: number): Promise<OldRemoved>;
  saveIcon(feedId: FeedId, icon: Picture | null, at: Milliseconds): Promise<void>;
  /** A plan with the reason 'offline' says too that the feed's server has not been asked. */
  scheduleChecks(checks: readonly PlannedFeed[]): Promise<void>;
  /** Takes back failures that were the network's fault, if they were the first of their feeds. */
  forgiveFailures(feedIds: readonly FeedId[], nextCheckAt: Milliseconds): Promise<void>;
  /** Feeds that were put off for the network's sake come within this time. */
  resumePutOff(from: Milliseconds, withinMs: number): Promise<void>;
  /** Before the requests go out: what is cut off is not asked again sooner than by this plan, whatever happens to the process. */
  noteAsked(asked: readonly PlannedFeed[], at: Milliseconds): Promise<void>;
}
