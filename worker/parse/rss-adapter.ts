import { absoluteUrls, httpUrl } from '../text/absolute-urls.ts';
import { createBodies } from './bodies.ts';
import { feedPicture } from './feed-picture.ts';
import { languageTag } from './language.ts';
import { mapWhole } from './map-whole.ts';
import { type ParsedDocument, printOf, type Recogniser, readRecords } from './recognise.ts';
import { entryOf, type RssContext, wireItem } from './rss-item.ts';
import { linksOf } from './rss-links.ts';
import { type BuiltFeed, buildRdf, buildRss, type WireChannel } from './rss-parser-builders.ts';
import { skipDaysOf, skipHoursOf } from './skip-times.ts';
import { rssHtml, rssTitle } from './text-construct.ts';
import { ttlOf } from './ttl.ts';
import { wholeRecords } from './whole-records.ts';
import { attribute, child, childrenNamed, childText } from './xml-query.ts';
import type { XmlDocument, XmlElement } from './xml-tree.ts';

/** RSS 0.9x, 1.0 (RDF) and 2.0 (and CDF, their ancestor) to the normal form, with rss-parser building feed and items. */
export function parseRss(root: XmlElement, { rootNamespace, sources }: XmlDocument, url: string, recogniser: Recogniser): ParsedDocument {
  const isRdf = root.name === 'rdf';
  const channel = root.name === 'channel' ? root : (child(root, 'channel') ?? root);
  const items = wholeRecords([...childrenNamed(channel, 'item'), ...(channel === root ? [] : childrenNamed(root, 'item'))]);
  const context: RssContext = { siteUrl: siteUrlOf(channel, url), documentUrl: url, isRdf };
  const version = attribute(root, 'version') ?? '';
  const build = (wire: WireChannel): BuiltFeed => (isRdf ? buildRdf(wire) : buildRss(version === '' ? '2.0' : version, wire));
  const said = JSON.stringify([isRdf, version, rootNamespace, context.siteUrl, url]);
  const entries = readRecords(
    items,
    recogniser,
    item => printOf(sources.get(item), said, recogniser),
    unknown => {
      const bodies = createBodies();
      const sent = mapWhole(unknown, ({ at, record }) => ({ at, record, wire: wireItem(record, context, bodies) }));
      const built = build({ item: sent.map(({ wire }) => wire) });
      return mapWhole(sent, ({ at, record }, index) => ({ at, entry: entryOf(built.items[index] ?? {}, record, context, bodies) }));
    },
  );
  const feed = feedOf(build(wireChannel(channel, context)), channel, root, context);
  return { feed: { kind: 'rss', format: isRdf ? rdfFormat(rootNamespace) : `rss${version}`, ...feed }, entries };
}

function rdfFormat(namespace: string): string {
  if (namespace.includes('netscape')) return 'rdf0.90';
  return namespace.endsWith('1.1') ? 'rdf1.1' : 'rdf1.0';
}

function feedOf(built: BuiltFeed, channel: XmlElement, root: XmlElement, context: RssContext) {
  return {
    title: built.title ?? '',
    description: built.description ?? '',
    siteUrl: built.link ?? null,
    language: languageTag(built.language ?? null),
    imageUrl: httpUrl(built.image?.url ?? feedPicture([channel, root]), channel.base ?? context.documentUrl),
    ttlMinutes: ttlOf(built.ttl ?? null, channel),
    skipHours: skipHoursOf(channel),
    skipDays: skipDaysOf(channel),
  };
}

function wireChannel(channel: XmlElement, context: RssContext): WireChannel {
  const wire: WireChannel = { item: [] };
  const title = child(channel, 'title', 'dc:title', 'media:title');
  if (title !== null) wire.title = [rssTitle(title)];
  if (context.siteUrl !== null) wire.link = [context.siteUrl];
  const description = childrenNamed(channel, ...descriptionNames)
    .map(rssHtml)
    .find(html => html !== '');
  if (description !== undefined) wire.description = [absoluteUrls(description, channel.base ?? context.documentUrl)];
  const language = childText(channel, 'language', 'dc:language') ?? channel.language;
  if (language !== null) wire.language = [language];
  const ttl = childText(channel, 'ttl');
  if (ttl !== null) wire.ttl = [ttl];
  const image = child(channel, 'image');
  const picture = image === null ? null : childText(image, 'url');
  if (picture !== null) wire.image = [{ url: [picture] }];
  return wire;
}

const descriptionNames = ['description', 'tagline', 'subtitle', 'itunes:summary', 'itunes:subtitle', 'dc:description', 'abstract'] as const;

function siteUrlOf(channel: XmlElement, documentUrl: string): string | null {
  const base = channel.base ?? documentUrl;
  return (
    linksOf(channel)
      .map(link => httpUrl(link, base))
      .find(link => link !== null) ?? null
  );
}
