import { hash } from 'node:crypto';
import type { ParsedEntry } from '../feed.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { FeedHead, KnownEntries } from '../read-document.ts';

/** An entry of a document, in its place. */
export interface DocumentEntry {
  /** Of what it was read from; 0: not taken. */
  readonly print: bigint;
  readonly publishedAt: Milliseconds | null;
  /** Null: known, and not read. */
  readonly entry: ParsedEntry | null;
}

export interface ParsedDocument {
  readonly feed: FeedHead;
  readonly entries: readonly DocumentEntry[];
}

export interface Read {
  /** Its place among the records. */
  readonly at: number;
  readonly entry: ParsedEntry;
}

/** Tells records that are stored as they stand from those that have to be read. */
export interface Recogniser {
  /** @param context all besides its source that an entry is read by: addresses, what it inherits from its feed */
  print(source: string, context: string): bigint;
  /** When a known one was published (NaN: not said); undefined for one that is not known. */
  known(print: bigint): number | undefined;
}

/** Of a record whose source is not known, 0. */
export function printOf(source: string | undefined, context: string, recogniser: Recogniser): bigint {
  return source === undefined ? 0n : recogniser.print(source, context);
}

/** Nothing is known, and nothing need be known later. */
export const readsAll: Recogniser = { print: () => 0n, known: () => undefined };

/** @param reader the version of what reads: what another one has read is read anew */
export function createRecogniser(known: KnownEntries | null, reader: string): Recogniser {
  const dates = new Map<bigint, number>();
  if (known !== null) for (const [at, print] of known.prints.entries()) if (print !== 0n) dates.set(print, known.dates[at] ?? Number.NaN);
  return {
    print: (source, context) => hash('sha256', `${reader}\0${context}\0${source}`, 'buffer').readBigUInt64LE() || 1n,
    known: print => dates.get(print),
  };
}

/**
 * The entries of a document's records.
 * @param printOf null: a record that cannot be recognised
 * @param read those that are not known; leaves out what it cannot read
 * @throws what `read` throws when there is no known entry beside them
 */
export function readRecords<Source>(
  records: readonly Source[],
  recogniser: Recogniser,
  printOf: (record: Source) => bigint,
  read: (unknown: readonly { readonly at: number; readonly record: Source }[]) => readonly Read[],
): readonly DocumentEntry[] {
  const prints = records.map(printOf);
  const dates = prints.map(print => (print === 0n ? undefined : recogniser.known(print)));
  const unknown = records.flatMap((record, at) => (dates[at] === undefined ? [{ at, record }] : []));
  const entries = new Map(readOrNone(unknown, records.length, read).map(({ at, entry }) => [at, entry]));
  return records.flatMap((_, at): DocumentEntry[] => {
    const print = prints[at] ?? 0n;
    const date = dates[at];
    if (date !== undefined) return [{ print, publishedAt: Number.isNaN(date) ? null : date, entry: null }];
    const entry = entries.get(at);
    return entry === undefined ? [] : [{ print, publishedAt: entry.publishedAt, entry }];
  });
}

function readOrNone<Unknown>(
  unknown: readonly Unknown[],
  all: number,
  read: (unknown: readonly Unknown[]) => readonly Read[],
): readonly Read[] {
  if (unknown.length === all) return read(unknown);
  try {
    return read(unknown);
  } catch {
    // A fault in one entry must not cost the others.
    return [];
  }
}
