import { hash } from 'node:crypto';
import type { ParsedEntry } from '../feed.ts';
import type { EntryId, Milliseconds } from '../protocol/model.ts';

/**
 * Which entry of a document is which stored entry. All rules are in this file:
 * 1. The guid decides; without a guid the link; without a link a hash of title and text.
 * 2. Where one guid (or link) stands for several entries, link and title tell them apart.
 * 3. A guid that was changed, added or dropped does not make an entry new while link and title are the same.
 * 4. http and https are the same, in guids and links.
 * Dates never decide by themselves: re-dated entries are not new.
 */
export interface Identified {
  readonly entry: ParsedEntry;
  readonly guidKey: string | null;
  /** Of the link; of title and text when there is no link. */
  readonly linkKey: string;
  /** Of everything that an update would rewrite. */
  readonly contentHash: string;
  /** Null: new. */
  readonly stored: StoredIdentity | null;
}

export interface StoredIdentity {
  readonly id: EntryId;
  readonly guidKey: string | null;
  readonly linkKey: string;
  readonly title: string;
  readonly contentHash: string;
  readonly publishedAt: Milliseconds | null;
}

export interface IdentityLookup {
  byGuid(guidKey: string): readonly StoredIdentity[];
  byLink(linkKey: string): readonly StoredIdentity[];
}

interface Incoming extends Omit<Identified, 'stored'> {
  readonly title: string;
}

/** In document order. An entry that the document repeats is given once. */
export function identifyEntries(entries: readonly ParsedEntry[], lookup: IdentityLookup): readonly Identified[] {
  const incoming = withoutRepeats(entries.map(toIncoming));
  const found = new Map<Incoming, StoredIdentity>();
  const taken = new Set<EntryId>();
  const settle = (one: Incoming, stored: StoredIdentity) => {
    found.set(one, stored);
    taken.add(stored.id);
  };

  const byGuid = Map.groupBy(
    incoming.filter(one => one.guidKey !== null),
    one => one.guidKey ?? '',
  );
  for (const [guidKey, group] of byGuid) matchGroup(group, lookup.byGuid(guidKey), settle);

  const byLink = Map.groupBy(
    incoming.filter(one => one.guidKey === null),
    one => one.linkKey,
  );
  for (const [linkKey, group] of byLink) {
    matchGroup(
      group,
      lookup.byLink(linkKey).filter(stored => stored.guidKey === null),
      settle,
    );
  }

  for (const one of incoming) {
    if (found.has(one)) continue;
    const candidates = lookup.byLink(one.linkKey).filter(candidate => !taken.has(candidate.id) && isSameUnderOtherGuid(one, candidate));
    const stored = candidates.find(candidate => candidate.contentHash === one.contentHash) ?? candidates[0];
    if (stored) settle(one, stored);
  }
  return incoming.map(one => ({ ...one, stored: found.get(one) ?? null }));
}

/** One guid (or, without guids, one link): usually one entry on either side, and then it is the same whatever was edited. */
function matchGroup(
  group: readonly Incoming[],
  stored: readonly StoredIdentity[],
  settle: (one: Incoming, stored: StoredIdentity) => void,
): void {
  const [only] = group;
  const [onlyStored] = stored;
  if (only && onlyStored && group.length === 1 && stored.length === 1) {
    settle(only, onlyStored);
    return;
  }
  let open = group;
  let left = stored;
  for (const rule of rules) {
    const openBy = Map.groupBy(open, rule);
    const leftBy = Map.groupBy(left, rule);
    const settled = new Set<Comparable>();
    for (const [key, ones] of openBy) {
      const candidates = leftBy.get(key) ?? [];
      const [one] = ones;
      const [candidate] = candidates;
      if (!one || !candidate || ((ones.length > 1 || candidates.length > 1) && rule !== byContent)) continue;
      settle(one, candidate);
      settled.add(one).add(candidate);
    }
    open = open.filter(one => !settled.has(one));
    left = left.filter(one => !settled.has(one));
  }
}

type Comparable = Pick<Incoming, 'linkKey' | 'title' | 'contentHash'>;
const byContent = (one: Comparable) => one.contentHash;
/** From the surest to the weakest; the same content pairs up even when it is there twice, the others only when nothing else could be meant. */
const rules: readonly ((one: Comparable) => string)[] = [
  byContent,
  one => `${one.linkKey} ${one.title}`,
  one => one.linkKey,
  one => one.title,
];

// The same link and title with another date and another text is the next issue of a series ("Weather today"), not a changed guid.
function isSameUnderOtherGuid(one: Incoming, stored: StoredIdentity): boolean {
  if (one.title !== stored.title) return false;
  const date = dateOf(one.entry);
  const isRedated = date !== null && stored.publishedAt !== null && date !== stored.publishedAt;
  return !isRedated || one.contentHash === stored.contentHash;
}

function withoutRepeats(incoming: readonly Incoming[]): readonly Incoming[] {
  const seen = new Set<string>();
  return incoming.filter(one => {
    // Untitled entries under one guid and link are told apart by their text.
    const key = `${one.guidKey ?? ''} ${one.linkKey} ${one.title || one.contentHash}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function toIncoming(entry: ParsedEntry): Incoming {
  const guid = entry.guid?.trim() || null;
  const url = entry.url?.trim() || null;
  return {
    entry,
    title: entry.title,
    guidKey: guid === null ? null : key(withoutScheme(guid)),
    linkKey:
      url === null ? key('text', entry.title, entry.contentHtml || entry.summaryHtml) : key('link', withoutTracking(withoutScheme(url))),
    contentHash: hashContent(entry),
  };
}

/** Dates are left out: a feed that stamps its entries anew at every fetch changes nothing. */
function hashContent(entry: ParsedEntry): string {
  const { title, url, author, contentHtml, summaryHtml, snippet, imageUrl, baseUrl, language, categories, commentsUrl, enclosures } = entry;
  return key(title, url, author, contentHtml, summaryHtml, snippet, imageUrl, baseUrl, language, categories, commentsUrl, enclosures);
}

/** The date an entry gives itself: Atom entries may have only the one of their last change. */
export function dateOf(entry: ParsedEntry): Milliseconds | null {
  const date = entry.publishedAt ?? entry.updatedAt;
  return date !== null && Number.isFinite(date) ? Math.trunc(date) : null;
}

function withoutScheme(address: string): string {
  return address.replace(/^https?:\/\//i, '//');
}

function withoutTracking(address: string): string {
  return address.replace(/([?&])(?:utm_\w+=[^&#]*&?)+/g, '$1').replace(/[?&](?=#|$)/, '');
}

function key(...parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 22);
}
