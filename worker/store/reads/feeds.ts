import type { Picture } from '../../protocol/entries.ts';
import type { FailureCode } from '../../protocol/failures.ts';
import type { FeedId, FolderId, Milliseconds } from '../../protocol/ids.ts';
import type { Settings } from '../../protocol/settings.ts';
import type {
  FirstUnread,
  Folder,
  PlanReason,
  Subscription,
  SubscriptionCounts,
  SubscriptionTree,
  UnreadCounts,
} from '../../protocol/subscriptions.ts';
import { readFacts } from '../failure-facts-json.ts';
import { apartFeeds, hasArticles, hiddenFeeds } from '../feed-terms.ts';
import { feedsInFolder } from '../feeds-in-folder.ts';
import { paceFromText, paceText } from '../pace-text.ts';
import { retentionFromText } from '../retention-text.ts';
import { readSettings } from '../settings.ts';
import type { Connection } from '../sqlite.ts';
import type { FeedRecord, StoredFailure } from '../store.ts';
import { type FeedRules, folderRulesSql, readFeedRules } from './feed-rules.ts';
import { titleOf } from './feed-title.ts';
import { readKeptFeeds } from './kept.ts';
import { readLabels } from './labels.ts';

interface SubscriptionColumns {
  readonly id: number;
  readonly feed_url: string;
  readonly site_url: string | null;
  readonly title: string;
  readonly user_title: string | null;
  readonly language: string | null;
  readonly folder_id: number | null;
  readonly position: number;
  readonly unread: number;
  readonly icon_version: number | null;
  readonly added_at: number;
  readonly checked_at: number | null;
  readonly next_check_at: number | null;
  readonly plan_reason: string | null;
  readonly pace: string | null;
  readonly is_paused: number;
  readonly is_apart: number;
  readonly retention: string | null;
  readonly full_text: number | null;
  readonly newest_entry_at: number | null;
  readonly failure_code: string | null;
  readonly failure_message: string | null;
  readonly failure_detail: string | null;
  readonly failure_at: number | null;
  readonly failure_since: number | null;
  readonly failure_count: number;
}

const subscriptionSql = `
  SELECT feed.id, feed_url, site_url, title, user_title, language, folder_id, position, feed_count.unread, icon_version, added_at, checked_at, next_check_at,
    plan_reason, pace, is_paused, is_apart, retention, full_text, newest_entry_at, failure_code, failure_message, failure_detail, failure_at, failure_since, failure_count
  FROM feed JOIN feed_count ON feed_count.feed_id = feed.id
  WHERE removed_at IS NULL`;

/** A folder is there as long as a feed is in it, or in a folder in it: so it goes and comes back with its last feed. One that the user made stays. */
const foldersSql = `
  WITH RECURSIVE used (id) AS (
    SELECT folder_id FROM feed WHERE removed_at IS NULL
    UNION
    SELECT id FROM folder WHERE is_made = 1 AND removed_at IS NULL
    UNION
    SELECT parent_id FROM folder JOIN used ON used.id = folder.id)
  SELECT id, parent_id AS parentId, title, position, pace, is_paused AS isPaused, retention, full_text AS fullText FROM folder
  WHERE removed_at IS NULL AND id IN used ORDER BY position, id`;

export function readSubscriptions(connection: Connection, todayFrom: Milliseconds): SubscriptionTree {
  const folders = connection.all<FolderColumns>(foldersSql);
  const rules = readFeedRules(connection);
  const subscriptions = connection
    .all<SubscriptionColumns>(`${subscriptionSql} ORDER BY position, feed.id`)
    .map(row => toSubscription(row, rules(ruledBy(row))));
  return {
    folders: folders.map(({ id, parentId, title, position, pace, isPaused, retention, fullText }) => {
      const rules = {
        pace: paceFromText(pace),
        isPaused: isPaused === 1,
        retention: retentionFromText(retention),
        fullText: flag(fullText),
      };
      return { id, parentId, title, position, ...rules };
    }),
    subscriptions,
    kept: readKeptFeeds(connection),
    labels: readLabels(connection),
    counts: readViewCounts(connection, todayFrom),
  };
}

/** What of `readSubscriptions` changes with the state of entries alone. */
export function readCounts(connection: Connection, todayFrom: Milliseconds): SubscriptionCounts {
  const feeds = connection.all<{ feedId: FeedId; unread: number }>(
    `SELECT feed_id AS feedId, unread FROM feed_count JOIN feed ON feed.id = feed_count.feed_id
     WHERE feed.removed_at IS NULL AND unread > 0`,
  );
  return {
    feeds: feeds.map(({ feedId, unread }) => [feedId, unread]),
    labels: readLabels(connection),
    counts: readViewCounts(connection, todayFrom),
  };
}

function readViewCounts(connection: Connection, todayFrom: Milliseconds): UnreadCounts {
  const counts = connection.get<UnreadCounts>(
    `SELECT coalesce(sum(unread) FILTER (WHERE is_apart = 0), 0) AS unread, coalesce(sum(starred), 0) AS starred, coalesce(sum(later), 0) AS later,
       (SELECT count(*) FROM entry_state INDEXED BY state_unread_time WHERE is_read = 0 AND sort_at >= :todayFrom
          AND feed_id NOT IN (${hiddenFeeds}) AND feed_id NOT IN (${apartFeeds})) AS today
     FROM feed_count JOIN feed ON feed.id = feed_count.feed_id WHERE ${hasArticles}`,
    { todayFrom },
  );
  return counts ?? { unread: 0, today: 0, starred: 0, later: 0 };
}

export function readSubscription(connection: Connection, feedId: FeedId): Subscription | null {
  const row = connection.get<SubscriptionColumns>(`${subscriptionSql} AND feed.id = :feedId`, { feedId });
  return row ? toSubscription(row, readFeedRules(connection)(ruledBy(row))) : null;
}

interface FolderColumns extends Omit<Folder, 'pace' | 'isPaused' | 'retention' | 'fullText'> {
  readonly fullText: number | null;
  readonly retention: string | null;
  readonly pace: string | null;
  readonly isPaused: number;
}

function flag(value: number | null): boolean | null {
  return value === null ? null : value === 1;
}

function ruledBy({ pace, is_paused, folder_id }: SubscriptionColumns) {
  return { pace, isPaused: is_paused, folderId: folder_id };
}

function toSubscription(row: SubscriptionColumns, rules: FeedRules): Subscription {
  return {
    feedId: row.id,
    feedUrl: row.feed_url,
    siteUrl: row.site_url,
    title: titleOf(row.user_title, row.title, row.feed_url),
    language: row.language,
    folderId: row.folder_id,
    position: row.position,
    unreadCount: row.unread,
    iconVersion: row.icon_version,
    addedAt: row.added_at,
    checkedAt: row.checked_at,
    ...rules,
    retention: retentionFromText(row.retention),
    fullText: flag(row.full_text),
    isApart: row.is_apart === 1,
    plan:
      rules.isHeld || rules.effectivePace.kind === 'by-hand'
        ? null
        : {
            at: row.next_check_at ?? row.added_at,
            reason: reasonOf({ planReason: row.plan_reason, failureCount: row.failure_count, checkedAt: row.checked_at }),
          },
    newestEntryAt: row.newest_entry_at,
    failure:
      row.failure_code === null
        ? null
        : {
            code: row.failure_code as FailureCode,
            message: row.failure_message ?? '',
            detail: row.failure_detail ?? '',
            at: row.failure_at ?? 0,
            since: row.failure_since ?? 0,
            count: row.failure_count,
          },
  };
}

/** Plans made before reasons were stored are told by what happened last. */
function reasonOf(feed: {
  readonly planReason: string | null;
  readonly failureCount: number;
  readonly checkedAt: number | null;
}): PlanReason {
  if (feed.planReason !== null) return feed.planReason as PlanReason;
  if (feed.failureCount > 0) return 'back-off';
  return feed.checkedAt === null ? 'new' : 'rhythm';
}

const feedSql = `
  WITH RECURSIVE ${folderRulesSql}
  SELECT feed.id AS feedId, feed_url AS feedUrl, title, user_title AS userTitle, etag, last_modified AS lastModified, validators_at AS validatorsAt,
    body_hash AS bodyHash, checked_at AS checkedAt, asked_at AS askedAt, changed_at AS changedAt, next_check_at AS nextCheckAt, retry_after_at AS retryAfterAt,
    plan_reason AS planReason, feed.pace AS ownPace, coalesce(feed.pace, folder_rule.pace) AS pace, max(feed.is_paused, coalesce(folder_rule.is_paused, 0)) AS isPaused,
    ttl_minutes AS ttlMinutes, skip_hours AS skipHours, skip_days AS skipDays, newest_entry_at AS newestEntryAt, failure_count AS failureCount, failure_code AS failureCode, fetched_at AS fetchedAt, icon_checked_at AS iconCheckedAt, site_url AS siteUrl, first_unread AS firstUnread
  FROM feed LEFT JOIN folder_rule ON folder_rule.id = feed.folder_id
  WHERE removed_at IS NULL`;

interface FeedColumns extends Omit<FeedRecord, 'wasFetched' | 'planReason' | 'pace' | 'hasOwnPace' | 'isHeld' | 'skip'> {
  readonly planReason: string | null;
  readonly skipHours: string | null;
  readonly skipDays: string | null;
  readonly ownPace: string | null;
  readonly pace: string | null;
  readonly isPaused: number;
  readonly userTitle: string | null;
  readonly fetchedAt: number | null;
}

function toFeedRecord({ pace, refreshPaused }: Pick<Settings, 'pace' | 'refreshPaused'>) {
  return ({ userTitle, fetchedAt, ownPace, isPaused, skipHours, skipDays, ...row }: FeedColumns): FeedRecord => ({
    ...row,
    planReason: reasonOf(row),
    skip: { hours: numbers(skipHours), days: numbers(skipDays) },
    pace: paceFromText(row.pace) ?? pace,
    hasOwnPace: ownPace !== null,
    isHeld: refreshPaused || isPaused === 1,
    title: titleOf(userTitle, row.title, row.feedUrl),
    wasFetched: fetchedAt !== null,
    firstUnread: row.firstUnread as FirstUnread,
  });
}

export function readFeed(connection: Connection, feedId: FeedId): FeedRecord | null {
  const row = connection.get<FeedColumns>(`${feedSql} AND feed.id = :feedId`, { feedId });
  return row ? toFeedRecord(readSettings(connection))(row) : null;
}

export function readFeedAddresses(connection: Connection): readonly string[] {
  const rows = connection.all<{ feed_url: string }>(
    `SELECT feed_url FROM feed WHERE removed_at IS NULL
     UNION ALL SELECT former_address.feed_url FROM former_address JOIN feed ON feed.id = feed_id WHERE removed_at IS NULL`,
  );
  return rows.map(row => row.feed_url);
}

export function readFailure(connection: Connection, feedId: FeedId): StoredFailure | null {
  const row = connection.get<{ code: string | null; count: number; facts: string | null }>(
    `SELECT failure_code AS code, failure_count AS count, failure_facts AS facts FROM feed WHERE id = :feedId AND removed_at IS NULL`,
    { feedId },
  );
  return row === undefined || row.code === null ? null : { code: row.code as FailureCode, count: row.count, facts: readFacts(row.facts) };
}

export function readFeedIdByUrl(connection: Connection, feedUrl: string): FeedId | null {
  return connection.get<{ id: number }>('SELECT id FROM feed WHERE feed_url = :feedUrl AND removed_at IS NULL', { feedUrl })?.id ?? null;
}

function numbers(json: string | null): readonly number[] {
  return json === null ? [] : JSON.parse(json);
}

/** Neither paused nor by hand only. */
const isAskedByItself = `feed.id NOT IN (SELECT value FROM json_each(:except)) AND feed.is_paused = 0 AND coalesce(folder_rule.is_paused, 0) = 0 AND coalesce(feed.pace, folder_rule.pace, :pace) <> 'by-hand'`;

/** A feed that was never given a time is due at once. */
export function readDueFeeds(
  connection: Connection,
  now: Milliseconds,
  limit: number,
  except: readonly FeedId[] = [],
): readonly FeedRecord[] {
  const settings = readSettings(connection);
  return connection
    .all<FeedColumns>(
      `${feedSql} AND coalesce(next_check_at, 0) <= :now AND ${isAskedByItself} ORDER BY coalesce(next_check_at, 0), feed.id LIMIT :limit`,
      { now, limit, pace: paceText(settings.pace), except: JSON.stringify(except) },
    )
    .map(toFeedRecord(settings));
}

export function readEarliestCheckAt(connection: Connection, except: readonly FeedId[] = []): Milliseconds | null {
  const earliest = connection.get<{ at: number }>(
    `WITH RECURSIVE ${folderRulesSql}
     SELECT coalesce(next_check_at, 0) AS at FROM feed LEFT JOIN folder_rule ON folder_rule.id = feed.folder_id
     WHERE removed_at IS NULL AND ${isAskedByItself} ORDER BY coalesce(next_check_at, 0) LIMIT 1`,
    { pace: paceText(readSettings(connection).pace), except: JSON.stringify(except) },
  );
  return earliest?.at ?? null;
}

/** Walks an index backwards, as a list does. */
export function readNewestDates(connection: Connection, feedId: FeedId, limit: number): readonly Milliseconds[] {
  return connection
    .all<{ at: number }>(
      'SELECT sort_at AS at FROM entry_state INDEXED BY state_feed_time WHERE feed_id = :feedId ORDER BY sort_at DESC LIMIT :limit',
      { feedId, limit },
    )
    .map(row => row.at);
}

export function readFeedsIn(
  connection: Connection,
  scope: { readonly kind: 'all' } | { readonly kind: 'folder'; readonly folderId: FolderId },
): readonly FeedRecord[] {
  const settings = readSettings(connection);
  if (scope.kind === 'all') return connection.all<FeedColumns>(`${feedSql} ORDER BY position, feed.id`).map(toFeedRecord(settings));
  return connection
    .all<FeedColumns>(`${feedSql} AND feed.id IN (SELECT value FROM json_each(:feedIds)) ORDER BY position, feed.id`, {
      feedIds: JSON.stringify(feedsInFolder(connection, scope.folderId)),
    })
    .map(toFeedRecord(settings));
}

export function readUnreadTotal(connection: Connection): number {
  return (
    connection.get<{ unread: number }>(
      `SELECT coalesce(sum(unread), 0) AS unread FROM feed_count JOIN feed ON feed.id = feed_count.feed_id WHERE ${hasArticles} AND is_apart = 0`,
    )?.unread ?? 0
  );
}

export function readSizes(connection: Connection): { readonly feeds: number; readonly entries: number } {
  const sizes = connection.get<{ feeds: number; entries: number }>(
    `SELECT count(*) FILTER (WHERE removed_at IS NULL) AS feeds, coalesce(sum(entries), 0) AS entries
     FROM feed_count JOIN feed ON feed.id = feed_count.feed_id WHERE ${hasArticles}`,
  );
  return { feeds: sizes?.feeds ?? 0, entries: sizes?.entries ?? 0 };
}

export function readIcon(connection: Connection, feedId: FeedId): Picture | null {
  const icon = connection.get<{ type: string; bytes: Uint8Array }>(
    `SELECT type, bytes FROM icon JOIN feed ON feed.id = icon.feed_id WHERE feed_id = :feedId AND ${hasArticles}`,
    { feedId },
  );
  return icon ? { type: icon.type as Picture['type'], bytes: icon.bytes } : null;
}
