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
  /** Not asked by itself: paused itself, by a folder above, or with all others in the settings. */
  readonly isHeld: boolean;
  /** Null while it is not asked by itself: held, or by hand only. */
  readonly plan: CheckPlan | null;
  readonly newestEntryAt: Milliseconds | null;
  readonly failure: FeedFailure | null;
}

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
  readonly labels: readonly Label[];
  /** Exact unread counts of the smart views. */
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

/** Some entries, or all of a list as the user sees it. */
export type EntryTarget = { readonly ids: readonly EntryId[] } | { readonly query: EntryQuery };

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

/** What was not understood in a search, in words, and where it stands in what was typed. */
export interface SearchFault {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

/** What a list of found entries says beside its rows. */
export interface SearchAnswer {
  /** Nothing was looked for. */
  readonly fault: SearchFault | null;
  /** About how many entries are not in the index yet: they are not found until they are. */
  readonly left: number;
}

/** What was found in an entry: parts of plain texts, as half open ranges of UTF-16 units. */
export interface FoundText {
  readonly title: readonly TextRange[];
  /** The text around what was found; empty where only the title has it. */
  readonly snippet: string;
  readonly marks: readonly TextRange[];
}

export type TextRange = readonly [from: number, to: number];

/** What the user chose to look at. */
export interface EntryView {
  readonly scope: EntryScope;
  readonly onlyUnread: boolean;
  readonly order: 'newest' | 'oldest';
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
  readonly unread: number;
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
}

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

/** What the user did, so that it can be taken back. */
export interface Change {
  /** 0 when nothing changed: there is nothing to take back. */
  readonly id: ChangeId;
  readonly kind: ChangeKind;
  /** Entries or subscriptions that changed. */
  readonly count: number;
}

/** One line of the history: a change, or what was read by opening it on one day. */
export interface ChangeRecord extends Change {
  /** 'opening': articles that were opened and so read; 'retention': the clean-up by age and number. */
  readonly by: 'you' | 'opening' | 'retention';
  readonly at: Milliseconds;
  /** A few articles, feeds or folders that it touched; of many articles, the feeds they are in. Plain text. */
  readonly subjects: readonly string[];
  readonly undoneAt: Milliseconds | null;
  readonly standing: ChangeStanding;
}

export type ChangeStanding =
  /** It can be taken back. */
  | 'stands'
  | 'taken-back'
  /** Later changes have set everything of it anew. */
  | 'changed-since'
  /** Another subscription has the address from before. */
  | 'address-taken';

/** Newest first. */
export interface ChangePage {
  readonly records: readonly ChangeRecord[];
  /** `before` of the next page; null: this was the last. */
  readonly next: ChangeId | null;
}

export type ChangeKind =
  | 'mark-read'
  | 'mark-unread'
  | 'star'
  | 'unstar'
  | 'later'
  | 'unlater'
  | 'label'
  | 'unlabel'
  | 'change-labels'
  | 'mark-all-read'
  | 'subscribe'
  | 'unsubscribe'
  | 'import'
  | 'change-address'
  | 'change-feed'
  | 'change-folder'
  | 'save-search'
  | 'change-search'
  | 'delete-search'
  | 'delete'
  | 'retention';

/** How long articles are kept. Those that are unread, starred, for later or labelled are, whatever it says; and what their feed still has. */
export type Retention =
  | { readonly kind: 'all' }
  /** So many days, and the newest `least` of each feed however old they are. */
  | { readonly kind: 'age'; readonly days: number; readonly least: number }
  /** The newest `most` of each feed. */
  | { readonly kind: 'number'; readonly most: number };

/** What a clean-up would remove now. */
export interface RetentionPreview {
  readonly count: number;
  /** Of the disk, about; free for other articles when they cannot be taken back any more. */
  readonly bytes: number;
  readonly feedCount: number;
  /** Those with the most bytes, at most 50. */
  readonly feeds: readonly {
    readonly feedId: FeedId;
    readonly title: string;
    readonly count: number;
    readonly bytes: number;
  }[];
}

/** Why a clean-up is worth a thought. */
export type CleanUpProposal =
  /** Of the database file. */
  | { readonly kind: 'size'; readonly bytes: number }
  | { readonly kind: 'unread'; readonly feedId: FeedId; readonly title: string; readonly unread: number };

/** What the user sets of feeds; what is left out stays. */
export interface FeedChange {
  readonly pace?: Pace | null;
  readonly isPaused?: boolean;
  readonly folder?: { readonly id: FolderId } | { readonly title: string } | null;
  /** Null: the feed's own title. */
  readonly title?: string | null;
  /** Null: as the folder above has it, at last as the settings have it. */
  readonly retention?: Retention | null;
}

export interface FolderChange {
  readonly title?: string;
  readonly retention?: Retention | null;
  readonly pace?: Pace | null;
  readonly isPaused?: boolean;
}

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
  /** In words for the user; may be empty. */
  readonly message: string;
}

export type FeedKind = 'rss' | 'atom' | 'json';

/** A feed that discovery found at an address. Nothing of it is stored. */
export interface FeedCandidate {
  readonly feedUrl: string;
  /** The feed's own title when it was read, else the page's word for it, else its address. Plain text. */
  readonly title: string;
  readonly kind: FeedKind | null;
  readonly siteUrl: string | null;
  /** Set when this feed is subscribed already: the window opens it instead. */
  readonly subscribedFeedId: FeedId | null;
  /** Null until the feed has been fetched (`feeds.preview`). */
  readonly preview: FeedPreview | null;
  /** How it was found; absent for one that was asked for by its address (`feeds.preview`) or is known from the store. */
  readonly why?: CandidateReason;
}

/** 'address': what was typed is the feed; 'announced' and 'link': by the page; 'platform': by its address; 'probe': at a usual address. */
export type CandidateReason = 'address' | 'announced' | 'link' | 'platform' | 'probe';

export interface FeedPreview {
  readonly entryCount: number;
  readonly newestEntryAt: Milliseconds | null;
  /** The three newest titles, plain text. */
  readonly newestTitles: readonly string[];
  /** How many articles come in a week; null when too few of them are dated to say. */
  readonly perWeek: number | null;
}

export interface FeedsFound {
  /** The address that was read, after redirects. */
  readonly address: string;
  readonly candidates: readonly FeedCandidate[];
  /** The page itself announces none: usual addresses may be tried (`deeper`). */
  readonly canLookDeeper: boolean;
  /** What was asked for it, hop by hop; absent where nothing tells. */
  readonly requests?: readonly RequestMade[];
}

/** One request as it went. */
export interface RequestMade {
  readonly url: string;
  /** Null: no answer came. */
  readonly status: number | null;
  /** Of the answer's body, as they came over the wire. */
  readonly bytes: number;
  readonly ms: number;
}

/** Which entries of a new feed start unread: the newest 20 at most, none older than 30 days ('recent'), all of them, or none. */
export type FirstUnread = 'recent' | 'all' | 'none';

export interface OpmlSkipped {
  /** 1-based line of the outline in the file. */
  readonly line: number;
  readonly text: string;
  /** In words for the user. */
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

export type RefreshScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'folder'; readonly folderId: FolderId }
  | { readonly kind: 'feed'; readonly feedId: FeedId };

/** A network that answers with its own login page instead of the servers asked, or reaches none of them. */
export type NetworkTrouble = 'login-page' | 'no-network';

/** A refresh under way, or the last one. */
export interface RefreshState {
  readonly isRunning: boolean;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly newEntries: number;
  /** Hosts being asked at this moment, at most three. */
  readonly currentHosts: readonly string[];
  /** End of the last refresh that was not cancelled. */
  readonly finishedAt: Milliseconds | null;
  readonly nextTickAt: Milliseconds | null;
  /** One quiet state: no feed is blamed, and few are asked until one answers again. */
  readonly networkTrouble: NetworkTrouble | null;
}

/** A feed that was not asked, and until when it will not be (P5, P8, X5). One that is set aside is asked when just this feed is wished for. */
export interface RefreshRefusal {
  readonly feedId: FeedId;
  readonly reason: 'checked-recently' | 'asked-to-wait' | 'quarantined';
  readonly checkedAt: Milliseconds | null;
  readonly until: Milliseconds;
}

export interface RefreshSummary {
  readonly tried: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly newEntries: number;
  readonly wasCancelled: boolean;
  readonly refused: readonly RefreshRefusal[];
  readonly failures: readonly { readonly feedId: FeedId; readonly feedUrl: string; readonly code: FailureCode; readonly message: string }[];
  readonly durationMs: number;
  /** Received and asked for meanwhile, redirects and what failed included. */
  readonly bytes: number;
  readonly requests: number;
  /** The most that the worker process has ever held, its threads included. */
  readonly peakMemoryBytes: number;
}

/** Settings of the reader that live in the store. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  /** Off until the user says yes; `null`: not asked yet. */
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
}

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

/** Why a backup was made. */
export type BackupReason = 'daily' | 'by-hand' | 'before-update';

/** Something that can be restored. */
export interface Backup {
  /** By which `backups.restore` knows it. */
  readonly name: string;
  readonly at: Milliseconds;
  /** 'replaced' and 'damaged': no backup, but a database that was kept aside when another one took its place. */
  readonly kind: BackupReason | 'replaced' | 'damaged';
  readonly bytes: number;
  /** Read through and found sound when it was made; what was kept aside never was. */
  readonly isChecked: boolean;
  /** Null: it cannot be read any more. */
  readonly holds: { readonly feeds: number; readonly entries: number; readonly starred: number } | null;
}

export interface BackupList {
  readonly backups: readonly Backup[];
  readonly folder: string;
  /** What went wrong with the last one, in words; null when it was made, or none has been tried yet. */
  readonly failure: string | null;
  readonly isRunning: boolean;
}

export interface SalvageReport {
  readonly feeds: number;
  readonly entries: number;
  readonly starred: number;
  /** Subscriptions that could not be read and came from the newest backup. */
  readonly feedsFromBackup: number;
  /** Nothing was unreadable. */
  readonly isWhole: boolean;
}

export type StorageKind = 'articles' | 'search' | 'icons' | 'journal' | 'other';

export interface FeedSize {
  readonly feedId: FeedId;
  readonly title: string;
  /** Unsubscribed, and kept so that it can be taken back. */
  readonly isRemoved: boolean;
  readonly entries: number;
  readonly bytes: number;
}

/** What the profile takes on the disk. */
export interface StorageSizes {
  readonly databaseBytes: number;
  /** Of the database, what compacting would give back. */
  readonly freeBytes: number;
  readonly kinds: Readonly<Record<StorageKind, number>>;
  /** The largest first, at most 50; `otherFeeds` more are not told. */
  readonly feeds: readonly FeedSize[];
  readonly otherFeeds: number;
  readonly backupBytes: number;
  /** Databases that were kept aside. */
  readonly asideBytes: number;
}

/** A picture or icon as fetched, checked by its bytes. */
export interface Picture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/x-icon' | 'image/bmp';
  readonly bytes: Uint8Array;
}
