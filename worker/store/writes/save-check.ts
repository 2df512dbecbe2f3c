import type { ParsedEntry, ParsedFeed } from '../../feed.ts';
import type { CheckPlan, FeedId, FirstUnread, Milliseconds } from '../../protocol/model.ts';
import { type Arrival, sortTime, unreadAtFirst } from '../arrival.ts';
import { writeFacts } from '../failure-facts-json.ts';
import { dateOf, type Identified, identifyEntries } from '../identity.ts';
import { limitEntry, limitTitle, limitUrl } from '../limits.ts';
import type { Connection } from '../sqlite.ts';
import type { Arrived, CheckOutcome, CheckSaved } from '../store.ts';
import { lookupIn } from '../stored-identities.ts';
import { areValidatorsSpent } from '../validators-age.ts';
import { insertEntry, updateEntry } from './entries.ts';

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
      saveSuccess(connection, feedId, at, plan, outcome.movedTo, validatorsOfUnchanged(feed, outcome, at));
      return nothing;
    case 'changed': {
      saveSuccess(connection, feedId, at, plan, outcome.movedTo, {
        etag: outcome.etag,
        lastModified: outcome.lastModified,
        validatorsAt: at,
      });
      const saved = saveEntries(connection, feedId, feed, outcome.feed, at);
      saveFeed(connection, feedId, outcome.feed, outcome.bodyHash, newestDate(outcome.feed, feed, at), at);
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
  movedTo: string | null,
  validators: Validators,
): void {
  connection.run(
    `UPDATE feed SET checked_at = :at, next_check_at = :nextCheckAt, plan_reason = :planReason, retry_after_at = NULL, fetched_at = coalesce(fetched_at, :at),
       etag = :etag, last_modified = :lastModified, validators_at = :validatorsAt,
       failure_code = NULL, failure_message = NULL, failure_detail = NULL, failure_at = NULL, failure_since = NULL, failure_count = 0,
       failure_facts = NULL
     WHERE id = :feedId`,
    { feedId, at, nextCheckAt: plan.at, planReason: plan.reason, ...validators },
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
  feed: ParsedFeed,
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

function newestDate(feed: ParsedFeed, { newest_entry_at }: FeedRow, at: Milliseconds): Milliseconds | null {
  let newest = newest_entry_at;
  for (const entry of feed.entries) {
    const date = Math.min(dateOf(entry) ?? at, at);
    if (newest === null || date > newest) newest = date;
  }
  return newest;
}

function saveEntries(
  connection: Connection,
  feedId: FeedId,
  { fetched_at, first_unread }: FeedRow,
  feed: ParsedFeed,
  at: Milliseconds,
): CheckSaved {
  const isFirstFetch = fetched_at === null;
  const identified = identifyEntries(feed.entries.map(limitEntry), lookupIn(connection, feedId));
  let updated = 0;
  for (const one of identified) {
    if (one.stored && updateEntry(connection, { ...one, stored: one.stored })) updated += 1;
  }
  const fresh = identified.filter(one => one.stored === null);
  const arrived = isFirstFetch ? firstArrivals(fresh, first_unread as FirstUnread, at) : fresh.map(one => laterArrival(one, at));
  const added = inOrderOfIds(arrived).map(arrival => toArrived(feedId, arrival, insertEntry(connection, feedId, arrival, at)));
  return { added, updated, wasFirstFetch: isFirstFetch };
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
