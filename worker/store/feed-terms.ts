/** Unsubscribed feeds whose articles are in no list and no count. Of those that keep some, the others are put aside (entry_removed). */
export const hiddenFeeds = 'SELECT id FROM feed WHERE removed_at IS NOT NULL AND keeps = 0';

/** Feeds whose articles are not in All, Unread and Today. */
export const apartFeeds = 'SELECT id FROM feed WHERE is_apart = 1';

/** Of a feed: subscribed, or unsubscribed and keeps articles. */
export const hasArticles = '(feed.removed_at IS NULL OR feed.keeps = 1)';

/** Of an entry that `id` names: it has a label that is not deleted. */
export function hasLabel(id: string): string {
  return `EXISTS (SELECT 1 FROM entry_label JOIN label ON label.id = label_id WHERE entry_label.entry_id = ${id} AND label.removed_at IS NULL)`;
}
