import type { ParsedEntry } from '../feed.ts';
import type { PodcastEpisode } from '../protocol/entries.ts';

// X4: no field of a hostile feed is stored at any length.
const titleLimit = 16_384;
const urlLimit = 8_192;
const authorLimit = 1_024;
const snippetLimit = 1_024;
const languageLimit = 64;
const categoryLimit = 1_024;
const mostCategories = 100;
const mostEnclosures = 50;
const mostTranscripts = 20;
const mostChapters = 500;

/** The entry as it may be stored. A text too long is cut, an address too long is no address. */
export function limitEntry(entry: ParsedEntry): ParsedEntry {
  return {
    ...entry,
    title: cut(entry.title, titleLimit),
    author: cut(entry.author, authorLimit),
    snippet: cut(entry.snippet, snippetLimit),
    url: limitUrl(entry.url),
    imageUrl: limitUrl(entry.imageUrl),
    baseUrl: limitUrl(entry.baseUrl),
    commentsUrl: limitUrl(entry.commentsUrl),
    language: entry.language === null ? null : cut(entry.language, languageLimit),
    contentHtml: clean(entry.contentHtml),
    summaryHtml: clean(entry.summaryHtml),
    categories: entry.categories.slice(0, mostCategories).map(category => cut(category, categoryLimit)),
    enclosures: entry.enclosures
      .filter(enclosure => enclosure.url.length <= urlLimit)
      .slice(0, mostEnclosures)
      .map(({ url, type, length }) => ({
        url: clean(url),
        type: type === null ? null : cut(type, authorLimit),
        length: length !== null && Number.isSafeInteger(length) && length >= 0 ? length : null,
      })),
    podcast: entry.podcast === null ? null : limitPodcast(entry.podcast),
    source:
      entry.source === null
        ? null
        : { title: cut(entry.source.title, authorLimit), url: limitUrl(entry.source.url), feedUrl: limitUrl(entry.source.feedUrl) },
  };
}

function limitPodcast(podcast: PodcastEpisode): PodcastEpisode {
  return {
    ...podcast,
    ...(podcast.chapters === undefined
      ? {}
      : { chapters: podcast.chapters.slice(0, mostChapters).map(({ atMs, title }) => ({ atMs, title: cut(title, authorLimit) })) }),
    chaptersUrl: limitUrl(podcast.chaptersUrl),
    transcripts: podcast.transcripts
      .filter(({ url }) => url.length <= urlLimit)
      .slice(0, mostTranscripts)
      .map(({ url, type, language }) => ({
        url: clean(url),
        type: type === null ? null : cut(type, languageLimit),
        language: language === null ? null : cut(language, languageLimit),
      })),
  };
}

export function limitTitle(title: string): string {
  return cut(title, titleLimit);
}

export function limitUrl(url: string | null): string | null {
  return url === null || url.length > urlLimit ? null : clean(url);
}

function cut(text: string, limit: number): string {
  return clean(text.length > limit ? text.slice(0, limit) : text);
}

// SQLite's own functions end at a NUL, and half a surrogate pair is not UTF-8.
function clean(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed();
}
