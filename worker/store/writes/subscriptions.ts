import { FeedError } from '../../errors.ts';
import type { Change } from '../../protocol/history.ts';
import type { ChangeId, FeedId, FolderId, Milliseconds } from '../../protocol/ids.ts';
import type { CheckPlan, FirstUnread } from '../../protocol/subscriptions.ts';
import { feedKey } from '../../text/feed-key.ts';
import { unpackJson } from '../../text/packed-json.ts';
import { hasLabel } from '../feed-terms.ts';
import { limitTitle, limitUrl } from '../limits.ts';
import { countMarked } from '../reads/kept.ts';
import type { Connection } from '../sqlite.ts';
import type { OutlineToImport, WriteStore } from '../write-store.ts';
import { addChange, setChangeCount } from './changes.ts';
import { saveCheck } from './save-check.ts';

interface FeedRow {
  readonly id: FeedId;
  readonly removed_at: number | null;
}

/** P4: no feed is asked by itself more often, however often it is removed and imported again. */
const shortestGapMs = 60 * 60_000;

type AddRequest = Parameters<WriteStore['addSubscription']>[0];
type Added = Awaited<ReturnType<WriteStore['addSubscription']>>;
type Imported = Awaited<ReturnType<WriteStore['importOutlines']>>;

/** Subscribes, and stores the answer that was fetched already. A feed that was unsubscribed earlier comes back with its entries and their states. */
export function addSubscription(connection: Connection, request: AddRequest): Added {
  const { feedUrl, firstUnread, outcome, at, plan } = request;
  const known = feedByUrl(connection, feedUrl) ?? unsubscribedLike(connection, feedUrl);
  if (known && known.removed_at === null) return { feedId: known.id, change: { id: 0, kind: 'subscribe', count: 0 }, wasSubscribed: true };
  const { id: changeId, count } = joined(connection, request.joins ?? null) ?? begun(connection, at);
  const folderId = chooseFolder(connection, request.folder, changeId);
  const feedId = subscribe(connection, { feedUrl, known, folderId, firstUnread, title: null, siteUrl: null, at, plan, changeId });
  if (outcome) saveCheck(connection, feedId, outcome, at, plan);
  return { feedId, change: { id: changeId, kind: 'subscribe', count }, wasSubscribed: false };
}

interface Subscribing {
  readonly id: ChangeId;
  /** Feeds, this one included. */
  readonly count: number;
}

function begun(connection: Connection, at: Milliseconds): Subscribing {
  return { id: addChange(connection, 'subscribe', 'command', 1, at), count: 1 };
}

function joined(connection: Connection, changeId: ChangeId | null): Subscribing | undefined {
  const [change] = connection.all<Subscribing>(
    `UPDATE change SET count = count + 1 WHERE id = :changeId AND kind = 'subscribe' AND undone_at IS NULL RETURNING id, count`,
    { changeId },
  );
  return change;
}

/** Of a feed: articles of it went with it. */
export const isAside = 'EXISTS (SELECT 1 FROM entry_removed WHERE entry_removed.feed_id = feed.id AND with_feed = 1)';

/**
 * Hides the feeds and all they hold until `undo` or a new subscription brings them back.
 * @param keeps what is starred, for later or labelled stays, as soon as the feeds are settled (settle-feeds.ts)
 */
export function removeSubscriptions(
  connection: Connection,
  feedIds: readonly FeedId[],
  at: Milliseconds,
  keeps = false,
  folderIds: readonly FolderId[] = [],
): Change {
  const feeds = connection.all<{ id: number }>(
    'SELECT id FROM feed WHERE id IN (SELECT value FROM json_each(:feedIds)) AND removed_at IS NULL',
    {
      feedIds: JSON.stringify(feedIds),
    },
  );
  if (feeds.length === 0) return { id: 0, kind: 'unsubscribe', count: 0 };
  const changeId = addChange(connection, 'unsubscribe', 'command', feeds.length, at);
  for (const { id } of feeds) {
    journalFeed(connection, changeId, id);
    const settling = keeps && (countMarked(connection, [id]) > 0 || hasDeletedMarked(connection, id)) ? 'keep' : null;
    connection.run('UPDATE feed SET removed_at = :at, change_id = :changeId, keeps = 0, settling = :settling WHERE id = :id', {
      id,
      at,
      changeId,
      settling,
    });
  }
  if (folderIds.length > 0) removeMadeFolders(connection, changeId, folderIds, at);
  return { id: changeId, kind: 'unsubscribe', count: feeds.length };
}

/** Of articles that can still come back. */
function hasDeletedMarked(connection: Connection, feedId: FeedId): boolean {
  const isMarked = `(state ->> 'is_starred' = 1 OR state ->> 'is_later' = 1 OR ${hasLabel('entry_removed.entry_id')})`;
  return (
    connection.get(`SELECT 1 FROM entry_removed WHERE feed_id = :feedId AND with_feed = 0 AND state IS NOT NULL AND ${isMarked} LIMIT 1`, {
      feedId,
    }) !== undefined
  );
}

/** Others go with their last feed. */
function removeMadeFolders(connection: Connection, changeId: ChangeId, folderIds: readonly FolderId[], at: Milliseconds): void {
  connection.run(
    `WITH RECURSIVE inside (id) AS (
       SELECT value FROM json_each(:folderIds) UNION SELECT folder.id FROM folder JOIN inside ON folder.parent_id = inside.id)
     INSERT INTO change_folder (change_id, folder_id, was, became)
     SELECT :changeId, id, json_object('removed_at', NULL), json_object('removed_at', :at) FROM folder
     WHERE id IN (SELECT id FROM inside) AND is_made = 1 AND removed_at IS NULL`,
    { changeId, folderIds: JSON.stringify(folderIds), at },
  );
  connection.run('UPDATE folder SET removed_at = :at WHERE id IN (SELECT folder_id FROM change_folder WHERE change_id = :changeId)', {
    changeId,
    at,
  });
}

/** All or nothing (O1); what is subscribed already stays as it is (O2). */
export function importOutlines(
  connection: Connection,
  given: readonly OutlineToImport[] | Uint8Array,
  firstUnread: FirstUnread,
  at: Milliseconds,
): Imported {
  const outlines = given instanceof Uint8Array ? unpackJson<readonly OutlineToImport[]>(given) : given;
  const changeId = addChange(connection, 'import', 'command', 0, at);
  const { added, alreadySubscribed } = addOutlines(connection, outlines, firstUnread, at, changeId);
  const change: Change = { id: added === 0 ? 0 : changeId, kind: 'import', count: added };
  if (added === 0) connection.run('DELETE FROM change WHERE id = :changeId', { changeId });
  else setChangeCount(connection, changeId, added);
  const folders = connection.get<{ added: number }>('SELECT count(*) AS added FROM change_folder WHERE change_id = :changeId', {
    changeId,
  });
  return { change, added, alreadySubscribed, foldersAdded: folders?.added ?? 0 };
}

/** As part of a change. */
export function addOutlines(
  connection: Connection,
  outlines: readonly OutlineToImport[],
  firstUnread: FirstUnread,
  at: Milliseconds,
  changeId: ChangeId,
): { readonly added: number; readonly alreadySubscribed: number } {
  const knownByKey = feedsByKey(connection);
  const foldersByPath = new Map<string, FolderId | null>();
  let added = 0;
  let alreadySubscribed = 0;

  function folderAt(path: readonly string[]): FolderId | null {
    if (path.length === 0) return null;
    const key = JSON.stringify(path);
    const found = foldersByPath.get(key);
    if (found !== undefined) return found;
    const id = folderNamed(connection, folderAt(path.slice(0, -1)), path.at(-1) ?? '', changeId);
    foldersByPath.set(key, id);
    return id;
  }

  for (const { feedUrl, title, siteUrl, path, firstCheckInMs = 0 } of outlines) {
    const key = feedKey(feedUrl);
    const known = knownByKey.get(key);
    if (known?.isSubscribed) {
      alreadySubscribed += 1;
      continue;
    }
    const plan: CheckPlan = { at: at + firstCheckInMs, reason: 'new' };
    const feed = { feedUrl, known, folderId: folderAt(path), firstUnread, title, siteUrl, at, plan, changeId };
    const id = subscribe(connection, feed);
    if (known) known.isSubscribed = true;
    else knownByKey.set(key, { id, isSubscribed: true });
    added += 1;
  }
  return { added, alreadySubscribed };
}

interface KnownFeed extends Pick<FeedRow, 'id'> {
  isSubscribed: boolean;
}

/** Every feed by its addresses, those that it has moved away from included; of two with one key the subscribed one. */
export function feedsByKey(connection: Connection): Map<string, KnownFeed> {
  const rows = connection.all<FeedRow & { readonly url: string }>(
    `SELECT id, removed_at, feed_url AS url FROM feed
     UNION ALL SELECT feed.id, removed_at, former_address.feed_url AS url FROM former_address JOIN feed ON feed.id = former_address.feed_id`,
  );
  const byId = new Map(rows.map(({ id, removed_at }) => [id, { id, isSubscribed: removed_at === null }]));
  const byKey = new Map<string, KnownFeed>();
  for (const { url, id } of rows) {
    const key = feedKey(url);
    const feed = byId.get(id);
    if (feed && !byKey.get(key)?.isSubscribed) byKey.set(key, feed);
  }
  return byKey;
}

interface NewSubscription {
  readonly feedUrl: string;
  readonly known: Pick<FeedRow, 'id'> | undefined;
  readonly folderId: FolderId | null;
  readonly firstUnread: FirstUnread;
  /** From an import: the user's own word for the feed, until the feed is found to say the same. */
  readonly title: string | null;
  readonly siteUrl: string | null;
  readonly at: Milliseconds;
  readonly plan: CheckPlan;
  readonly changeId: ChangeId;
}

function subscribe(connection: Connection, feed: NewSubscription): FeedId {
  const { feedUrl, known, folderId, firstUnread, at, plan, changeId } = feed;
  const parameters = {
    folderId,
    firstUnread,
    at,
    nextCheckAt: plan.at,
    planReason: plan.reason,
    changeId,
    title: feed.title ? limitTitle(feed.title) : null,
    siteUrl: limitUrl(feed.siteUrl),
  };
  if (!known) {
    const { id } = connection.run(
      `INSERT INTO feed (feed_url, site_url, user_title, folder_id, position, first_unread, added_at, next_check_at, plan_reason, change_id)
       VALUES (:feedUrl, :siteUrl, :title, :folderId, (SELECT coalesce(max(position), 0) + 1 FROM feed), :firstUnread, :at, :nextCheckAt, :planReason, :changeId)`,
      { ...parameters, feedUrl },
    );
    connection.run('INSERT INTO change_feed (change_id, feed_id, was_removed_at) VALUES (:changeId, :id, :at)', { changeId, id, at });
    return id;
  }
  journalFeed(connection, changeId, known.id);
  // Its next answer counts as a first one: what was missed meanwhile is not all news. A promise to wait (P8) still holds, and so does the floor of the pace (P4).
  connection.run(
    `UPDATE feed SET removed_at = NULL, keeps = 0, settling = iif(${isAside}, 'return', NULL), change_id = :changeId, folder_id = :folderId, position = (SELECT coalesce(max(position), 0) + 1 FROM feed),
       first_unread = :firstUnread, added_at = :at, next_check_at = max(:nextCheckAt, coalesce(retry_after_at, 0), (SELECT iif(asked BETWEEN :at - floor AND :at, asked + floor, 0) FROM (SELECT max(coalesce(checked_at, 0), coalesce(asked_at, 0)) AS asked, iif(coalesce(etag, last_modified) IS NULL, 2 * :floor, :floor) AS floor))), plan_reason = :planReason,
       fetched_at = NULL,
       user_title = coalesce(:title, user_title), site_url = coalesce(site_url, :siteUrl)
     WHERE id = :feedId`,
    { ...parameters, feedId: known.id, floor: shortestGapMs },
  );
  return known.id;
}

function journalFeed(connection: Connection, changeId: ChangeId, feedId: FeedId): void {
  connection.run(
    `INSERT INTO change_feed (change_id, feed_id, was_change_id, was_removed_at, was_folder_id, was_position, was_keeps)
     SELECT :changeId, id, change_id, removed_at, folder_id, position, iif(keeps = 1 OR settling = 'keep', 1, 0) FROM feed WHERE id = :feedId`,
    { changeId, feedId },
  );
}

/** One that was unsubscribed, by an address that is surely asked for the same thing, or that it has moved away from. */
function unsubscribedLike(connection: Connection, feedUrl: string): FeedRow | undefined {
  const like = feedsByKey(connection).get(feedKey(feedUrl));
  if (like === undefined || like.isSubscribed) return undefined;
  return connection.get<FeedRow>('SELECT id, removed_at FROM feed WHERE id = :id', { id: like.id });
}

function feedByUrl(connection: Connection, feedUrl: string): FeedRow | undefined {
  return connection.get<FeedRow>('SELECT id, removed_at FROM feed WHERE feed_url = :feedUrl', { feedUrl });
}

export function chooseFolder(connection: Connection, folder: AddRequest['folder'], changeId: ChangeId): FolderId | null {
  if (folder === null) return null;
  if ('title' in folder) return folderNamed(connection, null, folder.title, changeId);
  const found = connection.get<{ id: number }>('SELECT id FROM folder WHERE id = :id AND removed_at IS NULL', { id: folder.id });
  if (!found)
    throw new FeedError('bad-request', 'This folder is no longer there. Choose another one.', { why: 'folder-gone', field: 'folder' });
  return found.id;
}

export function folderNamed(connection: Connection, parentId: FolderId | null, title: string, changeId: ChangeId): FolderId {
  const name = limitTitle(title);
  const found = connection.get<{ id: number }>(
    'SELECT id FROM folder WHERE parent_id IS :parentId AND title = :name AND removed_at IS NULL ORDER BY position, id LIMIT 1',
    { parentId, name },
  );
  if (found) return found.id;
  const { id } = connection.run(
    'INSERT INTO folder (parent_id, title, position) VALUES (:parentId, :name, (SELECT coalesce(max(position), 0) + 1 FROM folder))',
    { parentId, name },
  );
  connection.run('INSERT INTO change_folder (change_id, folder_id) VALUES (:changeId, :id)', { changeId, id });
  return id;
}
