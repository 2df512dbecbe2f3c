import type { EntrySource, PodcastEpisode } from './entries.ts';
import type { PlainScope } from './entry-lists.ts';
import type { ChangeId, Milliseconds } from './ids.ts';
import type { LabelColor } from './labels.ts';
import type { Retention } from './subscriptions.ts';

/**
 * A full export: lines of JSON, each an object with a `kind`, in this order: one head, settings, labels, folders, feeds, saved searches,
 * articles, one end. Whoever reads one leaves out kinds and fields that it does not know, and refuses a head with a higher version.
 * Logins, headers whose values are secrets, and the proxy are in none.
 */
export type ArchiveLine =
  | { readonly kind: 'freshet-archive'; readonly version: 1; readonly at: Milliseconds; readonly hasTexts: boolean }
  | ArchiveSettings
  | ArchiveLabel
  | ArchiveFolder
  | ArchiveFeed
  | ArchiveSearch
  | ArchiveArticle
  | ArchiveGone
  /** Without it the file was cut off. */
  | { readonly kind: 'end' };

/** As `settings.get` gives them, without a proxy, which is of one network. */
export interface ArchiveSettings {
  readonly kind: 'settings';
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface ArchiveLabel {
  readonly kind: 'label';
  readonly name: string;
  readonly color: LabelColor;
}

/** What the user set of a folder or feed. */
interface ArchiveRules {
  /** Its own pace: 'adaptive', 'by-hand', or minutes as text; null: as its folder has it. */
  readonly pace: string | null;
  readonly isPaused: boolean;
  /** How long its articles are kept; null: as its folder has it. */
  readonly retention: Retention | null;
  /** Whether articles are shown in full text by themselves; absent: as its folder has it. */
  readonly fullText?: boolean;
}

export interface ArchiveFolder extends ArchiveRules {
  readonly kind: 'folder';
  /** Folder titles from the root, its own last. */
  readonly path: readonly string[];
  /** The user has made it as a folder: it is there without a feed in it too. */
  readonly isMade?: boolean;
}

export interface ArchiveFeed extends ArchiveRules {
  readonly kind: 'feed';
  readonly feedUrl: string;
  readonly siteUrl: string | null;
  /** As the user named it. */
  readonly title: string | null;
  /** As it calls itself; empty where nothing is known. */
  readonly ownTitle: string;
  /** Folder titles from the root; empty at top level. */
  readonly path: readonly string[];
  /** Its first answer: what comes after it is new. Null: it never answered. */
  readonly fetchedAt: Milliseconds | null;
  /** The user has unsubscribed from it, and keeps the articles of it that follow. */
  readonly isUnsubscribed?: boolean;
  /** Kept out of All, Unread and Today. */
  readonly isApart?: boolean;
  /** What goes with a request for it, set by the user. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly userAgent?: string;
}

export interface ArchiveSearch {
  readonly kind: 'search';
  readonly name: string;
  readonly query: string;
  readonly order: 'newest' | 'relevance';
  readonly within: ArchiveScope | null;
}

/** A scope by names that hold in every profile. */
export type ArchiveScope =
  | Exclude<PlainScope, { readonly kind: 'feed' | 'folder' | 'label' }>
  | { readonly kind: 'feed'; readonly feedUrl: string }
  | { readonly kind: 'folder'; readonly path: readonly string[] }
  | { readonly kind: 'label'; readonly name: string };

interface ArchiveIdentity {
  readonly feedUrl: string;
  /** What tells it from the feed's others, see `worker/store/identity.ts`. */
  readonly guidKey: string | null;
  readonly linkKey: string;
  readonly title: string;
  readonly url: string | null;
  readonly seenAt: Milliseconds;
}

/** An article that was removed, and does not come back as new. */
export interface ArchiveGone extends ArchiveIdentity {
  readonly kind: 'gone';
}

export interface ArchiveArticle extends ArchiveIdentity {
  readonly kind: 'article';
  readonly author: string;
  readonly snippet: string;
  readonly imageUrl: string | null;
  readonly publishedAt: Milliseconds | null;
  readonly sortAt: Milliseconds;
  readonly isRead: boolean;
  /** When the user read it; null: not read, or not by the user. */
  readonly readAt: Milliseconds | null;
  readonly isStarred: boolean;
  readonly starredAt: Milliseconds | null;
  readonly isLater: boolean;
  readonly laterAt: Milliseconds | null;
  /** It came back from a clean-up by the user's word: no other takes it. */
  readonly isKept: boolean;
  /** By their names. */
  readonly labels: readonly string[];
  /** Of articles that the user has marked (starred, read later, labelled), and of all where they were asked for. Without it the text comes with the feed's next answer, where that still has it. */
  readonly text?: {
    readonly guid: string | null;
    readonly baseUrl: string | null;
    readonly language: string | null;
    readonly contentHash: string;
    readonly categories: string;
    readonly commentsUrl: string | null;
    readonly updatedAt: Milliseconds | null;
    readonly summaryHtml: string;
    readonly contentHtml: string;
    readonly podcast: PodcastEpisode | null;
    readonly source: EntrySource | null;
    readonly enclosures: readonly { readonly url: string; readonly type: string | null; readonly length: number | null }[];
  };
}

export interface ArchivePage {
  /** Each ends with a line feed. */
  readonly lines: string;
  readonly articles: number;
  /** For the next page; null: this is the last. */
  readonly next: number | null;
}

/** What an export would hold, sizes as estimated from some of the articles. */
export interface ArchiveEstimate {
  readonly feeds: number;
  readonly articles: number;
  /** Of them: starred, to be read later, or labelled. */
  readonly kept: number;
  /** With the texts of what is kept. */
  readonly keptBytes: number;
  /** With all texts. */
  readonly allBytes: number;
}

/** What some lines hold, before anything of them is stored. */
export interface ArchiveFound {
  readonly feeds: number;
  readonly newFeeds: number;
  readonly articles: number;
  readonly starred: number;
  readonly later: number;
  readonly labels: number;
  readonly searches: number;
  readonly hasSettings: boolean;
  readonly hasEnd: boolean;
}

export interface ArchiveAdded {
  /** One undo takes back all that came with it; 0 when nothing came. */
  readonly changeId: ChangeId;
  readonly feeds: number;
  readonly articles: number;
  /** Marks and labels that articles which were there have got. */
  readonly states: number;
  readonly labels: number;
  readonly searches: number;
  readonly hasSettings: boolean;
}
