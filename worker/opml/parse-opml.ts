import { FeedError } from '../errors.ts';
import { cutText } from '../parse/limits.ts';
import { decodeReferences, withoutControls } from '../parse/xml-references.ts';
import { scanXml } from '../parse/xml-scanner.ts';
import type { OpmlSkipCode } from '../protocol/opml.ts';
import { httpUrl } from '../text/absolute-urls.ts';
import { collapsed } from '../text/html-to-text.ts';
import { createLineCounter } from './line-counter.ts';
import { createListCollector } from './list-collector.ts';
import type { ListContent } from './outline.ts';

/** Folders below the eighth level are left out; their feeds go into the eighth. */
const maxDepth = 8;
const maxTitle = 300;

/** An outline that may yet turn out to be a folder. */
interface OpenOutline {
  readonly title: string;
  readonly line: number;
  /** Of what stands inside. */
  readonly path: readonly string[];
  readonly isFeed: boolean;
  /** Why it is none, should nothing stand inside. */
  readonly emptiness: OpmlSkipCode;
  hasChildren: boolean;
}

/**
 * Subscriptions of an OPML file of any version, well-formed or nearly, in one pass. Nothing is fetched, nothing is stored.
 * @throws FeedError 'bad-opml' when the text is no OPML
 */
export function parseOpml(text: string): ListContent {
  const list = createListCollector();
  const lineAt = createLineCounter(text);
  const open: OpenOutline[] = [];
  let root: string | null = null;
  let isClosed = false;
  let hasOutlines = false;
  let isInTitle = false;
  let fileTitle = '';

  function close(outline: OpenOutline): void {
    if (!outline.isFeed && !outline.hasChildren) list.skip(outline.line, outline.title, outline.emptiness);
  }

  scanXml(text, {
    open(name, raw, isSelfClosing, at) {
      const local = localName(name);
      root ??= local;
      if (local === 'title') isInTitle = !hasOutlines && !isSelfClosing;
      if (local !== 'outline' || isOtherDocument(root)) return;
      hasOutlines = true;
      const attributes = attributesOf(raw);
      const line = lineAt(at);
      const title = titleOf(attributes);
      const address = addressOf(attributes);
      const parent = open.at(-1);
      if (parent !== undefined) parent.hasChildren = true;
      const outer = parent?.path ?? [];
      if (address !== '') {
        const path = outer.length === 0 ? categoryPath(attributes) : outer;
        list.add({ address, title: title === '' ? null : title, siteUrl: httpUrl(attributes.get('htmlurl'), null), path, line });
      }
      const isFolder = address === '' && title !== '' && outer.length < maxDepth;
      const outline = {
        title,
        line,
        path: isFolder ? [...outer, title] : outer,
        isFeed: address !== '',
        emptiness: emptinessOf(attributes),
        hasChildren: false,
      };
      if (isSelfClosing) close(outline);
      else open.push(outline);
    },
    close(name) {
      const local = localName(name);
      if (local === 'title') isInTitle = false;
      if (local === root) isClosed = true;
      if (local !== 'outline') return;
      const outline = open.pop();
      if (outline !== undefined) close(outline);
    },
    text(piece) {
      if (isInTitle) fileTitle += piece.slice(0, maxTitle);
    },
    cdata(piece) {
      if (isInTitle) fileTitle += piece.slice(0, maxTitle);
    },
  });

  if (root !== 'opml' && !hasOutlines) throw notOpml(text);
  if (root === 'opml' && !isClosed) list.skip(lineAt(text.length), '', 'breaks-off');
  return list.end('opml', cutText(collapsed(decodeReferences(fileTitle)), maxTitle));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

/** A page or a feed may hold anything that looks like an outline. */
function isOtherDocument(root: string): boolean {
  return root === 'html' || root === 'rss' || root === 'feed' || root === 'rdf';
}

/** Names lower case: programs write xmlUrl, xmlurl and XMLURL. */
function attributesOf(raw: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    if (!found.has(name)) found.set(name, withoutControls(decodeReferences(raw[at + 1] ?? '')));
  }
  return found;
}

function titleOf(attributes: ReadonlyMap<string, string>): string {
  const title = collapsed(attributes.get('title') ?? '') || collapsed(attributes.get('text') ?? '');
  return cutText(title, maxTitle);
}

function addressOf(attributes: ReadonlyMap<string, string>): string {
  return attributes.get('xmlurl')?.trim() || (isFeedType(attributes) ? (attributes.get('url')?.trim() ?? '') : '');
}

function isFeedType(attributes: ReadonlyMap<string, string>): boolean {
  return /^(?:rss|atom|json|feed|rdf)/i.test(attributes.get('type')?.trim() ?? '');
}

/** The first of the categories ("/News/Tech,/Other") is the folder of a feed that stands in none. */
function categoryPath(attributes: ReadonlyMap<string, string>): readonly string[] {
  const [first = ''] = (attributes.get('category') ?? '').split(',').filter(category => category.trim() !== '');
  return first
    .split('/')
    .map(title => cutText(collapsed(title), maxTitle))
    .filter(title => title !== '')
    .slice(0, maxDepth);
}

function emptinessOf(attributes: ReadonlyMap<string, string>): OpmlSkipCode {
  if (/^(?:link|include)$/i.test(attributes.get('type')?.trim() ?? '')) return 'link';
  const wantsToBeFeed = isFeedType(attributes) || ['xmlurl', 'htmlurl', 'url'].some(name => attributes.has(name));
  return wantsToBeFeed ? 'no-feed-address' : 'empty-folder';
}

function notOpml(text: string): FeedError {
  const start = text.slice(0, 1_024).replace(/^[\s\ufeff]+/, '');
  if (/^<!doctype html|^<html/i.test(start))
    return new FeedError('bad-opml', 'This file is a web page, not a list of feeds.', { why: 'list-page' });
  if (/<(?:rss|feed|rdf:rdf)[\s>]/i.test(start))
    return new FeedError('bad-opml', 'This file is a feed, not a list of feeds. Add its address instead.', { why: 'list-feed' });
  return new FeedError('bad-opml', 'This file is XML, but not a list of feeds.', { why: 'list-xml' });
}
