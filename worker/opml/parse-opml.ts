import { FeedError } from '../errors.ts';
import { cutText } from '../parse/limits.ts';
import { decodeReferences, withoutControls } from '../parse/xml-references.ts';
import { scanXml } from '../parse/xml-scanner.ts';
import type { OpmlSkipped } from '../protocol/model.ts';
import { httpUrl } from '../text/absolute-urls.ts';
import { collapsed } from '../text/html-to-text.ts';
import { createLineCounter } from './line-counter.ts';
import type { OutlineToImport } from './outline.ts';

const maxLength = 32 * 1024 * 1024;
/** Folders below the eighth level are left out; their feeds go into the eighth. */
const maxDepth = 8;
const maxTitle = 300;
/** A report is for reading. */
const maxSkipped = 1_000;

export interface OpmlContent {
  readonly outlines: readonly OutlineToImport[];
  /** What was not taken, and why, in the order of the file. */
  readonly skipped: readonly OpmlSkipped[];
}

/** An outline that may yet turn out to be a folder. */
interface OpenOutline {
  readonly title: string;
  readonly line: number;
  /** Of what stands inside. */
  readonly path: readonly string[];
  readonly isFeed: boolean;
  readonly wantsToBeFeed: boolean;
  hasChildren: boolean;
}

/**
 * Subscriptions of an OPML file of any version, well-formed or nearly. Nothing is fetched, nothing is stored.
 * @throws FeedError 'bad-opml' when the text is no OPML or larger than 32 M characters
 */
export function parseOpml(text: string): OpmlContent {
  if (text.length > maxLength)
    throw new FeedError('bad-opml', 'This file is larger than 32 MB, which is too much for a list of subscriptions.');
  const outlines: OutlineToImport[] = [];
  const skipped: OpmlSkipped[] = [];
  let left = 0;
  let isOpml = false;
  const open: OpenOutline[] = [];
  const lineByUrl = new Map<string, number>();
  const lineAt = createLineCounter(text);

  function skip(line: number, title: string, reason: string): void {
    if (skipped.length < maxSkipped) skipped.push({ line, text: title, reason });
    else left += 1;
  }

  /** Takes the feed, or says in words why not. */
  function addFeed(attributes: ReadonlyMap<string, string>, address: string, title: string, line: number): string | null {
    const feedUrl = httpUrl(address, null);
    if (feedUrl === null) return addressFault(address);
    const before = lineByUrl.get(feedUrl);
    if (before !== undefined) return `This feed is in the file already, on line ${before}.`;
    lineByUrl.set(feedUrl, line);
    outlines.push({
      feedUrl,
      title: title === '' ? null : title,
      siteUrl: httpUrl(attributes.get('htmlurl'), null),
      path: open.at(-1)?.path ?? [],
    });
    return null;
  }

  function close(outline: OpenOutline): void {
    if (outline.isFeed || outline.hasChildren) return;
    skip(outline.line, outline.title, outline.wantsToBeFeed ? 'It has no feed address.' : 'It is a folder without feeds.');
  }

  scanXml(text, {
    open(name, raw, isSelfClosing, at) {
      const local = localName(name);
      if (local === 'opml') isOpml = true;
      if (local !== 'outline' || !isOpml) return;
      const attributes = attributesOf(raw);
      const line = lineAt(at);
      const title = titleOf(attributes);
      const address = attributes.get('xmlurl')?.trim() || (isFeedType(attributes) ? (attributes.get('url')?.trim() ?? '') : '');
      const parent = open.at(-1);
      if (parent !== undefined) parent.hasChildren = true;
      const fault = address === '' ? null : addFeed(attributes, address, title, line);
      if (fault !== null) skip(line, title || cutText(address, maxTitle), fault);
      const path = parent?.path ?? [];
      const isFolder = address === '' && title !== '' && path.length < maxDepth;
      const outline = {
        title,
        line,
        path: isFolder ? [...path, title] : path,
        isFeed: address !== '',
        wantsToBeFeed: isFeedType(attributes) || attributes.has('htmlurl') || attributes.has('url'),
        hasChildren: false,
      };
      if (isSelfClosing) close(outline);
      else open.push(outline);
    },
    close(name) {
      if (localName(name) !== 'outline') return;
      const outline = open.pop();
      if (outline !== undefined) close(outline);
    },
    text: ignore,
    cdata: ignore,
  });
  if (!isOpml) throw new FeedError('bad-opml', notOpml(text));
  if (left > 0) skipped.push({ line: 0, text: '', reason: `And ${left} more.` });
  return {
    outlines,
    skipped: skipped.toSorted((one, other) => (one.line || Number.POSITIVE_INFINITY) - (other.line || Number.POSITIVE_INFINITY)),
  };
}

const ignore = () => {};

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
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

function isFeedType(attributes: ReadonlyMap<string, string>): boolean {
  return /^(?:rss|atom|json|feed|rdf)/i.test(attributes.get('type')?.trim() ?? '');
}

function addressFault(address: string): string {
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):/i.exec(address)?.[1];
  if (scheme === undefined) return 'Its feed address is not a web address.';
  if (/^https?$/i.test(scheme)) return 'Its feed address cannot be read.';
  return `Its feed address begins with "${scheme.toLowerCase()}:"; only http and https can be subscribed to.`;
}

function notOpml(text: string): string {
  const start = text.slice(0, 1_024).replace(/^[\s\ufeff]+/, '');
  if (start === '') return 'This file is empty.';
  if (/^[{[]/.test(start)) return 'This file is JSON, not OPML.';
  if (/^<!doctype html|^<html/i.test(start)) return 'This file is a web page, not OPML.';
  if (/<(?:rss|feed|rdf:rdf)[\s>]/i.test(start)) return 'This file is a feed, not a list of subscriptions. Add its address instead.';
  return 'This file is not OPML.';
}
