import type { ParsedEntry } from '../feed.ts';
import { absoluteUrls, httpUrl } from '../text/absolute-urls.ts';
import type { Bodies } from './bodies.ts';
import { categoriesOf } from './categories.ts';
import { parseDate } from './date.ts';
import { enclosuresOf } from './enclosures.ts';
import { sourceOf } from './entry-source.ts';
import { contentAndSummary, finishEntry } from './finish-entry.ts';
import { languageTag } from './language.ts';
import { leadPicture } from './lead-picture.ts';
import { maxPeople, peopleLine, personName } from './person.ts';
import { podcastOf } from './podcast.ts';
import { linksOf } from './rss-links.ts';
import type { BuiltItem, WireItem } from './rss-parser-builders.ts';
import { rssHtml, rssTitle } from './text-construct.ts';
import { attribute, child, childrenNamed, childText, hasElements, textOf } from './xml-query.ts';
import type { XmlElement } from './xml-tree.ts';

export interface RssContext {
  readonly siteUrl: string | null;
  readonly documentUrl: string;
  readonly isRdf: boolean;
}

const publishedNames = [
  'pubdate',
  'dc:date',
  'published',
  'issued',
  'atom:published',
  'dcterms:issued',
  'dcterms:created',
  'created',
  'date',
] as const;
const authorNames = ['dc:creator', 'dc:author', 'author', 'atom:author', 'itunes:author', 'creator'] as const;
const bodyNames = ['content:encoded', 'xhtml:body', 'xhtml:div', 'body', 'fullitem', 'content', 'atom:content'] as const;
const descriptionNames = [
  'description',
  'summary',
  'atom:summary',
  'itunes:summary',
  'media:description',
  'dc:description',
  'itunes:subtitle',
  'abstract',
] as const;

/** What rss-parser builds an item from. */
export function wireItem(item: XmlElement, context: RssContext, bodies: Bodies): WireItem {
  const wire: WireItem = {};
  const title = child(item, 'title') ?? child(item, 'dc:title', 'media:title', 'itunes:title');
  if (title !== null) wire.title = [rssTitle(title)];
  const link = itemUrl(item, context);
  if (link !== null) wire.link = [link];
  const guid = guidOf(item, context);
  if (guid !== null) wire.guid = [guid];
  const date = parseDate(childText(item, ...publishedNames) ?? attribute(item, 'lastmod'));
  if (date !== null) wire.pubDate = [new Date(date).toISOString()];
  const people = childrenNamed(item, ...authorNames).slice(0, maxPeople);
  if (people.length > 0) wire['dc:creator'] = [peopleLine(people.map(authorName))];
  const categories = categoriesOf(item);
  if (categories.length > 0) wire.category = categories;
  const comments = childText(item, 'comments');
  if (comments !== null) wire.comments = [comments];
  const base = bodyBase(item, link, context);
  const keep = (html: string): [string] => [bodies.keep(absoluteUrls(html, base))];
  const body = bodyOf(item, bodyNames);
  if (body !== null) wire['content:encoded'] = keep(body);
  const summary = child(item, 'description') === null ? null : bodyOf(item, ['summary']);
  if (summary !== null) wire.summary = keep(summary);
  const description = bodyOf(item, descriptionNames);
  if (description !== null) wire.description = keep(description);
  return wire;
}

function guidOf(item: XmlElement, { isRdf }: RssContext): string | null {
  const about = attribute(item, 'rdf:about');
  return (isRdf ? about : null) ?? childText(item, 'guid', 'id', 'atom:id') ?? about;
}

/** The fullest of the first kind of body that says anything. */
function bodyOf(item: XmlElement, names: readonly string[]): string | null {
  for (const name of names) {
    const longest = childrenNamed(item, name)
      .map(rssHtml)
      .toSorted((one, other) => other.length - one.length)[0];
    if (longest !== undefined && longest !== '') return longest;
  }
  return null;
}

function authorName(author: XmlElement): string {
  const name = hasElements(author) ? childText(author, 'name', 'atom:name', 'email', 'atom:email') : textOf(author);
  return personName(name ?? textOf(author));
}

/** Bodies are pages of the site: relative addresses are meant from there, unless an xml:base says otherwise. */
function bodyBase(item: XmlElement, link: string | null, context: RssContext): string {
  return item.base ?? link ?? context.siteUrl ?? context.documentUrl;
}

function itemUrl(item: XmlElement, context: RssContext): string | null {
  const base = item.base ?? context.siteUrl ?? context.documentUrl;
  const guid = child(item, 'guid');
  const isPermalink = guid !== null && attribute(guid, 'ispermalink')?.toLowerCase() !== 'false';
  const permalink = isPermalink && /^https?:\/\//i.test(textOf(guid).trim()) ? textOf(guid) : null;
  const about = attribute(item, 'rdf:about');
  // The page itself rather than the way round by a counting host.
  const named = [childText(item, 'feedburner:origlink'), ...linksOf(item), permalink, /^https?:/i.test(about ?? '') ? about : null];
  for (const link of named) {
    const url = httpUrl(link, base);
    if (url !== null) return url;
  }
  return null;
}

/** What rss-parser built, and what it leaves out. */
export function entryOf(item: BuiltItem, element: XmlElement, context: RssContext, bodies: Bodies): ParsedEntry {
  const description = bodies.take(item.content);
  const body = bodies.take(item['content:encoded']);
  const url = item.link ?? null;
  const base = bodyBase(element, url, context);
  const enclosures = enclosuresOf(element, context.documentUrl);
  const { contentHtml, summaryHtml } = contentAndSummary(
    body === '' ? description : body,
    body === '' ? bodies.take(item.summary) : description,
  );
  return finishEntry({
    guid: item.guid ?? null,
    url,
    title: item.title ?? '',
    author: item.creator ?? '',
    contentHtml,
    summaryHtml,
    imageUrl: leadPicture(element, enclosures, contentHtml, base),
    baseUrl: base,
    language: languageTag(childText(element, 'dc:language') ?? element.language),
    publishedAt: item.isoDate === undefined ? null : Date.parse(item.isoDate),
    updatedAt: parseDate(childText(element, 'atom:updated', 'dcterms:modified', 'updated', 'modified', 'lastbuilddate')),
    categories: item.categories ?? [],
    commentsUrl: httpUrl(item.comments, base),
    enclosures,
    podcast: podcastOf(element, context.documentUrl),
    source: sourceOf(element, context.documentUrl),
  });
}
