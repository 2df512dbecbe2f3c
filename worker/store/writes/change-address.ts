import type { ChangeId, FeedId } from '../../protocol/ids.ts';
import { wholeFeed } from '../../read-document.ts';
import type { Connection } from '../sqlite.ts';
import { countKnown } from '../stored-identities.ts';
import type { WriteStore } from '../write-store.ts';
import { addChange } from './changes.ts';
import { saveCheck } from './save-check.ts';

type Request = Parameters<WriteStore['changeAddress']>[0];
type Changed = Awaited<ReturnType<WriteStore['changeAddress']>>;

/** What a check writes, and what goes back with the address when the change is taken back. */
const checkedColumns = [
  'title',
  'site_url',
  'etag',
  'last_modified',
  'validators_at',
  'body_hash',
  'fetched_at',
  'checked_at',
  'changed_at',
  'next_check_at',
  'plan_reason',
  'ttl_minutes',
  'skip_hours',
  'skip_days',
  'retry_after_at',
  'failure_code',
  'failure_message',
  'failure_detail',
  'failure_at',
  'failure_since',
  'failure_count',
  'failure_facts',
] as const;

export function changeAddress(connection: Connection, { feedId, feedUrl, outcome, at, plan }: Request): Changed {
  const nothing = { change: { id: 0, kind: 'change-address', count: 0 } as const, saved: { added: [], updated: 0, wasFirstFetch: false } };
  const feed = connection.get<{ feed_url: string; title: string; user_title: string | null }>(
    'SELECT feed_url, title, user_title FROM feed WHERE id = :feedId AND removed_at IS NULL',
    { feedId },
  );
  if (feed === undefined) return null;
  if (feed.feed_url === feedUrl) return { ...nothing, takenBy: null };
  const other = connection.get<{ id: FeedId; removed_at: number | null }>('SELECT id, removed_at FROM feed WHERE feed_url = :feedUrl', {
    feedUrl,
  });
  if (other !== undefined && other.removed_at === null) return { ...nothing, takenBy: other.id };
  const changeId = addChange(connection, 'change-address', 'command', 1, at);
  // A feed that was unsubscribed keeps its articles under a name that no address has, until the change is taken back.
  if (other !== undefined) moveUrl(connection, other.id, asideUrl(feedUrl, changeId));
  connection.run(
    `INSERT INTO change_feed (change_id, feed_id, was_feed_url, was_checked)
     SELECT :changeId, id, feed_url, json_object('user_title', user_title, ${checkedColumns.map(column => `'${column}', ${column}`).join(', ')}) FROM feed WHERE id = :feedId`,
    { changeId, feedId },
  );
  // A list that still has the old address names this feed.
  connection.run('INSERT OR REPLACE INTO former_address (feed_url, feed_id) VALUES (:feedUrl, :feedId)', {
    feedUrl: feed.feed_url,
    feedId,
  });
  connection.run('DELETE FROM former_address WHERE feed_url = :feedUrl', { feedUrl });
  // Other articles than those that are there are a first answer: they are not all news.
  const isSame = countKnown(connection, feedId, wholeFeed(outcome.document).entries) > 0;
  connection.run(
    `UPDATE feed SET feed_url = :feedUrl, etag = NULL, last_modified = NULL, validators_at = NULL, body_hash = NULL,
       fetched_at = iif(:isSame, fetched_at, NULL), user_title = coalesce(user_title, nullif(title, '')) WHERE id = :feedId`,
    { feedId, feedUrl, isSame: isSame ? 1 : 0 },
  );
  const saved = saveCheck(connection, feedId, outcome, at, plan);
  return { change: { id: changeId, kind: 'change-address', count: 1 }, saved, takenBy: null };
}

interface Before {
  readonly id: FeedId;
  readonly feed_url: string;
  readonly was_feed_url: string;
  readonly was_checked: string;
}

/** Back to the address before, unless a later change of it stands or another subscription has taken it. What arrived meanwhile stays. */
export function restoreAddress(connection: Connection, changeId: ChangeId): number {
  const before = connection.get<Before>(
    `SELECT feed.id, feed_url, was_feed_url, was_checked FROM change_feed JOIN feed ON feed.id = change_feed.feed_id
     WHERE change_feed.change_id = :changeId AND removed_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM feed AS other WHERE other.feed_url = was_feed_url AND other.id <> feed.id)
       AND NOT EXISTS (SELECT 1 FROM change_feed AS later JOIN change ON change.id = later.change_id
         WHERE later.feed_id = feed.id AND later.change_id > :changeId AND kind = 'change-address' AND undone_at IS NULL)`,
    { changeId },
  );
  if (before === undefined) return 0;
  const { id, feed_url, was_feed_url, was_checked } = before;
  moveUrl(connection, id, was_feed_url);
  connection.run('DELETE FROM former_address WHERE feed_url = :was_feed_url', { was_feed_url });
  connection.run(
    // A title that the user has given since stays.
    `UPDATE feed SET user_title = iif(user_title IS NULL OR user_title = :was_checked ->> 'title', :was_checked ->> 'user_title', user_title),
       ${checkedColumns.map(column => `${column} = :was_checked ->> '${column}'`).join(', ')} WHERE id = :id`,
    { id, was_checked },
  );
  connection.run('UPDATE feed SET feed_url = :feed_url WHERE feed_url = :aside', { feed_url, aside: asideUrl(feed_url, changeId) });
  return 1;
}

function moveUrl(connection: Connection, id: FeedId, feedUrl: string): void {
  connection.run('UPDATE feed SET feed_url = :feedUrl WHERE id = :id', { id, feedUrl });
}

/** The same to its server, and to no address of a subscription: those have no fragment. */
function asideUrl(feedUrl: string, changeId: ChangeId): string {
  return `${feedUrl}#${changeId}`;
}
