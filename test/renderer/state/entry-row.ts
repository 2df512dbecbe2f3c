import type { EntryRow } from '../../../worker/protocol/entry-lists.ts';

/** An unread row of which only what a test is about is said. */
export function entryRow(fields: Partial<EntryRow> & Pick<EntryRow, 'id'>): EntryRow {
  return {
    feedId: 1,
    title: `Article ${fields.id}`,
    snippet: 'A first sentence.',
    author: '',
    url: `https://example.org/${fields.id}`,
    imageUrl: null,
    publishedAt: null,
    sortAt: 1_000_000 - fields.id,
    isRead: false,
    isStarred: false,
    isLater: false,
    labelIds: [],
    ...fields,
  };
}
