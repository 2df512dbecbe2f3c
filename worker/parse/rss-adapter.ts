import type { ParsedEntry, ParsedFeed } from '../feed.ts';
import { absoluteUrl, absoluteUrls, httpUrl } from '../text/absolute-urls.ts';
import { type Bodies, createBodies } from './bodies.ts';
import { categoriesOf } from './categories.ts';
import { parseDate } from './date.ts';
import { enclosuresOf } from './enclosures.ts';
import { feedPicture } from './feed-picture.ts';
import { finishEntry } from './finish-entry.ts';
import { languageTag } from './language.ts';
import { leadPicture } from './lead-picture.ts';
import { peopleLine, personName } from './person.ts';
import { buildRdf, buildRss, type BuiltFeed, type BuiltItem, type WireChannel, type WireItem } from './rss-parser-builders.ts';
import { rssHtml, rssTitle } from './text-construct.ts';
import { ttlOf } from './ttl.ts';
import { attribute, child, childrenNamed, childText, hasElements, textOf } from './xml-query.ts';
import type { XmlDocument, XmlElement } from './xml-tree.ts';

/** RSS 0.9x, 1.0 (RDF) and 2.0 to the normal form, with rss-parser building feed and items. */
export function parseRss(root: XmlElement, rootNamespace: XmlDocument['rootNamespace'], url: string): ParsedFeed {
  const isRdf = root.name === 'rdf';
  const channel = root.name === 'channel' ? root : (child(root, 'channel') ?? root);
  const items = wholeItems([...childrenNamed(channel, 'item'), ...(channel === root ? [] : childrenNamed(root, 'item'))]);
  const context: Context = { siteUrl: siteUrlOf(channel, url), documentUrl: url, isRdf };
  const bodies = createBodies();
  const wire = wireChannel(
    channel,
    items.map(item => wireItem(item, context, bodies)),
    context,
  );
  const version = attribute(root, 'version') ?? '';
  const built = isRdf ? buildRdf(wire) : buildRss(version === '' ? '2.0' : version, wire);
  return {
    kind: 'rss',
    format: isRdf ? rdfFormat(rootNamespace) : `rss${version}`,
    ...feedOf(built, channel, root, context),
    entries: built.items.flatMap((item, index) => {
      const element = items[index];
      return element === undefined ? [] : [entryOf(item, element, context, bodies)];
    }),
  };
}

interface Context {
  readonly siteUrl: string | null;
  readonly documentUrl: string;
  readonly isRdf: boolean;
}

/** An item that the document's end cut off is left for the next, whole document, unless it is all there is. */
function wholeItems(items: readonly XmlElement[]): readonly XmlElement[] {
  const whole = items.filter(item => item.isComplete);
  return whole.length > 0 ? whole : items;
}

function rdfFormat(namespace: string): string {
  if (namespace.includes('netscape')) return 'rdf0.90';
  return namespace.endsWith('1.1') ? 'rdf1.1' : 'rdf1.0';
}

function feedOf(built: BuiltFeed, channel: XmlElement, root: XmlElement, context: Context) {
  return {
    title: built.title ?? '',
    description: built.description ?? '',
    siteUrl: built.link ?? null,
    language: languageTag(built.language ?? null),
    imageUrl: httpUrl(built.image?.url ?? feedPicture([channel, root]), channel.base ?? context.documentUrl),
    ttlMinutes: ttlOf(built.ttl ?? null, channel),
  };
}

function wireChannel(channel: XmlElement, item: WireItem[], context: Context): WireChannel {
  const title = child(channel, 'title', 'dc:title', 'media:title');
  const description = childrenNamed(
    channel,
    'description',
    'tagline',
    'subtitle',
    'itunes:summary',
    'itunes:subtitle',
    'dc:description',
    'abstract',
  )
    .map(rssHtml)
    .find(html => html !== '');
  const picture = childText(child(channel, 'image') ?? channel, 'url');
  const language = childText(channel, 'language', 'dc:language') ?? channel.language;
  const ttl = childText(channel, 'ttl');
  return {
    ...(title === null ? {} : { title: [rssTitle(title)] }),
    ...(context.siteUrl === null ? {} : { link: [context.siteUrl] }),
    ...(description === undefined ? {} : { description: [absoluteUrls(description, channel.base ?? context.documentUrl)] }),
    ...(language === null ? {} : { language: [language] }),
    ...(ttl === null ? {} : { ttl: [ttl] }),
    ...(picture === null ? {} : { image: [{ url: [picture] }] }),
    item,
  };
}

function siteUrlOf(channel: XmlElement, documentUrl: string): string | null {
  const base = channel.base ?? documentUrl;
  return (
    linksOf(channel)
      .map(link => httpUrl(link, base))
      .find(link => link !== null) ?? null
  );
}

/** Addresses of the page, best first: RSS's own link, then Atom's. */
function linksOf(element: XmlElement): string[] {
  // Of several links the last one counts, as in most readers.
  const own = childrenNamed(element, 'link').filter(link => !hasElements(link) && isAlternate(link));
  const linked = childrenNamed(element, 'atom:link').filter(isAlternate);
  const named = [...own.reverse(), ...linked].map(link => textOf(link).trim() || (attribute(link, 'href') ?? ''));
  return [...named, attribute(element, 'href') ?? ''].filter(link => link !== '');
}

function isAlternate(link: XmlElement): boolean {
  return (attribute(link, 'rel') ?? 'alternate').toLowerCase() === 'alternate';
}

function wireItem(item: XmlElement, context: Context, bodies: Bodies): WireItem {
  const title = child(item, 'title') ?? child(item, 'dc:title', 'media:title', 'itunes:title');
  const link = itemUrl(item, context);
  const guid =
    (context.isRdf ? attribute(item, 'rdf:about') : null) ?? childText(item, 'guid', 'id', 'atom:id') ?? attribute(item, 'rdf:about');
  const date = parseDate(
    childText(
      item,
      'pubdate',
      'dc:date',
      'published',
      'issued',
      'atom:published',
      'dcterms:issued',
      'dcterms:created',
      'created',
      'date',
    ) ?? attribute(item, 'lastmod'),
  );
  const people = childrenNamed(item, 'dc:creator', 'dc:author', 'author', 'atom:author', 'itunes:author', 'creator').map(authorName);
  const categories = categoriesOf(item);
  const comments = childText(item, 'comments');
  const [enclosure] = enclosuresOf(item, context.documentUrl);
  const base = bodyBase(item, link, context);
  const body = bodyOf(item, 'content:encoded', 'xhtml:body', 'xhtml:div', 'body', 'fullitem', 'content', 'atom:content');
  const summary = child(item, 'description') === null ? null : bodyOf(item, 'summary');
  const description = bodyOf(
    item,
    'description',
    'summary',
    'atom:summary',
    'itunes:summary',
    'media:description',
    'dc:description',
    'itunes:subtitle',
    'abstract',
  );
  return {
    ...(title === null ? {} : { title: [rssTitle(title)] }),
    ...(link === null ? {} : { link: [link] }),
    ...(guid === null ? {} : { guid: [guid] }),
    ...(date === null ? {} : { pubDate: [new Date(date).toISOString()] }),
    ...(people.length === 0 ? {} : { 'dc:creator': [peopleLine(people)] }),
    ...(categories.length === 0 ? {} : { category: categories }),
    ...(comments === null ? {} : { comments: [comments] }),
    ...(enclosure === undefined ? {} : { enclosure: [{ $: { url: enclosure.url } }] }),
    ...(body === null ? {} : { 'content:encoded': [bodies.keep(absoluteUrls(body, base))] }),
    ...(summary === null ? {} : { summary: [bodies.keep(absoluteUrls(summary, base))] }),
    ...(description === null ? {} : { description: [bodies.keep(absoluteUrls(description, base))] }),
  };
}

function bodyOf(item: XmlElement, ...names: readonly string[]): string | null {
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
function bodyBase(item: XmlElement, link: string | null, context: Context): string {
  return item.base ?? link ?? context.siteUrl ?? context.documentUrl;
}

function itemUrl(item: XmlElement, context: Context): string | null {
  const base = item.base ?? context.siteUrl ?? context.documentUrl;
  const guid = child(item, 'guid');
  const isPermalink = guid !== null && attribute(guid, 'ispermalink')?.toLowerCase() !== 'false';
  const permalink = isPermalink && /^https?:\/\//i.test(textOf(guid).trim()) ? textOf(guid) : null;
  const about = attribute(item, 'rdf:about');
  const named = [...linksOf(item), permalink, childText(item, 'feedburner:origlink'), /^https?:/i.test(about ?? '') ? about : null];
  for (const link of named) {
    const url = link === null ? null : absoluteUrl(link, base);
    if (url !== null && /^https?:/.test(url)) return url;
  }
  return null;
}

function entryOf(item: BuiltItem, element: XmlElement, context: Context, bodies: Bodies): ParsedEntry {
  const description = bodies.take(item.content);
  const body = bodies.take(item['content:encoded']);
  const url = item.link ?? null;
  const base = bodyBase(element, url, context);
  const enclosures = enclosuresOf(element, context.documentUrl);
  const contentHtml = body === '' ? description : body;
  return finishEntry({
    guid: item.guid ?? null,
    url,
    title: item.title ?? '',
    author: item.creator ?? '',
    contentHtml,
    summaryHtml: body === '' ? bodies.take(item.summary) : description,
    imageUrl: leadPicture(element, enclosures, contentHtml, base),
    baseUrl: base,
    language: languageTag(childText(element, 'dc:language') ?? element.language),
    publishedAt: parseDate(item.isoDate),
    updatedAt: parseDate(childText(element, 'atom:updated', 'dcterms:modified', 'updated', 'modified', 'lastbuilddate')),
    categories: item.categories ?? [],
    commentsUrl: httpUrl(item.comments, base),
    enclosures,
  });
}
