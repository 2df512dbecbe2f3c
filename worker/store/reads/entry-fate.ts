import type { EntryFate } from '../../protocol/entries.ts';
import type { ChangeKind } from '../../protocol/history.ts';
import type { ChangeId, EntryId } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';
import { titleOf } from './feed-title.ts';

interface FateRow {
  readonly wasRemoved: 0 | 1;
  readonly wentWithFeed: 0 | 1;
  readonly isFeedHidden: 0 | 1;
  readonly removalId: ChangeId | null;
  readonly unsubscribingId: ChangeId | null;
  readonly userTitle: string | null;
  readonly title: string;
  readonly feedUrl: string;
}

/** Why an article is in no list, and what would bring it back. */
export function readEntryFate(connection: Connection, id: EntryId): EntryFate {
  const row = connection.get<FateRow>(
    `SELECT entry_removed.entry_id IS NOT NULL AS wasRemoved, coalesce(with_feed, 0) AS wentWithFeed,
       feed.removed_at IS NOT NULL AS isFeedHidden, iif(state IS NULL, NULL, entry_removed.change_id) AS removalId,
       feed.change_id AS unsubscribingId, user_title AS userTitle, feed.title, feed_url AS feedUrl
     FROM entry JOIN feed ON feed.id = entry.feed_id LEFT JOIN entry_removed ON entry_removed.entry_id = entry.id WHERE entry.id = :id`,
    { id },
  );
  if (row === undefined) return { kind: 'unknown', feedTitle: '', change: null };
  const feedTitle = titleOf(row.userTitle, row.title, row.feedUrl);
  if (row.wasRemoved === 1 && row.wentWithFeed === 0) {
    const change = standing(connection, row.removalId, ['delete', 'retention']);
    return { kind: change?.kind === 'retention' ? 'cleaned-up' : 'deleted', feedTitle, change };
  }
  if (row.isFeedHidden === 0) return { kind: 'unknown', feedTitle, change: null };
  return { kind: 'unsubscribed', feedTitle, change: standing(connection, row.unsubscribingId, ['unsubscribe']) };
}

/** Null as well where the change was of another kind, as a subscribing that was taken back. */
function standing(connection: Connection, id: ChangeId | null, kinds: readonly ChangeKind[]): EntryFate['change'] {
  const change = connection.get<NonNullable<EntryFate['change']>>(
    'SELECT id, kind, count FROM change WHERE id = :id AND undone_at IS NULL',
    { id },
  );
  return change !== undefined && kinds.includes(change.kind) ? change : null;
}
