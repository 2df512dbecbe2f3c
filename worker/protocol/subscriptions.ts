import type { FeedFailure } from './failures.ts';
import type { FeedId, FolderId, Milliseconds } from './ids.ts';
import type { Label } from './labels.ts';

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

/** A feed and the user's relation to it. */
export interface Subscription {
  readonly feedId: FeedId;
  readonly feedUrl: string;
  readonly siteUrl: string | null;
  /** The user's title, else the feed's, else its host. Plain text, never empty. */
  readonly title: string;
  /** As the feed says; a tag that may stand in a document. */
  readonly language: string | null;
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
export interface KeptFeed extends Pick<Subscription, 'feedId' | 'feedUrl' | 'siteUrl' | 'title' | 'language' | 'iconVersion'> {
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
