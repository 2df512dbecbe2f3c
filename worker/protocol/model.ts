import type { FoundText, SearchAnswer } from './search.ts';

/** Row ids of the store: positive integers, never reused. */
export type FeedId = number;
export type EntryId = number;
export type FolderId = number;
export type ChangeId = number;
export type LabelId = number;
export type SavedSearchId = number;

/** Milliseconds since 1970-01-01 UTC, an integer. Every field that ends in `At` holds one. */
export type Milliseconds = number;

export interface Folder {
  readonly id: FolderId;
  readonly parentId: FolderId | null;
  readonly title: string;
  readonly position: number;
  /** For the feeds in it and in the folders in it; null: as the folder above has it, at last as the settings have it. */
  readonly pace: Pace | null;
  readonly isPaused: boolean;
  /** As with the pace. */
  readonly retention: Retention | null;
  /** For the feeds in it and in the folders in it; null: as the folder above has it, at last not. */
  readonly fullText: boolean | null;
}

/** How often a feed is asked by itself. */
export type Pace =
  /** By the feed's own rhythm, 60 minutes to 24 hours. */
  | { readonly kind: 'adaptive' }
  /** 10–1440. */
  | { readonly kind: 'every'; readonly minutes: number }
  | { readonly kind: 'by-hand' };

/** Why the next check of a feed is when it is. */
export interface CheckPlan {
  readonly at: Milliseconds;
  readonly reason: PlanReason;
}

export type PlanReason =
  /** Never asked yet. */
  | 'new'
  | 'rhythm'
  /** The user's pace. */
  | 'interval'
  /** Sooner would be impolite. */
  | 'floor'
  /** The server's word (max-age, Expires). */
  | 'cache'
  /** The feed's word (ttl, syndication module). */
  | 'ttl'
  | 'skip-hours'
  | 'retry-after'
  /** Other feeds of its host were asked to wait. */
  | 'host-waits'
  | 'back-off'
  /** A person must act first: log in, change the address. */
  | 'needs-you'
  /** The feed says that it is gone for good: `at` is the end of time. */
  | 'gone'
  | 'quarantined'
  /** Nothing new for half a year. */
  | 'silent'
  | 'offline';

/** Why the last check of a feed failed. Classified once, in `worker/fetch` and `worker/parse`. */
export type FailureCode =
  | 'dns'
  | 'refused'
  | 'tls'
  | 'timeout'
  | 'too-large'
  | 'redirect-loop'
  | 'private-address'
  | 'bad-address'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'rate-limited'
  | 'server-error'
  | 'http-error'
  | 'connection-lost'
  | 'bad-encoding'
  | 'not-a-feed'
  | 'broken-feed'
  | 'quarantined'
  | 'proxy'
  | 'offline'
  | 'internal';

export interface FeedFailure {
  readonly code: FailureCode;
  /** What happened, what it means and what to do, in words for the user. Plain text. */
  readonly message: string;
  /** The technical cause for the log and the curious ("ECONNREFUSED 127.0.0.1:9"). Plain text, may be empty. */
  readonly detail: string;
  readonly at: Milliseconds;
  /** When the run of failures began. */
  readonly since: Milliseconds;
  /** Failures in a row. */
  readonly count: number;
}

/** A feed and the user's relation to it. */
export interface Subscription {
  readonly feedId: FeedId;
  readonly feedUrl: string;
  readonly siteUrl: string | null;
  /** The user's title, else the feed's, else its host. Plain text, never empty. */
  readonly title: string;
  readonly folderId: FolderId | null;
  readonly position: number;
  readonly unreadCount: number;
  /** Changes when the icon changes; null while there is none (the window draws a letter). */
  readonly iconVersion: number | null;
  readonly addedAt: Milliseconds;
  readonly checkedAt: Milliseconds | null;
  /** The feed's own; null: as its folder has it, or one above, at last as the settings have it. */
  readonly pace: Pace | null;
  readonly effectivePace: Pace;
  /** Its own switch. */
  readonly isPaused: boolean;
  /** Its own; null: as with the pace. */
  readonly retention: Retention | null;
  /** Whether articles are shown in full text by themselves: its own word; null: as its folder has it. */
  readonly fullText: boolean | null;
  /** Kept out of All, Unread and Today, and of what they count. */
  readonly isApart: boolean;
  /** Not asked by itself: paused itself, by a folder above, or with all others in the settings. */
  readonly isHeld: boolean;
  /** Null while it is not asked by itself: held, or by hand only. */
  readonly plan: CheckPlan | null;
  readonly newestEntryAt: Milliseconds | null;
  readonly failure: FeedFailure | null;
}

/** A feed that was unsubscribed and of which articles are kept: it is not asked any more. */
export interface KeptFeed extends Pick<Subscription, 'feedId' | 'feedUrl' | 'siteUrl' | 'title' | 'iconVersion'> {
  readonly unsubscribedAt: Milliseconds;
  readonly entryCount: number;
}

/** What becomes of the starred, read-later and labelled articles of a feed that is unsubscribed. */
export type KeepOnUnsubscribe = 'ask' | 'keep' | 'remove';

/** A user name and a password, as the user typed them. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** How a feed is asked, beyond its address. A password never leaves the worker again. */
export interface FeedAccess {
  /** Null: no login. */
  readonly username: string | null;
  /** False: for this run only, because there is no keyring; or there is no login. */
  readonly isLoginKept: boolean;
  /** Whether a login that is set now would be kept. */
  readonly canKeepLogin: boolean;
  /** Values that are secrets by their name are shown as dots; given back as such, they stay what they are. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null: Freshet's own. */
  readonly userAgent: string | null;
}

export interface SubscriptionTree {
  readonly folders: readonly Folder[];
  readonly subscriptions: readonly Subscription[];
  readonly kept: readonly KeptFeed[];
  readonly labels: readonly Label[];
  /** Exact unread counts of the smart views. */
  readonly counts: UnreadCounts;
}

/** What of the tree changes with the state of articles alone. */
export interface SubscriptionCounts {
  /** Unread of each feed that has any. */
  readonly feeds: readonly (readonly [FeedId, number])[];
  readonly labels: readonly Label[];
  readonly counts: UnreadCounts;
}

export interface UnreadCounts {
  readonly unread: number;
  readonly today: number;
  /** Of starred, the window shows how many there are, read or not. */
  readonly starred: number;
  /** As of starred. */
  readonly later: number;
}

/** A name that the user gives to articles. */
export interface Label {
  readonly id: LabelId;
  /** Plain text, never empty; no two are the same but for case. */
  readonly name: string;
  readonly color: LabelColor;
  readonly entryCount: number;
  readonly unreadCount: number;
}

/** The window has a light and a dark tone of each. */
export type LabelColor = 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'purple' | 'grey';

export interface LabelChange {
  readonly name?: string;
  readonly color?: LabelColor;
}

/** One that is there, or one that is made; of a name that is there already, that one. */
export type ChosenLabel = { readonly id: LabelId } | { readonly name: string };

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

export interface EntryPage {
  readonly index: number;
  readonly rows: readonly EntryRow[];
}

export interface Enclosure {
  readonly url: string;
  readonly type: string | null;
  /** Bytes, as the feed says. */
  readonly length: number | null;
}

/** Everything the article pane shows. `contentHtml` is untrusted: only the window's sanitiser may turn it into a document. */
export interface EntryDetail extends EntryRow {
  readonly contentHtml: string;
  /** Against which relative addresses in `contentHtml` are resolved. */
  readonly baseUrl: string | null;
  readonly language: string | null;
  readonly categories: readonly string[];
  readonly commentsUrl: string | null;
  readonly enclosures: readonly Enclosure[];
  readonly updatedAt: Milliseconds | null;
  /** Null when the feed says nothing of the kind. */
  readonly podcast: PodcastEpisode | null;
  readonly source: EntrySource | null;
  /** From the article's own page; null: it was not asked for. */
  readonly fullText: FullText | null;
  /** Whether that is what is shown: by the user's word for this article, else for its feed or folder. */
  readonly showsFullText: boolean;
}

export type FullText =
  /** Untrusted, as `contentHtml`. `at`: when the page was asked for. */
  | {
      readonly kind: 'there';
      readonly html: string;
      readonly baseUrl: string | null;
      readonly language: string | null;
      readonly at: Milliseconds;
    }
  /** Why it could not be had, in words for the user. */
  | { readonly kind: 'failed'; readonly message: string; readonly at: Milliseconds };

/** What a podcast says of an episode (itunes and podcast namespaces; durations also Media RSS and JSON Feed). */
export interface PodcastEpisode {
  readonly durationMs: Milliseconds | null;
  readonly season: number | null;
  /** Seldom with decimals: bonus episodes are numbered between their neighbours. */
  readonly episode: number | null;
  readonly episodeType: 'full' | 'trailer' | 'bonus' | null;
  readonly chaptersUrl: string | null;
  readonly transcripts: readonly Transcript[];
}

export interface Transcript {
  readonly url: string;
  readonly type: string | null;
  readonly language: string | null;
}

/** The feed from which another feed took an entry. */
export interface EntrySource {
  /** Plain text, may be empty. */
  readonly title: string;
  /** The page of that feed. */
  readonly url: string | null;
  readonly feedUrl: string | null;
}

/** How long articles are kept. Those that are unread, starred, for later or labelled are, whatever it says; and what their feed still has. */
export type Retention =
  | { readonly kind: 'all' }
  /** So many days, and the newest `least` of each feed however old they are. */
  | { readonly kind: 'age'; readonly days: number; readonly least: number }
  /** The newest `most` of each feed. */
  | { readonly kind: 'number'; readonly most: number };

/** What the user sets of feeds; what is left out stays. */
export interface FeedChange {
  readonly pace?: Pace | null;
  readonly isPaused?: boolean;
  readonly folder?: { readonly id: FolderId } | { readonly title: string } | null;
  /** Null: the feed's own title. */
  readonly title?: string | null;
  /** Null: as the folder above has it, at last as the settings have it. */
  readonly retention?: Retention | null;
  /** Null: as the folder above has it. */
  readonly fullText?: boolean | null;
  readonly isApart?: boolean;
}

export interface FolderChange {
  readonly title?: string;
  readonly retention?: Retention | null;
  readonly fullText?: boolean | null;
  readonly pace?: Pace | null;
  readonly isPaused?: boolean;
}

/** Which entries of a new feed start unread: the newest 20 at most, none older than 30 days ('recent'), all of them, or none. */
export type FirstUnread = 'recent' | 'all' | 'none';

/** Settings of the reader that live in the store. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  /** Off until the user says yes; `null`: not asked yet. */
  /** Of the window's words; 'system': as the system has it. */
  readonly language: 'system' | 'en' | 'ar';
  readonly notifications: boolean | null;
  readonly showPictures: boolean;
  readonly refreshPaused: boolean;
  /** Of every feed that has no other, by itself or by its folder. */
  readonly pace: Pace;
  readonly proxy: ProxyChoice;
  readonly retention: Retention;
  /** The user has been told of the first clean-up. */
  readonly retentionTold: boolean;
  /** Until then no clean-up is proposed. */
  readonly proposeNotBefore: Milliseconds;
  /** What the window's close button does; `null`: ask. */
  readonly closeButton: 'quit' | 'tray' | null;
  readonly articleFace: 'serif' | 'sans' | 'mono' | 'hyperlegible' | 'system';
  /** CSS pixels, 12 to 32. */
  readonly articleSize: number;
  /** CSS pixels of the text column, 440 to 1,000. */
  readonly articleWidth: number;
  /** Percent of the size, 120 to 220. */
  readonly articleLeading: number;
  /** Words are divided at the end of a line, by the rules of the article's language. */
  readonly articleHyphens: boolean;
  readonly articlePage: 'paper' | 'sepia' | 'black';
  readonly keepOnUnsubscribe: KeepOnUnsubscribe;
  /** What marks articles as read by itself; 'scrolling': also those that are scrolled past in the list. */
  readonly markRead: 'opening' | 'delay' | 'scrolling' | 'hand';
  /** Of 'delay': how long an article is open before it is read, 1 to 60 s. */
  readonly markReadSeconds: number;
  readonly listDensity: 'comfortable' | 'compact';
  /** How feeds and folders follow one another in the sidebar: as the user put them, by title, or those with most unread first. */
  readonly feedOrder: 'hand' | 'title' | 'unread';
  /** Feeds and folders without unread articles are not in the sidebar, but for the open one. */
  readonly hideReadFeeds: boolean;
  /** The sidebar says how many articles are unread. */
  readonly showFeedCounts: boolean;
  readonly keyPreset: KeyPreset;
  /** Keys of single commands, by the command's id, in place of those of the preset. The window knows what they mean. */
  readonly keyChanges: KeyChanges;
}

/** Whose keys the window has. */
export type KeyPreset = 'freshet' | 'netnewswire' | 'vim' | 'miniflux';

/** At most 200 commands, 8 keys each. */
export type KeyChanges = Readonly<Record<string, readonly string[]>>;

/** By which way requests leave this computer. */
export type ProxyChoice =
  /** As the host's system says, else as the environment does (HTTP_PROXY and the like). */
  | { readonly kind: 'system' }
  | { readonly kind: 'none' }
  /** `url` is http(s)://host:port; `username` tells that there is a login (`network.setProxyLogin`), and is not set by `settings.set`. */
  | { readonly kind: 'manual'; readonly url: string; readonly username: string | null };

export interface NetworkStatus {
  /** Whether a proxy's login that is set now would be kept, and whether the one that is set is. */
  readonly canKeepLogin: boolean;
  readonly isLoginKept: boolean;
  /** Why the last request by way of a proxy failed, in words; null when the last one went well, or none was made. */
  readonly proxyFailure: string | null;
}

/**
 * What a restart brings back: the window's own notes, opaque to the worker (at most 64 kB of JSON).
 * The renderer owns the shape and validates it when reading.
 */
export type WindowNotes = Readonly<Record<string, unknown>>;

export interface WorkerStatus {
  readonly name: string;
  readonly pid: number;
  readonly version: string;
  readonly node: string;
  readonly sqlite: string;
  readonly startedAt: Milliseconds;
  readonly uptimeMs: number;
  readonly ticks: number;
  readonly lastTickAt: Milliseconds | null;
  readonly nextTickAt: Milliseconds | null;
  /** Ticks in a row that failed by our own fault. */
  readonly failedTicksInARow: number;
  /** Set while ten such ticks or more hold the timer, which then tries at distances of 5 minutes to an hour: the last error, in words. */
  readonly timerStoppedBecause: string | null;
  readonly errorsInWork: number;
  readonly failedSends: number;
  /** How often the host had to start the worker anew in this run. */
  readonly restarts: number;
  readonly feeds: number;
  readonly entries: number;
  readonly profileDir: string;
  readonly memoryBytes: number;
}

/** A picture or icon as fetched, checked by its bytes. */
export interface Picture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/x-icon' | 'image/bmp';
  readonly bytes: Uint8Array;
}
