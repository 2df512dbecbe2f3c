import type { ChangeId, Milliseconds } from './model.ts';

/**
 * A full export: lines of JSON, each an object with a `kind`, in this order: one head, folders and feeds, articles.
 * Whoever reads one leaves out kinds and fields that it does not know, and refuses a head with a higher version.
 */
export type ArchiveLine =
  | { readonly kind: 'freshet-archive'; readonly version: 1; readonly at: Milliseconds; readonly hasTexts: boolean }
  /** As `settings.get` gives them, without a proxy, which is of one network, and without any secret. */
  | { readonly kind: 'settings'; readonly settings: Readonly<Record<string, unknown>> }
  | ArchiveFeed
  | ArchiveArticle;

export interface ArchiveFeed {
  readonly kind: 'feed';
  readonly feedUrl: string;
  readonly siteUrl: string | null;
  /** As the user named it, else as it calls itself; null where nothing is known. */
  readonly title: string | null;
  /** Folder titles from the root; empty at top level. */
  readonly path: readonly string[];
  /** Its own pace: 'adaptive', 'by-hand', or minutes as text; null: as its folder has it. */
  readonly pace: string | null;
  readonly isPaused: boolean;
}

export interface ArchiveArticle {
  readonly kind: 'article';
  readonly feedUrl: string;
  /** What tells it from the feed's others, see `worker/store/identity.ts`. */
  readonly guidKey: string | null;
  readonly linkKey: string;
  readonly title: string;
  readonly url: string | null;
  readonly author: string;
  readonly snippet: string;
  readonly imageUrl: string | null;
  readonly publishedAt: Milliseconds | null;
  readonly seenAt: Milliseconds;
  readonly sortAt: Milliseconds;
  readonly isRead: boolean;
  readonly isStarred: boolean;
  readonly isLater: boolean;
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
    readonly enclosures: readonly { readonly url: string; readonly type: string | null; readonly length: number | null }[];
  };
}

export interface ArchivePage {
  /** Each ends with a line feed. */
  readonly lines: string;
  /** For the next page; null: this is the last. */
  readonly next: number | null;
}

export interface ArchiveAdded {
  /** Of the feeds; one undo takes them back with all that came with them. */
  readonly changeId: ChangeId;
  readonly feeds: number;
  readonly articles: number;
  /** Articles that were there and are read or starred now, because the archive has them so. */
  readonly states: number;
}
