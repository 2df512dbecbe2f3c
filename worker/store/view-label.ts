import type { EntryQuery, LabelId } from '../protocol/model.ts';
import type { ViewSql } from './view-arms.ts';
import { isInSnapshot, isLive, wasUnread } from './view-terms.ts';

/** The entries that had the label when the list was opened, whether or not they still have it. */
export function labelViewSql(query: EntryQuery, labelId: LabelId): ViewSql {
  const common = `label_id = :labelId AND added_at < :openedAt AND ${isLive} AND ${isInSnapshot}${query.onlyUnread ? ` AND ${wasUnread}` : ''}`;
  return {
    arms: [
      { from: 'entry_label INDEXED BY entry_label_time CROSS JOIN entry_state USING (entry_id, sort_at)', where: common, isRead: null },
      {
        from: 'entry_unlabelled INDEXED BY entry_unlabelled_at CROSS JOIN entry_state USING (entry_id, sort_at)',
        where: `removed_at >= :openedAt AND ${common}`,
        isRead: null,
      },
    ],
    parameters: { upToId: query.upToId, openedAt: query.openedAt, labelId },
    direction: query.order === 'newest' ? 'DESC' : 'ASC',
    key: 'sort_at',
  };
}
