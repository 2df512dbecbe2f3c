import type { FeedKind } from './protocol/discovery.ts';
import type { Enclosure, EntrySource, PodcastEpisode } from './protocol/entries.ts';
import type { Milliseconds } from './protocol/ids.ts';

/** The one normal form of a feed document, whatever its format. */
export interface ParsedFeed {
  readonly kind: FeedKind;
  /** 'rss2.0', 'rdf1.0', 'atom1.0', 'json1.1' … as far as the document says. */
  readonly format: string;
  /** Plain text, may be empty. */
  readonly title: string;
  /** Untrusted HTML, may be empty. */
  readonly description: string;
  readonly siteUrl: string | null;
  readonly language: string | null;
  /** The feed's own picture (image, logo, icon), absolute. */
  readonly imageUrl: string | null;
  /** The feed's word for how long it may be kept unasked (ttl, sy:), minutes; null when it says nothing. */
  readonly ttlMinutes: number | null;
  /** Hours of the day, 0–23 UTC, and days of the week, 0–6 with Sunday first, in which the feed does not want to be asked; never all of them. */
  readonly skipHours: readonly number[];
  readonly skipDays: readonly number[];
  readonly entries: readonly ParsedEntry[];
}

export interface ParsedEntry {
  /** guid, atom:id, rdf:about or JSON id as given; null when the entry has none. */
  readonly guid: string | null;
  readonly url: string | null;
  /** Plain text (markup and entities resolved exactly once), cut to 16 kB. May be empty. */
  readonly title: string;
  /** Plain text; several joined with ", ". May be empty. */
  readonly author: string;
  /** Untrusted HTML: the fuller of content and summary. May be empty. */
  readonly contentHtml: string;
  /** Untrusted HTML as the feed gave it, when it gave one beside the content. */
  readonly summaryHtml: string;
  /** Plain text for the list, at most 300 characters, derived from summary or content. */
  readonly snippet: string;
  /** Lead picture, absolute http(s) address. */
  readonly imageUrl: string | null;
  readonly baseUrl: string | null;
  readonly language: string | null;
  /** Null when dateless or unparsable. */
  readonly publishedAt: Milliseconds | null;
  readonly updatedAt: Milliseconds | null;
  readonly categories: readonly string[];
  readonly commentsUrl: string | null;
  readonly enclosures: readonly Enclosure[];
  readonly podcast: PodcastEpisode | null;
  readonly source: EntrySource | null;
}

/** A feed as its server has just answered, read and not stored yet. */
export interface FeedAnswer {
  readonly feed: ParsedFeed;
  readonly bodyHash: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Where it moved to for good; null when the address that was asked holds. */
  readonly movedTo: string | null;
}

/** Hours of the day (0–23, UTC) and days of the week (0–6, Sunday first) in which a feed does not want to be asked. */
export interface SkipTimes {
  readonly hours: readonly number[];
  readonly days: readonly number[];
}
