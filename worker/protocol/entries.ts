import type { EntryRow } from './entry-lists.ts';
import type { ErrorCode } from './errors.ts';
import type { Change } from './history.ts';
import type { Milliseconds } from './ids.ts';

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

/** What became of an article that was there. */
export interface EntryFate {
  /** 'unsubscribed': it went with its feed. 'unknown': nobody knows any more. */
  readonly kind: 'deleted' | 'cleaned-up' | 'unsubscribed' | 'unknown';
  /** Plain text; empty where it is not known. */
  readonly feedTitle: string;
  /** What brings it back when it is taken back; null: nothing does. */
  readonly change: Change | null;
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
  /** Why it could not be had, in English words; the code is there right after it was asked for, and not stored. */
  | { readonly kind: 'failed'; readonly code?: ErrorCode; readonly message: string; readonly at: Milliseconds };

/** What a podcast says of an episode (itunes and podcast namespaces; durations also Media RSS and JSON Feed). */
export interface PodcastEpisode {
  readonly durationMs: Milliseconds | null;
  readonly season: number | null;
  /** Seldom with decimals: bonus episodes are numbered between their neighbours. */
  readonly episode: number | null;
  readonly episodeType: 'full' | 'trailer' | 'bonus' | null;
  readonly chaptersUrl: string | null;
  readonly transcripts: readonly Transcript[];
  /** Those that stand in the feed itself, in their order; absent: none do. */
  readonly chapters?: readonly Chapter[];
}

export interface Chapter {
  /** From the beginning of the recording. */
  readonly atMs: Milliseconds;
  /** Plain text. */
  readonly title: string;
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

/** A picture or icon as fetched, checked by its bytes. */
export interface Picture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/x-icon' | 'image/bmp';
  readonly bytes: Uint8Array;
}
