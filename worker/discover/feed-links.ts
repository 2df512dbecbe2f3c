import type { CandidateReason, FeedKind } from '../protocol/discovery.ts';
import { httpUrl } from '../text/absolute-urls.ts';
import { type PageTag, readPageTags } from '../text/page-tags.ts';

/** A feed that a page names. Nobody has looked whether it is one. */
export interface FeedLink {
  /** http or https, absolute, without fragment. */
  readonly feedUrl: string;
  /** The page's word for it, plain text; may be empty. */
  readonly title: string;
  readonly kind: FeedKind | null;
  /** How it was found. */
  readonly why: Exclude<CandidateReason, 'address'>;
}

type Found = Pick<FeedLink, 'title' | 'kind'>;

const wantedTags: ReadonlySet<string> = new Set(['base', 'link', 'a']);
const maxTags = 20_000;
const maxLinks = 50;

const aboutComments = /\bcomments?\b|kommentare?\b|commentaires?\b|comentarios?\b|reacties\b|commenti\b/i;
const feedPath =
  /(?:\.(?:rss|atom|rdf)|\/(?:feed|rss|atom|rss2)(?:\.(?:xml|json|php))?|\/(?:index|feeds?|rss|atom)\.(?:rdf|xml|json))\/?$/i;

/**
 * The feeds that a page names, best first: `<link rel="alternate">` of a feed type (RSS Advisory Board, "autodiscovery"; Atom autodiscovery
 * draft) in the page's order, those of comments last. Only where there is none: `<a>` elements that obviously lead to a feed.
 */
export function findFeedLinks(html: string, pageUrl: string): readonly FeedLink[] {
  const tags = readPageTags(html, wantedTags, maxTags);
  const base = httpUrl(tags.find(tag => tag.name === 'base' && tag.attributes.has('href'))?.attributes.get('href'), pageUrl) ?? pageUrl;
  const announced = collect(tags, base, pageUrl, 'announced', announcedLink);
  return announced.length > 0 ? announced : collect(tags, base, pageUrl, 'link', obviousLink);
}

/** The kind that a link of this relation and type promises; null where it promises no feed. For elements of a page and for Link headers. */
export function announcedKind(rel: string, type: string | undefined, href: string): { readonly kind: FeedKind | null } | null {
  const words = rel.toLowerCase().split(/\s+/);
  if (!words.includes('alternate') && !words.includes('feed')) return null;
  if (words.includes('stylesheet')) return null;
  const kind = feedType(type, href);
  if (kind === null && !(words.includes('feed') && type === undefined)) return null;
  return { kind: kind === 'xml' ? null : kind };
}

/** An address that a page or a header names, as one to ask; null for what is none. */
export function cleanFeedUrl(href: string, base: string): string | null {
  const absolute = httpUrl(withoutFeedScheme(href), base);
  if (absolute === null) return null;
  const url = new URL(absolute);
  url.hash = '';
  return url.username === '' && url.password === '' ? url.href : null;
}

/** Comments are seldom what somebody wants to follow. */
export function commentsLast<T extends Pick<FeedLink, 'title' | 'feedUrl'>>(links: readonly T[]): readonly T[] {
  const isOfComments = (link: T) => aboutComments.test(link.title) || /\/comments?\b/i.test(new URL(link.feedUrl).pathname);
  return [...links.filter(link => !isOfComments(link)), ...links.filter(isOfComments)];
}

/** Addresses as browsers and pages hand them to readers: `feed://host/path`, `feed:https://host/path`. Others go through. */
export function withoutFeedScheme(address: string): string {
  const rest = /^\s*feeds?:(?:\/\/)?(.*)$/is.exec(address)?.[1];
  if (rest === undefined) return address;
  return /^https?:\/\//i.test(rest) ? rest : `http://${rest.replace(/^\/+/, '')}`;
}

function collect(
  tags: readonly PageTag[],
  base: string,
  pageUrl: string,
  why: FeedLink['why'],
  read: (tag: PageTag, href: string) => Found | null,
): readonly FeedLink[] {
  const found = new Map<string, FeedLink>();
  for (const tag of tags) {
    const href = tag.attributes.get('href');
    if (href === undefined) continue;
    const link = read(tag, href);
    const feedUrl = link === null ? null : cleanFeedUrl(href, base);
    if (link === null || feedUrl === null || feedUrl === cleanFeedUrl(pageUrl, pageUrl) || found.has(feedUrl)) continue;
    found.set(feedUrl, { feedUrl, ...link, why });
    if (found.size === maxLinks) break;
  }
  return commentsLast([...found.values()]);
}

function announcedLink({ name, attributes }: PageTag, href: string): Found | null {
  if (name !== 'link') return null;
  const announced = announcedKind(attributes.get('rel') ?? '', attributes.get('type'), href);
  return announced === null ? null : { title: plainTitle(attributes.get('title')), kind: announced.kind };
}

function obviousLink({ name, attributes, text }: PageTag, href: string): Found | null {
  if (name !== 'a') return null;
  const type = feedType(attributes.get('type'), href);
  const path = href.split(/[?#]/, 1)[0] ?? '';
  if (type === null && !/^\s*feeds?:/i.test(href) && !feedPath.test(path.slice(-200))) return null;
  return { title: plainTitle(attributes.get('title')) || plainTitle(text), kind: type === 'xml' ? null : type };
}

function feedType(type: string | undefined, href: string): FeedKind | 'xml' | null {
  const bare = (type ?? '').split(';', 1)[0]?.trim().toLowerCase();
  switch (bare) {
    case 'application/rss+xml':
    case 'application/rdf+xml':
    case 'application/rss':
    case 'application/x-rss+xml':
    case 'text/rss+xml':
    case 'text/rss':
    case 'text/rdf':
      return 'rss';
    case 'application/atom+xml':
    case 'application/atom':
    case 'application/x-atom+xml':
    case 'text/atom+xml':
    case 'text/atom':
      return 'atom';
    case 'application/feed+json':
      return 'json';
    case 'application/json':
      // JSON Feed 1.0 used it; so do links to a site's programming interface.
      return /feed/i.test(href) && !/\/wp-json\//i.test(href) ? 'json' : null;
    case 'application/xml':
    case 'text/xml':
      return 'xml';
    default:
      return null;
  }
}

export function plainTitle(text: string | undefined): string {
  return (text ?? '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
