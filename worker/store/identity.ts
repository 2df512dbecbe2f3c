import { hash } from 'node:crypto';
import type { ParsedEntry } from '../feed.ts';
import type { EntryId, Milliseconds } from '../protocol/ids.ts';

/**
 * Which entry of a document is which stored entry. All rules are in this file:
 * 1. The guid decides; without a guid the link; without a link a hash of title and text.
 * 2. Where one guid (or link) stands for several entries, link and title tell them apart.
 * 3. A guid that was changed, added or dropped does not make an entry new while link and title are the same, nor does one whose
 *    number behind a `#` counts the edits.
 * 4. http and https are the same, in guids and links; parameters that count visits are no part of a link.
 * 5. When most of a document looks new, it is more likely that its addresses changed (another domain, a parameter for each visit) than that
 *    all is new: then title and date, title and beginning, or title and path tell.
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
  /** As the feed gave them. */
  readonly guid: string | null;
  readonly url: string | null;
  readonly snippet: string;
}

export interface IdentityLookup {
  /** Nothing is stored of the feed. */
  readonly isEmpty: boolean;
  byGuid(guidKey: string): readonly StoredIdentity[];
  byLink(linkKey: string): readonly StoredIdentity[];
  /** The newest of the feed. */
  recent(): readonly StoredIdentity[];
}

type Comparable = Omit<StoredIdentity, 'id'>;
type Fresh = Comparable & Omit<Identified, 'stored'>;
type Known = Comparable & { readonly stored: StoredIdentity };
type Incoming = Fresh | Known;

export interface Told {
  /** In document order. */
  readonly fresh: readonly Identified[];
  /** Those that were given as stored, but for repetitions of another one. */
  readonly known: readonly StoredIdentity[];
}

/**
 * An entry that the document repeats is given once. Linear in the entries, whatever they have in common.
 * @param entries in document order; one that is stored word for word as the document has it may be given as it is stored
 */
export function identifyEntries(entries: readonly (ParsedEntry | StoredIdentity)[], lookup: IdentityLookup): Told {
  const incoming = withoutRepeats(entries.map(entry => ('id' in entry ? { ...entry, stored: entry } : toIncoming(entry))));
  const fresh = incoming.filter(one => 'entry' in one);
  const known = incoming.flatMap(one => ('stored' in one ? [one.stored] : []));
  if (lookup.isEmpty) return { fresh: fresh.map(one => ({ ...one, stored: null })), known };
  const found = new Map<Incoming, StoredIdentity>();
  const taken = new Set<EntryId>();
  for (const one of incoming) {
    if (!('stored' in one)) continue;
    found.set(one, one.stored);
    taken.add(one.stored.id);
  }

  const withGuid = incoming.filter(one => one.guidKey !== null);
  for (const [guidKey, group] of Map.groupBy(withGuid, one => one.guidKey ?? '')) matchGroup(group, () => lookup.byGuid(guidKey));

  const withoutGuid = incoming.filter(one => one.guidKey === null);
  for (const [linkKey, group] of Map.groupBy(withoutGuid, one => one.linkKey)) {
    matchGroup(group, () => lookup.byLink(linkKey).filter(stored => stored.guidKey === null));
  }

  const unknown = incoming.filter(one => !found.has(one));
  for (const [linkKey, group] of Map.groupBy(unknown, one => one.linkKey)) pairUp(group, lookup.byLink(linkKey), rulesAcrossGuids);

  const strangers = incoming.filter(one => !found.has(one));
  if (strangers.length > 1 && strangers.length * 2 > incoming.length) pairUp(strangers, lookup.recent(), rulesOfMovedFeeds);

  /** One guid (or, without guids, one link): usually one entry on either side, and then it is the same whatever was edited. */
  function matchGroup(group: readonly Incoming[], lookUp: () => readonly StoredIdentity[]): void {
    if (group.every(one => found.has(one))) return;
    const stored = lookUp();
    pairUp(group, stored, group.length === 1 && stored.length === 1 ? [isTheOnly] : rulesWithinGroup);
  }

  function pairUp(group: readonly Incoming[], stored: readonly StoredIdentity[], rules: readonly Rule[]): void {
    for (const { keyOf, isSure, mayBe } of rules) {
      const theirs = Map.groupBy(stored, keyOf);
      for (const [key, ones] of Map.groupBy(group, keyOf)) {
        const candidates = theirs.get(key) ?? [];
        if (key === null || (!isSure && (ones.length > 1 || candidates.length > 1))) continue;
        const left = candidates.filter(candidate => !taken.has(candidate.id)).values();
        for (const one of ones) {
          if (found.has(one)) continue;
          const candidate = left.next().value;
          if (!candidate) break;
          if (mayBe && !mayBe(one, candidate)) continue;
          found.set(one, candidate);
          taken.add(candidate.id);
        }
      }
    }
  }

  return { fresh: fresh.map(one => ({ ...one, stored: found.get(one) ?? null })), known };
}

interface Rule {
  /** Null: the rule does not speak of this one. */
  keyOf(one: Comparable): string | null;
  /** If not, it counts only where nothing else of the document or the store has the key: as entries come and go, what is left over on both sides is not the same. */
  readonly isSure: boolean;
  mayBe?(one: Comparable, stored: Comparable): boolean;
}

const isTheOnly: Rule = { keyOf: () => '', isSure: true };

const rulesWithinGroup: readonly Rule[] = [
  { keyOf: one => one.contentHash, isSure: true },
  { keyOf: one => `${one.linkKey} ${one.title}`, isSure: false },
  { keyOf: one => one.linkKey, isSure: false },
  { keyOf: one => (isTextKey(one.linkKey) && one.title !== '' ? one.title : null), isSure: false },
];

/** For one link. Another guid, date and text under the same title is the next of a series ("Weather today"), not a changed guid. */
const rulesAcrossGuids: readonly Rule[] = [
  { keyOf: one => `${one.title} ${one.contentHash}`, isSure: true },
  { keyOf: one => one.title, isSure: false, mayBe: isOfOneDate },
  { keyOf: one => withoutEdition(one.guid), isSure: false },
];

const rulesOfMovedFeeds: readonly Rule[] = [
  { keyOf: one => (one.title === '' || one.publishedAt === null ? null : `${one.publishedAt} ${one.title}`), isSure: false },
  { keyOf: one => (one.snippet.length < leastSnippet ? null : `${one.title} ${one.snippet}`), isSure: false },
  {
    keyOf: one => (one.title === '' || pathOf(one.url) === null ? null : `${pathOf(one.url)} ${one.title}`),
    isSure: false,
    mayBe: isOfOneDate,
  },
];

/** Shorter beginnings ("Read more") say nothing. */
const leastSnippet = 40;

function isOfOneDate(one: Comparable, stored: Comparable): boolean {
  return one.publishedAt === null || stored.publishedAt === null || one.publishedAt === stored.publishedAt;
}

/** Without the number that counts the editions of one article ("…/articles/c1#2"); null for a guid that has none. */
function withoutEdition(guid: string | null): string | null {
  const found = /^(.+)#\d{1,4}$/.exec(guid?.trim() ?? '');
  return found?.[1] === undefined ? null : withoutScheme(found[1]);
}

/** Null for the home page: it is the link of anything. */
function pathOf(url: string | null): string | null {
  const path = url === null ? undefined : URL.parse(url)?.pathname;
  return path === undefined || path === '/' ? null : path;
}

function withoutRepeats(incoming: readonly Incoming[]): readonly Incoming[] {
  const seen = new Set<string>();
  return incoming.filter(one => {
    const key = repeatKey(one);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Untitled entries under one guid and link are told apart by their text. */
function repeatKey({ guidKey, linkKey, title, contentHash }: Comparable): string {
  return `${guidKey ?? ''} ${linkKey} ${title || contentHash}`;
}

const textPrefix = 'text ';

function isTextKey(linkKey: string): boolean {
  return linkKey.startsWith(textPrefix);
}

function toIncoming(entry: ParsedEntry): Fresh {
  const guid = entry.guid?.trim() || null;
  const url = entry.url?.trim() || null;
  return {
    entry,
    title: entry.title,
    guid,
    url,
    snippet: entry.snippet,
    guidKey: guid === null ? null : key(withoutScheme(guid)),
    publishedAt: dateOf(entry),
    linkKey:
      url === null ? textPrefix + key(entry.title, entry.contentHtml || entry.summaryHtml) : key(withoutTracking(withoutScheme(url))),
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

/** What shops, mail programs and networks add to an address for counting. */
const tracking =
  /([?&])(?:(?:utm_\w+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|twclid|ttclid|igshid|mc_[ce]id|_hs\w+|hsCtaTracking|mkt_tok|vero_id|oly_\w+|at_(?:medium|campaign\w*|bbc\w*|link\w*|format|ptr_name)|cmpid|ncid|xtor|wt_mc|guccounter|phpsessid|sid|sessionid)=[^&#]*&?)+/gi;

function withoutTracking(address: string): string {
  return address
    .replace(/;jsessionid=[^?#/]*/i, '')
    .replace(tracking, '$1')
    .replace(/[?&](?=#|$)/, '');
}

function key(...parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 22);
}
