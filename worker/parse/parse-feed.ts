import { FeedError } from '../errors.ts';
import type { ParsedFeed } from '../feed.ts';
import { packFresh, type ReadDocument } from '../read-document.ts';
import { parseAtom } from './atom-adapter.ts';
import { decodeDocument } from './charset.ts';
import { detectFormat } from './detect-format.ts';
import { parseJsonFeed } from './json-feed.ts';
import { maxDocumentBytes } from './limits.ts';
import type { ReadRequest } from './parser.ts';
import { createRecogniser, type ParsedDocument, type Recogniser, readsAll } from './recognise.ts';
import { parseRss } from './rss-adapter.ts';
import { parseXmlTree } from './xml-tree.ts';

const rootNames: ReadonlySet<string> = new Set(['rss', 'feed', 'rdf', 'channel']);
const recordNames: ReadonlySet<string> = new Set(['item', 'entry']);

/**
 * A feed document of any format to the normal form. `url` is its address, for relative links.
 * @throws FeedError 'not-a-feed', 'broken-feed' (a feed that cannot be read), 'too-large', 'bad-encoding'
 */
export function parseFeed(bytes: Uint8Array, contentType: string | null, url: string): ParsedFeed {
  const { feed, entries } = parseDocument(bytes, contentType, url, readsAll);
  return { ...feed, entries: entries.flatMap(({ entry }) => entry ?? []) };
}

/** As `parseFeed`, without reading what is stored as it stands in the document. */
export function readFeed(
  { bytes, contentType, url, known }: Pick<ReadRequest, 'bytes' | 'contentType' | 'url' | 'known'>,
  reader: string,
): ReadDocument {
  const { feed, entries } = parseDocument(bytes, contentType, url, createRecogniser(known, reader));
  return {
    feed,
    prints: BigUint64Array.from(entries, ({ print }) => print),
    dates: Float64Array.from(entries, ({ publishedAt }) => publishedAt ?? Number.NaN),
    fresh: packFresh(entries.flatMap(({ entry }, at) => (entry === null ? [] : [{ at, entry }]))),
  };
}

function parseDocument(bytes: Uint8Array, contentType: string | null, url: string, recogniser: Recogniser): ParsedDocument {
  if (bytes.length > maxDocumentBytes)
    throw new FeedError('too-large', 'This feed is larger than 32 MB, which is too much to read safely.');
  return named(parseText(decodeDocument(bytes, contentType), bytes, url, recogniser));
}

/** One article alone names a feed that says nothing of itself; that name stays when others come (the store keeps a title until there is another). */
function named({ feed, entries }: ParsedDocument): ParsedDocument {
  const [only] = entries;
  const title = feed.title === '' && entries.length === 1 ? (only?.entry?.title ?? '') : feed.title;
  return { feed: { ...feed, title }, entries };
}

function parseText(text: string, bytes: Uint8Array, url: string, recogniser: Recogniser): ParsedDocument {
  switch (detectFormat(text)) {
    case 'json':
      return parseJsonFeed(text, url, recogniser);
    case 'xml':
      return parseXmlFeed(text, url, recogniser);
    case 'empty':
      throw new FeedError('not-a-feed', 'The address answered with an empty document. If it stays empty, look for the feed on its site.');
    case 'html':
      throw new FeedError('not-a-feed', 'This address is a web page, not a feed.');
    case 'other':
      throw unreadable(bytes);
  }
}

function parseXmlFeed(text: string, url: string, recogniser: Recogniser): ParsedDocument {
  const document = parseXmlTree(text, { documentUrl: url, roots: rootNames, records: recordNames });
  const { root, before } = document;
  if (root === null || before.includes('html')) {
    if (before.includes('html') || before.includes('body')) throw new FeedError('not-a-feed', 'This address is a web page, not a feed.');
    throw new FeedError('not-a-feed', 'This document is not a feed.', {
      detail: before[0] === undefined ? 'no elements' : `root element <${before[0]}>`,
    });
  }
  return root.name === 'feed' ? parseAtom(root, document, url, recogniser) : parseRss(root, document, url, recogniser);
}

function unreadable(bytes: Uint8Array): FeedError {
  const controls = bytes.subarray(0, 512).filter(byte => byte < 9 || (byte > 13 && byte < 32)).length;
  if (controls > 16) return new FeedError('bad-encoding', 'This document cannot be read as text, so it cannot be read as a feed.');
  return new FeedError('not-a-feed', 'This document is not a feed.');
}
