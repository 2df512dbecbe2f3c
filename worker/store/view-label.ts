import type { EntryQuery } from '../protocol/entry-lists.ts';
import type { LabelId } from '../protocol/ids.ts';
import type { ViewSql } from './view-arms.ts';
import { byRow, bySet, isInSnapshot, isLive } from './view-terms.ts';

/** The entries that had the label when the list was opened, whether or not they still have it. */
export function labelViewSql(query: EntryQuery, labelId: LabelId, groups: ViewSql['groups']): ViewSql {
  const labelled = `label_id = :labelId AND added_at < :openedAt AND ${isInSnapshot}`;
  const where = `${labelled} AND ${isLive}${query.onlyUnread ? ` AND ${bySet.wasUnread}` : ''}`;
  const step = `${labelled}${query.onlyUnread ? ` AND ${byRow.wasUnread}` : ''}`;
  const from =
    groups === null
      ? 'entry_label INDEXED BY entry_label_time CROSS JOIN entry_state USING (entry_id, sort_at, feed_id)'
      : 'entry_label INDEXED BY entry_label_feed_time CROSS JOIN entry_state USING (entry_id, sort_at, feed_id)';
  return {
    arms: [
      { from, where, step, isRead: null },
      {
        from: 'entry_unlabelled INDEXED BY entry_unlabelled_at CROSS JOIN entry_state USING (entry_id, sort_at)',
        where: `removed_at >= :openedAt AND ${where}`,
        step: `removed_at >= :openedAt AND ${step}`,
        isRead: null,
      },
    ],
    parameters: { upToId: query.upToId, openedAt: query.openedAt, labelId },
    direction: query.order === 'newest' ? 'DESC' : 'ASC',
    key: 'sort_at',
    groups,
  };
}
