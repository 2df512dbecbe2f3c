import type { EntryId, LabelId } from '../../protocol/ids.ts';
import type { Label, LabelColor } from '../../protocol/labels.ts';
import { hiddenFeeds } from '../feed-terms.ts';
import type { Connection } from '../sqlite.ts';

/** In the order of the sidebar. */
export function readLabels(connection: Connection): readonly Label[] {
  return connection
    .all<Omit<Label, 'color'> & { readonly color: string }>(
      `SELECT id, name, color, coalesce(sum(label_count.entries), 0) AS entryCount, coalesce(sum(label_count.unread), 0) AS unreadCount
       FROM label
         LEFT JOIN label_count ON label_count.label_id = label.id AND feed_id NOT IN (${hiddenFeeds})
       WHERE removed_at IS NULL GROUP BY label.id ORDER BY position, label.id`,
    )
    .map(label => ({ ...label, color: label.color as LabelColor }));
}

export function readLabelCount(connection: Connection, labelId: LabelId): { readonly entries: number; readonly unread: number } {
  const counts = connection.get<{ entries: number; unread: number }>(
    `SELECT coalesce(sum(entries), 0) AS entries, coalesce(sum(unread), 0) AS unread FROM label_count
     WHERE label_id = :labelId AND feed_id NOT IN (${hiddenFeeds})`,
    { labelId },
  );
  return counts ?? { entries: 0, unread: 0 };
}

/** The labels of these entries, those that were deleted left out; in the order of the sidebar. */
export function readLabelsOf(connection: Connection, ids: readonly EntryId[]): ReadonlyMap<EntryId, readonly LabelId[]> {
  const pairs = connection.all<{ entryId: EntryId; labelId: LabelId }>(
    `SELECT entry_id AS entryId, label_id AS labelId
     FROM entry_label INDEXED BY entry_label_entry JOIN label ON label.id = label_id
     WHERE entry_id IN (SELECT value FROM json_each(:ids)) AND removed_at IS NULL ORDER BY position, label.id`,
    { ids: JSON.stringify(ids) },
  );
  const labels = new Map<EntryId, LabelId[]>();
  for (const { entryId, labelId } of pairs) {
    const known = labels.get(entryId);
    if (known === undefined) labels.set(entryId, [labelId]);
    else known.push(labelId);
  }
  return labels;
}
