import type { ParsedEntry } from '../../feed.ts';
import type { EntryId, FeedId, Milliseconds } from '../../protocol/ids.ts';
import type { CheckPlan, FirstUnread } from '../../protocol/subscriptions.ts';
import { type FeedHead, type FreshEntry, freshEntries, idsByPrint, type ReadDocument } from '../../read-document.ts';
import { type Arrival, sortTime, unreadAtFirst } from '../arrival.ts';
import { writeFacts } from '../failure-facts-json.ts';
import { dateOf, type Identified, identifyEntries, type StoredIdentity } from '../identity.ts';
import { identitiesOf, readKnownEntries, saveKnownEntries } from '../known-entries.ts';
import { limitEntry, limitTitle, limitUrl } from '../limits.ts';
import type { Connection } from '../sqlite.ts';
import { lookupIn } from '../stored-identities.ts';
import { areValidatorsSpent } from '../validators-age.ts';
import type { Arrived, CheckOutcome, CheckSaved } from '../write-store.ts';
import { insertEntry, updateEntry } from './entries.ts';
import { noteFailure } from './note-failure.ts';

interface FeedRow {
  readonly etag: string | null;
  readonly last_modified: string | null;
  readonly validators_at: number | null;
  readonly fetched_at: number | null;
  readonly first_unread: string;
  readonly newest_entry_at: number | null;
}

const nothing: CheckSaved = { added: [], updated: 0, wasFirstFetch: false };

/** Entries, validators and the feed's health together; the caller holds the transaction. */
export function saveCheck(connection: Connection, feedId: FeedId, outcome: CheckOutcome, at: Milliseconds, plan: CheckPlan): CheckSaved {
  const feed = connection.get<FeedRow>(
    'SELECT etag, last_modified, validators_at, fetched_at, first_unread, newest_entry_at FROM feed WHERE id = :feedId AND removed_at IS NULL',
    { feedId },
  );
  if (!feed) return nothing;
  switch (outcome.kind) {
    case 'failed':
      saveFailure(connection, feedId, outcome, at, plan);
      return nothing;
    case 'unchanged':
      saveSuccess(connection, feedId, at, plan, outcome, validatorsOfUnchanged(feed, outcome, at));
      return nothing;
    case 'changed': {
      const document = openDocument(connection, feedId, outcome.document);
      if (document === null) return { ...nothing, isOutdated: true };
      saveSuccess(connection, feedId, at, plan, outcome, {
        etag: outcome.etag,
        lastModified: outcome.lastModified,
        validatorsAt: at,
      });
      const saved = saveEntries(connection, feedId, feed, document, at);
      saveFeed(connection, feedId, outcome.document.feed, outcome.bodyHash, newestDate(document.fresh, feed, at), at);
      return saved;
    }
  }
}

interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly validatorsAt: Milliseconds | null;
}

// A 304 repeats the validators or leaves them out. They keep their age then, or a server stuck on 304 would never be asked in full (P10).
function validatorsOfUnchanged(
  feed: FeedRow,
  outcome: { readonly etag: string | null; readonly lastModified: string | null },
  at: Milliseconds,
): Validators {
  const stored = { etag: feed.etag, lastModified: feed.last_modified, validatorsAt: feed.validators_at };
  const wasAskedInFull = feed.validators_at === null || areValidatorsSpent(feed.validators_at, at);
  const isSilent = outcome.etag === null && outcome.lastModified === null;
  const isSame = outcome.etag === feed.etag && outcome.lastModified === feed.last_modified;
  if ((isSilent || isSame) && !wasAskedInFull) return stored;
  return { etag: outcome.etag, lastModified: outcome.lastModified, validatorsAt: isSilent ? null : at };
}

function saveFailure(
  connection: Connection,
  feedId: FeedId,
  { code, message, detail, facts, retryAfterAt }: Extract<CheckOutcome, { kind: 'failed' }>,
  at: Milliseconds,
  plan: CheckPlan,
): void {
  noteFailure(connection, feedId, { code, message: limitTitle(message) }, at);
  connection.run(
    `UPDATE feed SET checked_at = :at, next_check_at = :nextCheckAt, plan_reason = :planReason, retry_after_at = :retryAfterAt, failure_code = :code, failure_message = :message,
       failure_detail = :detail, failure_at = :at, failure_since = coalesce(failure_since, :at), failure_count = failure_count + 1,
       failure_facts = :facts
     WHERE id = :feedId`,
    {
      feedId,
      at,
      nextCheckAt: plan.at,
      planReason: plan.reason,
      retryAfterAt,
      code,
      message: limitTitle(message),
      detail: limitTitle(detail),
      facts: writeFacts(facts ?? {}),
    },
  );
}

function saveSuccess(
  connection: Connection,
  feedId: FeedId,
  at: Milliseconds,
  plan: CheckPlan,
  { movedTo, answerMs = null }: { readonly movedTo: string | null; readonly answerMs?: Milliseconds | null },
  validators: Validators,
): void {
  connection.run(
    `UPDATE feed SET checked_at = :at, next_check_at = :nextCheckAt, plan_reason = :planReason, retry_after_at = NULL, fetched_at = coalesce(fetched_at, :at),
       etag = :etag, last_modified = :lastModified, validators_at = :validatorsAt,
       failure_code = NULL, failure_message = NULL, failure_detail = NULL, failure_at = NULL, failure_since = NULL, failure_count = 0,
       failure_facts = NULL, answer_ms = coalesce(CAST((3 * answer_ms + :answerMs) / 4 AS INTEGER), :answerMs, answer_ms)
     WHERE id = :feedId`,
    { feedId, at, answerMs, nextCheckAt: plan.at, planReason: plan.reason, ...validators },
  );
  const feedUrl = limitUrl(movedTo);
  if (feedUrl === null) return;
  connection.run(
    `INSERT OR REPLACE INTO former_address (feed_url, feed_id)
     SELECT feed_url, id FROM feed WHERE id = :feedId AND NOT EXISTS (SELECT 1 FROM feed WHERE feed_url = :feedUrl)`,
    { feedId, feedUrl },
  );
  connection.run('UPDATE feed SET feed_url = :feedUrl WHERE id = :feedId AND NOT EXISTS (SELECT 1 FROM feed WHERE feed_url = :feedUrl)', {
    feedId,
    feedUrl,
  });
}

function saveFeed(
  connection: Connection,
  feedId: FeedId,
  feed: FeedHead,
  bodyHash: string,
  newestEntryAt: Milliseconds | null,
  at: Milliseconds,
): void {
  connection.run(
    `UPDATE feed SET title = iif(:title = '', title, :title), user_title = nullif(user_title, :title), description = :description,
       site_url = coalesce(:siteUrl, site_url), language = :language, image_url = :imageUrl, kind = :kind, format = :format, ttl_minutes = :ttlMinutes,
       skip_hours = :skipHours, skip_days = :skipDays,
       body_hash = :bodyHash, changed_at = :at, newest_entry_at = :newestEntryAt
     WHERE id = :feedId`,
    {
      feedId,
      title: limitTitle(feed.title),
      description: limitTitle(feed.description),
      siteUrl: limitUrl(feed.siteUrl),
      language: feed.language === null ? null : feed.language.slice(0, 64),
      imageUrl: limitUrl(feed.imageUrl),
      kind: feed.kind,
      format: feed.format.slice(0, 64),
      ttlMinutes: feed.ttlMinutes === null || !Number.isFinite(feed.ttlMinutes) ? null : Math.trunc(feed.ttlMinutes),
      skipHours: feed.skipHours.length === 0 ? null : JSON.stringify(feed.skipHours),
      skipDays: feed.skipDays.length === 0 ? null : JSON.stringify(feed.skipDays),
      bodyHash,
      newestEntryAt,
      at,
    },
  );
}

/** Those that are known count already. */
function newestDate(fresh: readonly FreshEntry[], { newest_entry_at }: FeedRow, at: Milliseconds): Milliseconds | null {
  let newest = newest_entry_at;
  for (const { entry } of fresh) {
    const date = Math.min(dateOf(entry) ?? at, at);
    if (newest === null || date > newest) newest = date;
  }
  return newest;
}

interface OpenDocument {
  readonly document: ReadDocument;
  readonly fresh: readonly FreshEntry[];
  /** By place in the document; 0 for those that are fresh. */
  readonly ids: Float64Array;
  /** Those that are known, where there are fresh ones to be told from them. */
  readonly known: ReadonlyMap<EntryId, StoredIdentity>;
}

/** Null when an entry that was taken for known is not: it was removed meanwhile, or another answer was stored. */
function openDocument(connection: Connection, feedId: FeedId, document: ReadDocument): OpenDocument | null {
  const fresh = freshEntries(document);
  const ids = new Float64Array(document.prints.length);
  if (fresh.length === ids.length) return { document, fresh, ids, known: new Map() };
  const stored = readKnownEntries(connection, feedId);
  if (stored === null) return null;
  const idOf = idsByPrint(stored);
  const isFresh = new Set(fresh.map(({ at }) => at));
  for (const [at, print] of document.prints.entries()) {
    if (isFresh.has(at)) continue;
    const id = idOf.get(print);
    if (id === undefined) return null;
    ids[at] = id;
  }
  const wanted = fresh.length === 0 ? [] : [...new Set(ids)].filter(id => id !== 0);
  const known = new Map(identitiesOf(connection, wanted).map(one => [one.id, one]));
  return known.size === wanted.length ? { document, fresh, ids, known } : null;
}

function saveEntries(
  connection: Connection,
  feedId: FeedId,
  { fetched_at, first_unread }: FeedRow,
  opened: OpenDocument,
  at: Milliseconds,
): CheckSaved {
  const { document, fresh } = opened;
  const isFirstFetch = fetched_at === null;
  const places = new Map(fresh.map(one => [limitEntry(one.entry), one.at]));
  const ids = opened.ids.slice();
  const told = identifyEntries(inPlaces(opened, places), lookupIn(connection, feedId));
  const note = ({ entry }: Identified, id: EntryId) => {
    ids[places.get(entry) ?? 0] = id;
  };
  let updated = 0;
  for (const one of told.fresh) {
    if (one.stored === null) continue;
    if (updateEntry(connection, { ...one, stored: one.stored })) updated += 1;
    note(one, one.stored.id);
  }
  const strangers = told.fresh.filter(one => one.stored === null);
  const arrived = isFirstFetch ? firstArrivals(strangers, first_unread as FirstUnread, at) : strangers.map(one => laterArrival(one, at));
  const added = inOrderOfIds(arrived).map(arrival => {
    const id = insertEntry(connection, feedId, arrival, at);
    note(arrival, id);
    return toArrived(feedId, arrival, id);
  });
  if (fresh.length > 0) forgetRepetitions(opened, told.known, ids);
  saveKnownEntries(connection, feedId, {
    prints: document.prints.map((print, place) => (ids[place] === 0 ? 0n : print)),
    dates: document.dates,
    ids,
  });
  return { added, updated, wasFirstFetch: isFirstFetch };
}

/** All entries in document order; the known ones as they are stored, if there are fresh ones beside them. */
function inPlaces({ ids, known }: OpenDocument, places: ReadonlyMap<ParsedEntry, number>): readonly (ParsedEntry | StoredIdentity)[] {
  const all: (ParsedEntry | StoredIdentity | undefined)[] = Array.from(ids, id => known.get(id));
  for (const [entry, place] of places) all[place] = entry;
  return all.filter(one => one !== undefined);
}

/** What repeats another entry is read again each time: which of the two is left when one goes cannot be told beforehand. */
function forgetRepetitions({ ids: given }: OpenDocument, stands: readonly StoredIdentity[], ids: Float64Array): void {
  const standing = new Set(stands.map(({ id }) => id));
  for (const [place, id] of given.entries()) if (id !== 0 && !standing.has(id)) ids[place] = 0;
}

function firstArrivals(fresh: readonly Identified[], firstUnread: FirstUnread, at: Milliseconds): readonly Arrival[] {
  const dates = fresh.map(one => dateOf(one.entry));
  const unread = unreadAtFirst(dates, firstUnread, at);
  return fresh.map((one, index) => {
    const publishedAt = dates[index] ?? null;
    return { ...one, publishedAt, sortAt: sortTime(publishedAt, at, true), isRead: !unread.has(index) };
  });
}

function laterArrival(one: Identified, at: Milliseconds): Arrival {
  const publishedAt = dateOf(one.entry);
  return { ...one, publishedAt, sortAt: sortTime(publishedAt, at, false), isRead: false };
}

// Where times are equal, higher ids stand nearer to the newest end: there belongs what is dated later, or stands first in the document.
function inOrderOfIds(arrived: readonly Arrival[]): readonly Arrival[] {
  return arrived.toReversed().sort((a, b) => a.sortAt - b.sortAt || (a.publishedAt ?? a.sortAt) - (b.publishedAt ?? b.sortAt));
}

function toArrived(
  feedId: FeedId,
  { entry, publishedAt }: { readonly entry: ParsedEntry; readonly publishedAt: Milliseconds | null },
  id: number,
): Arrived {
  return { id, feedId, title: entry.title, publishedAt };
}
