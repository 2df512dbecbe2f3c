import type { ParsedEntry } from '../feed.ts';
import { absoluteUrl, absoluteUrls, httpUrl } from '../text/absolute-urls.ts';
import { type Bodies, createBodies } from './bodies.ts';
import { categoriesOf } from './categories.ts';
import { parseDate } from './date.ts';
import { enclosuresOf } from './enclosures.ts';
import { sourceOf } from './entry-source.ts';
import { feedPicture } from './feed-picture.ts';
import { contentAndSummary, finishEntry } from './finish-entry.ts';
import { languageTag } from './language.ts';
import { leadPicture } from './lead-picture.ts';
import { mapWhole } from './map-whole.ts';
import { maxPeople, peopleLine, personName } from './person.ts';
import { podcastOf } from './podcast.ts';
import { type ParsedDocument, printOf, type Recogniser, readRecords } from './recognise.ts';
import { type BuiltItem, buildAtom, type WireAtomEntry, type WireAtomFeed, type WireLink } from './rss-parser-builders.ts';
import { atomHtml, atomText } from './text-construct.ts';
import { ttlOf } from './ttl.ts';
import { wholeRecords } from './whole-records.ts';
import { attribute, child, childrenNamed, childText, textOf } from './xml-query.ts';
import type { XmlDocument, XmlElement } from './xml-tree.ts';

const publishedNames = ['published', 'issued', 'created', 'dcterms:issued', 'dc:date', 'pubdate'] as const;
const updatedNames = ['updated', 'modified', 'dcterms:modified'] as const;

/** Atom 0.3 and 1.0 (RFC 4287) to the normal form, with rss-parser building feed and entries. */
export function parseAtom(root: XmlElement, { rootNamespace, sources }: XmlDocument, url: string, recogniser: Recogniser): ParsedDocument {
  const context: Context = { documentUrl: url, feedAuthors: peopleOf(root, 'author') };
  const said = JSON.stringify(['atom', rootNamespace, context.feedAuthors, url]);
  const entries = readRecords(
    wholeRecords(childrenNamed(root, 'entry')),
    recogniser,
    entry => printOf(sources.get(entry), said, recogniser),
    unknown => {
      const bodies = createBodies();
      const sent = mapWhole(unknown, ({ at, record }) => ({ at, record, wire: wireEntry(record, context, bodies) }));
      const { items } = buildAtom({ entry: sent.map(({ wire }) => wire) });
      return mapWhole(sent, ({ at, record }, index) => ({ at, entry: entryOf(items[index] ?? {}, record, context, bodies) }));
    },
  );
  const { title = '', link = null } = buildAtom(wireFeed(root, url));
  const subtitle = child(root, 'subtitle', 'tagline', 'info', 'description');
  return {
    feed: {
      kind: 'atom',
      format: rootNamespace.includes('purl.org') || attribute(root, 'version') === '0.3' ? 'atom0.3' : 'atom1.0',
      title,
      description: subtitle === null ? '' : absoluteUrls(atomHtml(subtitle), subtitle.base ?? url),
      siteUrl: link,
      language: languageTag(root.language ?? childText(root, 'dc:language', 'language')),
      imageUrl: httpUrl(feedPicture([root]), root.base ?? url),
      ttlMinutes: ttlOf(null, root),
      skipHours: [],
      skipDays: [],
    },
    entries,
  };
}

function wireFeed(root: XmlElement, url: string): WireAtomFeed {
  const wire: WireAtomFeed = { entry: [] };
  const title = child(root, 'title');
  if (title !== null) wire.title = [atomText(title)];
  const siteUrl = alternateUrl(root, url);
  if (siteUrl !== null) wire.link = [wireLink(siteUrl)];
  return wire;
}

interface Context {
  readonly documentUrl: string;
  readonly feedAuthors: readonly string[];
}

function wireLink(href: string): WireLink {
  return { $: { rel: 'alternate', href } };
}

function wireEntry(entry: XmlElement, context: Context, bodies: Bodies): WireAtomEntry {
  const title = child(entry, 'title', 'dc:title', 'media:title');
  const url = entryUrl(entry, context);
  const id = idOf(entry);
  const published = parseDate(lastText(entry, publishedNames));
  const updated = parseDate(lastText(entry, updatedNames));
  const content = child(entry, 'content', 'content:encoded');
  const summary = child(entry, 'summary', 'description') ?? child(child(entry, 'media:group') ?? entry, 'media:description');
  const authors = authorsOf(entry, context);
  const wire: WireAtomEntry = {};
  if (title !== null) wire.title = [atomText(title)];
  if (url !== null) wire.link = [wireLink(url)];
  if (id !== null) wire.id = [id];
  // rss-parser throws at a date that it cannot read: it gets none of those.
  if (published !== null) wire.published = [new Date(published).toISOString()];
  if (updated !== null) wire.updated = [new Date(updated).toISOString()];
  if (authors.length > 0) wire.author = [{ name: [peopleLine(authors)] }];
  if (content !== null) wire.content = [bodies.keep(htmlOf(content, context))];
  if (summary !== null) wire.summary = [bodies.keep(htmlOf(summary, context))];
  return wire;
}

/** An address that was written relative to an xml:base is meant whole; any other word is an id as it stands. */
function idOf(entry: XmlElement): string | null {
  const id = childText(entry, 'id', 'guid');
  const base = child(entry, 'id', 'guid')?.base ?? null;
  return id !== null && base !== null && /^[\w.~-]*\/[^\s:]*$/.test(id) ? (absoluteUrl(id, base) ?? id) : id;
}

function htmlOf(element: XmlElement, { documentUrl }: Context): string {
  const html = element.name === 'content:encoded' ? textOf(element).trim() : atomHtml(element);
  return absoluteUrls(html, element.base ?? documentUrl);
}

function lastText(element: XmlElement, names: readonly string[]): string | null {
  const texts = childrenNamed(element, ...names).map(found => textOf(found).trim());
  return texts.findLast(text => text !== '') ?? null;
}

/** An entry without authors has those of its source, else of the feed (RFC 4287 §4.2.1). */
function authorsOf(entry: XmlElement, context: Context): readonly string[] {
  const own = [
    ...peopleOf(entry, 'author'),
    ...childrenNamed(entry, 'dc:creator')
      .slice(0, maxPeople)
      .map(creator => personName(textOf(creator))),
  ];
  if (own.length > 0) return own;
  const source = child(entry, 'source');
  const named = source === null ? [] : peopleOf(source, 'author');
  return named.length > 0 ? named : context.feedAuthors;
}

function peopleOf(element: XmlElement, role: string): string[] {
  return childrenNamed(element, role)
    .slice(0, maxPeople)
    .map(person => personName(childText(person, 'name', 'email') ?? textOf(person)))
    .filter(name => name !== '');
}

function entryUrl(entry: XmlElement, context: Context): string | null {
  const content = child(entry, 'content');
  const outOfLine = attribute(content, 'src');
  const id = childText(entry, 'id');
  return (
    alternateUrl(entry, context.documentUrl) ??
    (content === null ? null : httpUrl(outOfLine, content.base ?? context.documentUrl)) ??
    (/^https?:/i.test(id ?? '') ? httpUrl(id, null) : null)
  );
}

/** The page: rel=alternate, HTML before other types; a link without rel is one too. */
function alternateUrl(element: XmlElement, documentUrl: string): string | null {
  const links = childrenNamed(element, 'link').filter(
    link => (attribute(link, 'rel') ?? 'alternate').toLowerCase().replace(/^.*\//, '') === 'alternate',
  );
  const isHtml = (link: XmlElement) => (attribute(link, 'type') ?? 'text/html').includes('html');
  for (const link of [...links.filter(isHtml), ...links.filter(candidate => !isHtml(candidate))]) {
    const url = httpUrl(attribute(link, 'href') ?? textOf(link), link.base ?? documentUrl);
    if (url !== null) return url;
  }
  return null;
}

function entryOf(item: BuiltItem, element: XmlElement, context: Context, bodies: Bodies): ParsedEntry {
  const body = child(element, 'content') ?? child(element, 'summary') ?? element;
  const base = body.base ?? context.documentUrl;
  const enclosures = enclosuresOf(element, context.documentUrl);
  const { contentHtml, summaryHtml } = contentAndSummary(bodies.take(item.content), bodies.take(item.summary));
  return finishEntry({
    guid: item.id ?? null,
    url: item.link ?? null,
    title: item.title ?? '',
    author: item.author ?? '',
    contentHtml,
    summaryHtml,
    imageUrl: leadPicture(element, enclosures, contentHtml, base),
    baseUrl: base,
    language: languageTag(body.language),
    publishedAt: item.isoDate === undefined ? null : Date.parse(item.isoDate),
    updatedAt: parseDate(lastText(element, updatedNames)),
    categories: categoriesOf(element),
    commentsUrl: commentsUrl(element, context),
    enclosures,
    podcast: podcastOf(element, context.documentUrl),
    source: sourceOf(element, context.documentUrl),
  });
}

function commentsUrl(entry: XmlElement, { documentUrl }: Context): string | null {
  const replies = childrenNamed(entry, 'link').filter(link => attribute(link, 'rel')?.toLowerCase() === 'replies');
  const page = replies.find(link => (attribute(link, 'type') ?? 'text/html').includes('html'));
  return httpUrl(page === undefined ? childText(entry, 'comments') : attribute(page, 'href'), entry.base ?? documentUrl);
}
