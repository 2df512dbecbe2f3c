import { FeedError } from '../errors.ts';
import type { ParsedEntry } from '../feed.ts';
import type { Enclosure } from '../protocol/entries.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import { absoluteUrls, httpUrl } from '../text/absolute-urls.ts';
import { firstPicture } from '../text/first-picture.ts';
import { collapsed } from '../text/html-to-text.ts';
import { parseDamagedJson } from './damaged-json.ts';
import { parseDate } from './date.ts';
import { durationOfSeconds } from './duration.ts';
import { finishEntry } from './finish-entry.ts';
import { languageTag } from './language.ts';
import { pictureEnclosure } from './lead-picture.ts';
import { maxEnclosures, maxEntries, tooLarge, tooManyEntries } from './limits.ts';
import { maxPeople, peopleLine } from './person.ts';
import { podcastWith } from './podcast.ts';
import { type ParsedDocument, printOf, type Recogniser, readRecords } from './recognise.ts';
import { escapeText, withoutControls } from './xml-references.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * JSON Feed 1.0 and 1.1 (jsonfeed.org) to the normal form.
 * @throws FeedError 'not-a-feed' for other JSON, 'broken-feed' for JSON that cannot be read
 */
export function parseJsonFeed(text: string, url: string, recogniser: Recogniser): ParsedDocument {
  const feed = jsonOf(text);
  const version = /jsonfeed\.org\/version\/(\d+(?:\.\d+)?)/.exec(stringOf(feed['version']))?.[1];
  const items = feed['items'];
  if (version === undefined && !Array.isArray(items)) throw new FeedError('not-a-feed', 'This document is JSON, but not a JSON Feed.');
  if (arrayOf(items).length > maxEntries) throw tooLarge(tooManyEntries);
  const authors = authorsOf(feed);
  const language = languageTag(stringOf(feed['language']));
  const said = JSON.stringify(['json', authors, language, url]);
  return {
    feed: {
      kind: 'json',
      format: version === undefined ? 'json' : `json${version === '1' ? '1.0' : version}`,
      title: plain(feed['title']),
      description: escapeText(plain(feed['description'])),
      siteUrl: httpUrl(stringOf(feed['home_page_url']), url),
      language,
      imageUrl: httpUrl(stringOf(feed['icon']) || stringOf(feed['favicon']), url),
      ttlMinutes: null,
      skipHours: [],
      skipDays: [],
    },
    entries: readRecords(
      arrayOf(items).filter(isObject),
      recogniser,
      item => printOf(sourceOf(item), said, recogniser),
      unknown => unknown.map(({ at, record }) => ({ at, entry: entryOf(record, { url, authors, language }) })),
    ),
  };
}

function jsonOf(text: string): Json {
  const trimmed = text.trim();
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch (cause) {
    if (!trimmed.slice(0, 4_096).includes('jsonfeed.org/version'))
      throw new FeedError('not-a-feed', 'This document is not a feed.', { cause });
    value = parseDamagedJson(trimmed, 'items');
    if (value === null)
      throw new FeedError('broken-feed', 'This JSON Feed is damaged and cannot be read.', { cause, detail: String(cause) });
  }
  if (!isObject(value)) throw new FeedError('not-a-feed', 'This document is not a feed.');
  return value;
}

interface Context {
  readonly url: string;
  readonly authors: string;
  readonly language: string | null;
}

function entryOf(item: Json, { url: feedUrl, authors, language }: Context): ParsedEntry {
  const url = httpUrl(stringOf(item['url']), feedUrl) ?? httpUrl(stringOf(item['external_url']), feedUrl);
  const base = url ?? feedUrl;
  const enclosures = arrayOf(item['attachments'])
    .slice(0, maxEnclosures)
    .flatMap(attachment => (isObject(attachment) ? enclosureOf(attachment, base) : []));
  const html = stringOf(item['content_html']);
  const contentHtml = absoluteUrls(html === '' ? paragraphs(stringOf(item['content_text'])) : html, base);
  const summaryHtml = escapeText(stringOf(item['summary']));
  const picture = httpUrl(stringOf(item['image']), base) ?? httpUrl(stringOf(item['banner_image']), base);
  const own = authorsOf(item);
  return finishEntry({
    guid: idOf(item['id']),
    url,
    title: plain(item['title']),
    author: own === '' ? authors : own,
    contentHtml: contentHtml === '' ? summaryHtml : contentHtml,
    summaryHtml: contentHtml === '' ? '' : summaryHtml,
    imageUrl: picture ?? pictureEnclosure(enclosures) ?? firstPicture(contentHtml, base),
    baseUrl: base,
    language: languageTag(stringOf(item['language'])) ?? language,
    publishedAt: parseDate(stringOf(item['date_published'])) ?? parseDate(stringOf(item['date_modified'])),
    updatedAt: parseDate(stringOf(item['date_modified'])),
    categories: arrayOf(item['tags']).map(plain),
    commentsUrl: null,
    enclosures,
    podcast: podcastWith(durationOf(item)),
    source: null,
  });
}

function durationOf(item: Json): Milliseconds | null {
  for (const attachment of arrayOf(item['attachments'])) {
    const duration = isObject(attachment) ? durationOfSeconds(Number(attachment['duration_in_seconds'])) : null;
    if (duration !== null) return duration;
  }
  return null;
}

function enclosureOf(attachment: Json, base: string): Enclosure[] {
  const url = httpUrl(stringOf(attachment['url']), base);
  const length = Number(attachment['size_in_bytes']);
  const isLength = Number.isSafeInteger(length) && length > 0;
  return url === null ? [] : [{ url, type: stringOf(attachment['mime_type']) || null, length: isLength ? length : null }];
}

/** 1.1 has `authors`, 1.0 `author`. */
function authorsOf(object: Json): string {
  const listed = [...arrayOf(object['authors']).slice(0, maxPeople), object['author']];
  return peopleLine(listed.map(author => (isObject(author) ? plain(author['name']) : plain(author))));
}

/** The format asks for a string, but numbers are common. */
function idOf(id: unknown): string | null {
  const text = typeof id === 'number' ? String(id) : stringOf(id).trim();
  return text === '' ? null : text;
}

function paragraphs(text: string): string {
  const written = text
    .trim()
    .split(/\n\s*\n/)
    .map(paragraph => escapeText(paragraph).replaceAll('\n', '<br>'));
  return written.length > 1 ? written.map(paragraph => `<p>${paragraph}</p>`).join('\n') : (written[0] ?? '');
}

/** Undefined for one so deep that it cannot be written. */
function sourceOf(item: Json): string | undefined {
  try {
    return JSON.stringify(item);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const arrayOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const stringOf = (value: unknown): string => (typeof value === 'string' ? withoutControls(value) : '');
const plain = (value: unknown): string => collapsed(stringOf(value));
