import { deserialize, serialize } from 'node:v8';
import type { ParsedEntry, ParsedFeed } from './feed.ts';
import type { EntryId } from './protocol/ids.ts';

/** A document's feed without its entries. */
export type FeedHead = Omit<ParsedFeed, 'entries'>;

/**
 * A document as a check brings it. What is stored as it stands in the document is recognised by its print and not read again; the rest is
 * packed, for it goes through threads that have no use for it.
 */
export interface ReadDocument {
  readonly feed: FeedHead;
  /** Of each entry, in document order: what it was read from. 0: tells nothing. */
  readonly prints: BigUint64Array;
  /** `publishedAt` of each; NaN for those without. */
  readonly dates: Float64Array;
  /** By `packFresh`. */
  readonly fresh: Uint8Array<ArrayBuffer>;
}

/** An entry that is new, changed, or was never recognised; `at` is its place in the document. */
export interface FreshEntry {
  readonly at: number;
  readonly entry: ParsedEntry;
}

/** What became of the entries of the document that was stored last. */
export interface KnownEntries {
  readonly prints: BigUint64Array;
  readonly dates: Float64Array;
  /** 0, as the print is: a repetition of another one. */
  readonly ids: Float64Array;
}

/** A document none of whose entries was recognised. */
export function packDocument({ entries, ...feed }: ParsedFeed): ReadDocument {
  return {
    feed,
    prints: new BigUint64Array(entries.length),
    dates: Float64Array.from(entries, entry => entry.publishedAt ?? Number.NaN),
    fresh: packFresh(entries.map((entry, at) => ({ at, entry }))),
  };
}

/** As messages between threads are written: unlike JSON, strings go as they lie in memory (half the time in all). */
export function packFresh(entries: readonly FreshEntry[]): Uint8Array<ArrayBuffer> {
  return serialize(entries) as Uint8Array<ArrayBuffer>;
}

export function freshEntries({ fresh }: ReadDocument): readonly FreshEntry[] {
  return deserialize(fresh) as readonly FreshEntry[];
}

/** Of a document that was read without known entries. */
export function wholeFeed(document: ReadDocument): ParsedFeed {
  return { ...document.feed, entries: freshEntries(document).map(({ entry }) => entry) };
}

export function datesOf({ dates }: ReadDocument): readonly (number | null)[] {
  return Array.from(dates, date => (Number.isNaN(date) ? null : date));
}

const width = 8;

/** As it is stored: all prints, all dates, all ids, 8 bytes each in the machine's order, for the profile stays on its machine; after a move to another kind nothing is recognised once. */
export function packKnown({ prints, dates, ids }: KnownEntries): Uint8Array {
  const bytes = new Uint8Array(prints.length * width * 3);
  for (const [index, part] of [prints, dates, ids].entries())
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), index * prints.length * width);
  return bytes;
}

/** Null for what cannot have been packed here. */
export function unpackKnown(bytes: Uint8Array): KnownEntries | null {
  const count = bytes.length / (width * 3);
  if (!Number.isInteger(count)) return null;
  // Aligned, and apart from what SQLite may reuse.
  const { buffer } = bytes.slice();
  const part = count * width;
  return {
    prints: new BigUint64Array(buffer, 0, count),
    dates: new Float64Array(buffer, part, count),
    ids: new Float64Array(buffer, 2 * part, count),
  };
}

/** By their prints. */
export function idsByPrint({ prints, ids }: KnownEntries): ReadonlyMap<bigint, EntryId> {
  const found = new Map<bigint, EntryId>();
  for (const [at, print] of prints.entries()) if (print !== 0n && !found.has(print)) found.set(print, ids[at] ?? 0);
  return found;
}
