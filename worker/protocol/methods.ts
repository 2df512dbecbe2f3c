import type { ArchiveAdded, ArchiveEstimate, ArchiveFound, ArchivePage } from './archive.ts';
import type { FeedCandidate, FeedsFound } from './discovery.ts';
import type { Chapter, EntryDetail, EntryFate, FullText, Picture } from './entries.ts';
import type {
  Cursor,
  EntryList,
  EntryMark,
  EntryPage,
  EntryPlace,
  EntryQuery,
  EntryRow,
  EntryTarget,
  EntryView,
  PlainScope,
  SavedSearch,
} from './entry-lists.ts';
import type { FetchReport } from './fetch-report.ts';
import type { Change, ChangePage, Step, UndoStep } from './history.ts';
import type { ChangeId, EntryId, FeedId, FolderId, LabelId, Milliseconds, SavedSearchId } from './ids.ts';
import type { ChosenLabel, LabelChange, LabelColor } from './labels.ts';
import type { OpmlPreview, OpmlReport, OpmlScope } from './opml.ts';
import type { RefreshScope, RefreshState, RefreshSummary } from './refresh.ts';
import type { Diagnosis } from './repair.ts';
import type { NetworkStatus, Settings, WindowNotes } from './settings.ts';
import type { FeedStatistics, FeedVolume } from './statistics.ts';
import type { WorkerStatus } from './status.ts';
import type { Backup, BackupList, CleanUpProposal, RetentionPreview, SalvageReport, StorageSizes } from './storage.ts';
import type {
  FeedAccess,
  FeedChange,
  FirstUnread,
  FolderChange,
  Login,
  Retention,
  Subscription,
  SubscriptionCounts,
  SubscriptionTree,
} from './subscriptions.ts';
import type { TreeMove, TreeMoved } from './tree.ts';

/**
 * Everything the worker can be asked: one parameter object in, plain data out.
 * Parameters and results survive JSON unchanged (the web host and the control socket send JSON), except those of `BinaryMethod`.
 */
export interface Methods {
  'subscriptions.list'(params: Empty): SubscriptionTree;
  /** For a window that has the list: after `subscriptions.changed` with `countsOnly`. */
  'subscriptions.counts'(params: Empty): SubscriptionCounts;
  /**
   * Reads an address (feed or page) and tells which feeds are there; stores nothing.
   * `login` is for the address's own server only; one in the address itself (`user:password@`) is taken out of it. `unauthorized`: it is wanted, or wrong.
   * Fails with `local-address` (the error's `host`) for an address on this computer or network, unless `confirmLocal`, which is remembered for that host and port.
   * `deeper` tries usual addresses of feeds there instead, one after the other, on the user's word only; after `no-feed-found` or where the answer says so.
   */
  'feeds.find'(params: {
    readonly address: string;
    readonly confirmLocal?: boolean;
    readonly deeper?: boolean;
    readonly login?: Login;
  }): FeedsFound;
  /** Ends every `feeds.find` of that address: its requests are called off. */
  'feeds.stopFinding'(params: { readonly address: string }): Nothing;
  /** Fetches one candidate of an earlier `feeds.find` for its preview. */
  'feeds.preview'(params: { readonly feedUrl: string; readonly confirmLocal?: boolean; readonly login?: Login }): FeedCandidate;
  /** What the engine makes of one address; stores nothing, and confirms a local address for this once only. A failure of the address is a result, not an error. */
  'feeds.fetch'(params: { readonly address: string; readonly confirmLocal?: boolean }): FetchReport;
  /** Fails with `not-found-here` when it is not subscribed to. */
  'feeds.statistics'(params: { readonly feedId: FeedId }): FeedStatistics;
  /** Of the last 30 days, each feed that has any. */
  'feeds.volumes'(params: Empty): readonly FeedVolume[];
  'feeds.access'(params: { readonly feedId: FeedId }): FeedAccess;
  /** What is left out stays as it is; `login: null` forgets it. Fails with `bad-request` for a header that may not be set, in words. */
  'feeds.setAccess'(params: {
    readonly feedId: FeedId;
    readonly login?: Login | null;
    readonly headers?: Readonly<Record<string, string>>;
    readonly userAgent?: string | null;
  }): FeedAccess;
  /** Subscribes; the answer that `feeds.find` or `feeds.preview` already fetched is used again. Fails with `already-subscribed` (the error's `feedId`). */
  'subscriptions.add'(params: {
    readonly feedUrl: string;
    readonly folder: { readonly id: FolderId } | { readonly title: string } | null;
    readonly firstUnread: FirstUnread;
    readonly confirmLocal?: boolean;
    /** Kept with the feed, for the server of `feedUrl` only. */
    readonly login?: Login;
    /** The change of a feed that was added just before with this one: one undo takes both back. */
    readonly joins?: ChangeId;
  }): { readonly subscription: Subscription; readonly change: Change };
  /**
   * What can be done for a feed that fails: from what its last check has seen, without a request. With `search`, on the user's click, at most
   * two requests look for another address of it; nothing is stored.
   */
  'feeds.diagnose'(params: { readonly feedId: FeedId; readonly search?: boolean }): Diagnosis;
  /**
   * Reads a feed from another address from now on, once a feed has answered there; the answer that `feeds.diagnose` has read is used again.
   * Articles, states, folder and title stay. Fails with `already-subscribed` (the error's `feedId`), `local-address`, or as a fetch does.
   */
  'subscriptions.changeAddress'(params: { readonly feedId: FeedId; readonly feedUrl: string; readonly confirmLocal?: boolean }): Change;
  /**
   * `folderIds` go with them, and all that is in those; without a feed in them nothing is done, as that is for `folders.remove`.
   * `keep`: what is starred, for later or labelled stays in its views. Without it as the settings say; there "ask" is to keep.
   */
  'subscriptions.remove'(params: {
    readonly feedIds: readonly FeedId[];
    readonly folderIds?: readonly FolderId[];
    readonly keep?: boolean;
  }): Change;
  /** How many articles of these feeds are starred, for later or labelled. */
  'subscriptions.marked'(params: { readonly feedIds: readonly FeedId[] }): { readonly count: number };
  /** Fails with `bad-request` when the folder is no longer there. */
  'subscriptions.change'(params: { readonly feedIds: readonly FeedId[]; readonly change: FeedChange }): Change;
  /** Fails with `bad-request`, in words, where a folder would be in itself or too deep, or is no longer there. */
  'tree.move'(params: TreeMove): TreeMoved;
  'folders.change'(params: { readonly folderId: FolderId; readonly change: FolderChange }): Change;
  /** What is in it comes into the folder above it. Fails with `bad-request` when it is no longer there. */
  'folders.remove'(params: { readonly folderId: FolderId }): Change;

  /**
   * Opens a view: fixes its snapshot and gives the first rows, or those around `anchorId`. Whoever names itself as `asker` gives up
   * the search that it asked for before: that is stopped, and fails with `cancelled`.
   */
  'entries.open'(params: {
    readonly view: EntryView;
    readonly anchorId: EntryId | null;
    readonly limit: number;
    readonly asker?: string;
  }): EntryList;
  /** Rows from `index` on. `after` (the row at `index - 1`) or `before` (the row at `index + limit`) make it a keyset step instead of a jump. */
  'entries.page'(params: {
    readonly query: EntryQuery;
    readonly index: number;
    readonly limit: number;
    readonly after: Cursor | null;
    readonly before: Cursor | null;
  }): EntryPage;
  /** Finds the rest of a search whose list was opened before all was found. The next search of `asker` stops it: then it fails with `cancelled`. */
  'entries.countAll'(params: { readonly query: EntryQuery; readonly asker?: string }): { readonly total: number };
  /** How many entries of this view have arrived since it was opened. */
  'entries.countNew'(params: { readonly query: EntryQuery }): { readonly count: number };
  /** The nearest unread row after (1) or before (-1) `index`; null when there is none. */
  'entries.findUnread'(params: {
    readonly query: EntryQuery;
    readonly index: number;
    readonly direction: 1 | -1;
  }): { readonly index: number; readonly row: EntryRow } | null;
  /** Where an entry stands in a list that was opened before; null where that cannot be told. */
  'entries.place'(params: { readonly query: EntryQuery; readonly id: EntryId }): EntryPlace | null;
  'entries.get'(params: { readonly id: EntryId }): EntryDetail;
  /** Of one that `entries.get` does not have. */
  'entries.fate'(params: { readonly id: EntryId }): EntryFate;
  /**
   * Fetches the article's own page and finds the text in it; a page that cannot be had or read is a result. Whoever names itself as `asker`
   * gives up what it asked for before, which fails with `cancelled`.
   */
  'entries.fetchFullText'(params: { readonly id: EntryId; readonly asker: string }): FullText;
  'entries.stopFullText'(params: { readonly asker: string }): Nothing;
  /** Whether the full text is what is shown of this article from now on, whatever holds for its feed. */
  'entries.showFullText'(params: { readonly id: EntryId; readonly isShown: boolean }): Nothing;
  /** `cause: 'opening'` is not a step of undo: it happens by itself. */
  'entries.setRead'(params: { readonly ids: readonly EntryId[]; readonly isRead: boolean; readonly cause: 'command' | 'opening' }): Change;
  'entries.setStarred'(params: { readonly ids: readonly EntryId[]; readonly isStarred: boolean }): Change;
  'entries.setLater'(params: { readonly ids: readonly EntryId[]; readonly isLater: boolean }): Change;
  /** Gives entries a label, or takes it from them. A label of a new name is made, when it is given, in the same change. */
  'entries.setLabel'(params: { readonly target: EntryTarget; readonly label: ChosenLabel; readonly isOn: boolean }): Change;
  /** Does one thing with many entries, in one change; other calls do not wait for it. Long ones tell how far they are (`entries.progress`). */
  'entries.changeMany'(params: { readonly target: EntryTarget; readonly mark: EntryMark }): Change;
  /** Marks exactly the unread entries of the list as the user sees it (`id <= upToId`). `also`: those of these lists too, in one change. */
  'entries.markAllRead'(params: { readonly query: EntryQuery; readonly also?: readonly EntryQuery[] }): Change;

  /** Takes entries out of all lists, whatever their state, for 30 days with a way back (`changes.undo`); then for good. They do not come back as new. */
  'entries.remove'(params: { readonly ids: readonly EntryId[] }): Change;

  /** Fails with `bad-request` (`field`: name) when there is one of this name. Without a colour it gets the least used. */
  'labels.add'(params: { readonly name: string; readonly color?: LabelColor }): Change;
  'labels.change'(params: { readonly labelId: LabelId; readonly change: LabelChange }): Change;
  /** What has the label gets the other instead. */
  'labels.merge'(params: { readonly labelId: LabelId; readonly intoId: LabelId }): Change;
  'labels.remove'(params: { readonly labelId: LabelId }): Change;

  /** What the clean-up would remove now; with `retention` as if the settings said so. Removes nothing. */
  'retention.preview'(params: { readonly retention?: Retention }): RetentionPreview;
  /** A clean-up that Freshet would propose, and never makes by itself; null: none. */
  'retention.proposal'(params: Empty): CleanUpProposal | null;
  /** The daily clean-up, at once. */
  'retention.run'(params: Empty): Change;

  'searches.list'(params: Empty): readonly SavedSearch[];
  /** Exact now: how many unread entries each saved search finds. Null for one that is not understood any more, such as one of a feed that is gone. */
  'searches.counts'(params: Empty): readonly { readonly id: SavedSearchId; readonly unread: number | null }[];
  /** A new one, or other contents for an old one. Fails with `bad-request` when it is no longer there. */
  'searches.save'(params: {
    readonly id: SavedSearchId | null;
    readonly name: string;
    readonly query: string;
    readonly order: 'newest' | 'relevance';
    readonly within: PlainScope | null;
  }): { readonly search: SavedSearch; readonly change: Change };
  'searches.remove'(params: { readonly id: SavedSearchId }): Change;

  /** What was done in the last 30 days, newest first; `before` is the `next` of the page before. */
  'changes.list'(params: { readonly before: ChangeId | null; readonly limit: number }): ChangePage;
  /**
   * Takes back one change, or with null the newest one that the user made by a command and that still stands. Null: nothing to take back.
   * With null a change whose undoing would take feeds away is only told (`UndoStep.isOnlyOffered`): it is undone when it is named.
   * An opening stands for all of its day that came before it, as the history tells them.
   */
  'changes.undo'(params: { readonly changeId: ChangeId | null }): UndoStep | null;
  /**
   * Does again what was taken back, as far as nothing has set it anew since: one change, or with null the one that was taken back last, unless
   * a command was given after that. Null: nothing was taken back; `id` 0: only what cannot be done again.
   */
  'changes.redo'(params: { readonly changeId: ChangeId | null }): Step | null;

  /** Reads a list of subscriptions (OPML, a newsboat file, addresses in a text) and tells what is in it; stores and fetches nothing. Fails with `bad-opml`. */
  'opml.preview'(params: { readonly text: string }): OpmlPreview;
  /** Subscribes to the feeds of a list, or to those `chosen` by their index in its preview; in one change. */
  'opml.import'(params: {
    readonly text: string;
    readonly firstUnread: FirstUnread;
    readonly chosen?: readonly number[] | null;
  }): OpmlReport;
  /** An export has no logins. Keys in the query of addresses are masked, unless `withSecrets`; `secrets` counts the addresses that hold one. */
  'opml.export'(params: { readonly scope?: OpmlScope; readonly withSecrets?: boolean }): {
    readonly text: string;
    readonly feeds: number;
    readonly secrets: number;
  };

  /** Settles when the refresh is over. `force` lifts the 5-minute guard for confirmed loopback addresses only. Cancelling the call cancels the refresh. */
  'refresh.run'(params: { readonly scope: RefreshScope; readonly force?: boolean }): RefreshSummary;
  'refresh.cancel'(params: Empty): Nothing;
  'refresh.state'(params: Empty): RefreshState;

  'settings.get'(params: Empty): Settings;
  /** Those of a new profile. */
  'settings.defaults'(params: Empty): Settings;
  'settings.set'(params: { readonly change: Partial<Settings> }): Settings;
  'network.status'(params: Empty): NetworkStatus;
  /** For the proxy that is set by hand; null forgets it. */
  'network.setProxyLogin'(params: { readonly login: Login | null }): NetworkStatus;
  'window.notes'(params: Empty): WindowNotes;
  'window.setNotes'(params: { readonly notes: WindowNotes }): Nothing;

  'worker.status'(params: Empty): WorkerStatus;
  /** Starts the timer again after it was stopped by our own failures. */
  'worker.resumeTimer'(params: Empty): Nothing;

  /** Also while the database is damaged, as are `backups.restore` and `rescue.*`. */
  'backups.list'(params: Empty): BackupList;
  /** Fails with `disk-full`, in words. */
  'backups.make'(params: Empty): Backup;
  /**
   * Puts a backup in the place of the database, once all of it has been checked; the present one is kept aside, and can be restored in turn.
   * The worker starts anew afterwards. Fails with `not-found-here`, `database-damaged` (this backup is), `database-newer`, `disk-full`.
   */
  'backups.restore'(params: { readonly name: string }): Nothing;
  /** Of a damaged database: a new one of all that can still be read. The worker starts anew afterwards. */
  'rescue.salvage'(params: Empty): SalvageReport;
  /** Keeps the damaged database aside and begins with none. The worker starts anew afterwards. */
  'rescue.startEmpty'(params: Empty): Nothing;
  /** Looks at the damaged database once more: somebody may have put another file in its place. */
  'rescue.tryAgain'(params: Empty): Nothing;
  /** What a full export would hold; without walking all of it. */
  'archive.estimate'(params: Empty): ArchiveEstimate;
  /** The next piece of a full export: 0 begins it, `next` goes on. What the user has marked has its text in any case. */
  'archive.page'(params: { readonly after: number; readonly withTexts: boolean }): ArchivePage;
  /** Reads whole lines of a full export, and stores nothing. Fails with `bad-archive` as `archive.add` would. */
  'archive.look'(params: { readonly lines: string; readonly firstLine: number }): ArchiveFound;
  /**
   * Merges whole lines of a full export; a second time changes nothing. All before its articles belongs into one call. `joins`: the change
   * of the pieces before, of which this one becomes a part; once that is taken back it fails with `cancelled`. Fails with `bad-archive`.
   */
  'archive.add'(params: {
    readonly lines: string;
    readonly firstLine: number;
    readonly joins: ChangeId | null;
    readonly takeSettings: boolean;
  }): ArchiveAdded;
  'storage.sizes'(params: Empty): StorageSizes;
  /** Gives free space of the database back to the disk. Reading goes on; what is written waits. Fails with `disk-full`, in words. */
  'storage.compact'(params: Empty): { readonly freedBytes: number };

  /**
   * Where a recording of an article is now, after redirects, and how far it was played; the player loads it from there. Fails as a fetch does,
   * and with `proxy` where the player would go round the user's proxy.
   */
  'media.locate'(params: { readonly entryId: EntryId; readonly url: string }): { readonly url: string; readonly atMs: Milliseconds };
  /** Of a recording's episode, in their order: those in its feed, else those of the document that the feed names, which is asked for. Fails as a fetch does, and with `no-chapters`. */
  'media.chapters'(params: { readonly entryId: EntryId }): readonly Chapter[];
  'media.setPlayed'(params: { readonly entryId: EntryId; readonly url: string; readonly atMs: Milliseconds }): Nothing;
  /** A picture of an entry, for the host's `/picture/` address. Fails with `picture-refused`. */
  'pictures.get'(params: { readonly feedId: FeedId; readonly url: string }): Picture;
  'icons.get'(params: { readonly feedId: FeedId }): Picture;
}

export type Empty = Readonly<Record<string, never>>;
/** Structured clone and JSON both carry null; undefined only one of them. */
export type Nothing = null;

export type Method = keyof Methods;
/** Results with bytes: asked by a host only, never by a window. */
export type BinaryMethod = 'pictures.get' | 'icons.get';
export type Params<M extends Method> = Parameters<Methods[M]>[0];
export type Result<M extends Method> = ReturnType<Methods[M]>;
