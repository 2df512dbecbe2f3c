import type { FailureFacts } from '../failure-facts.ts';
import type {
  ArchiveAdded,
  ArchiveArticle,
  ArchiveFeed,
  ArchiveFolder,
  ArchiveGone,
  ArchiveLabel,
  ArchiveSearch,
} from '../protocol/archive.ts';
import type { Picture } from '../protocol/entries.ts';
import type { EntryMark, EntryRow, EntryTarget, SavedSearch } from '../protocol/entry-lists.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { FailureCode } from '../protocol/failures.ts';
import type { Change, Step, UndoStep } from '../protocol/history.ts';
import type { ChangeId, EntryId, FeedId, FolderId, LabelId, Milliseconds, SavedSearchId } from '../protocol/ids.ts';
import type { ChosenLabel, LabelChange, LabelColor } from '../protocol/labels.ts';
import type { Settings, WindowNotes } from '../protocol/settings.ts';
import type { CheckPlan, FeedChange, FirstUnread, FolderChange } from '../protocol/subscriptions.ts';
import type { TreeMove, TreeMoved } from '../protocol/tree.ts';
import type { ReadDocument } from '../read-document.ts';

/** What the user has said of how a feed is asked; the login is a secret. */
export interface StoredAccess {
  /** 'https://example.org': the server that headers and login are for. */
  readonly origin: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly userAgent: string | null;
}

/** What became of many entries; null: too many to list. */
export interface ManyChanged {
  readonly change: Change;
  readonly changed: readonly EntryRow[] | null;
  readonly removed: readonly EntryId[] | null;
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
  /** `keeps`: what is starred, for later or labelled stays. `folderIds`: those go with them. Followed by `settleFeeds`. */
  removeSubscriptions(feedIds: readonly FeedId[], at: Milliseconds, keeps?: boolean, folderIds?: readonly FolderId[]): Promise<Change>;
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
  /** In slices, as one change. */
  markAllRead(targets: readonly EntryTarget[], at: Milliseconds): Promise<Change>;
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
