import type { EntryRow } from '../../worker/protocol/entry-lists.ts';
import type { EntryId } from '../../worker/protocol/ids.ts';
import { onEvent } from '../client/events.ts';
import { request } from '../client/request.ts';
import { t } from '../words.ts';
import { useEntry } from './entry.ts';
import { useLayout } from './layout.ts';
import { dropRow, findRow, rowAt, useList } from './list.ts';
import { listPane } from './list-pane.ts';
import { reopenInPlace } from './navigation.ts';
import { notify, notifyFailure } from './notices.ts';
import { undo } from './reading.ts';
import { useSelection } from './selection.ts';

/** Deletes an article, and offers to take it back. */
export async function deleteArticle({ id }: Pick<EntryRow, 'id'>): Promise<void> {
  try {
    const change = await request('entries.remove', { ids: [id] });
    if (change.count === 0) return;
    notify(t('notice.deleted', { count: change.count }), { action: { label: t('notice.undo'), run: () => void undo(change.id) } });
  } catch (error) {
    notifyFailure(error);
  }
}

/** Where the list will be opened anew: what is about to be deleted cannot be the row that stays in place. */
let place: { readonly anchorId: EntryId; readonly offset: number } | null = null;

/** Before many are deleted: the first row in sight, or below it, that stays keeps the place of the first in sight. */
export function keepPlaceWithout(isGoing: (row: EntryRow) => boolean): void {
  const top = listPane()?.top() ?? null;
  const first = top === null ? null : findRow(top.anchorId);
  if (top === null || first === null) return;
  const rows = [...useList.getState().rows].sort(([one], [other]) => one - other);
  const staying = rows.filter(([, row]) => !isGoing(row));
  const next = staying.find(([index]) => index >= first.index) ?? staying.at(-1);
  place = next === undefined ? null : { anchorId: next[1].id, offset: top.offset };
}

// Wherever it was done: the rows close up, and nothing else of the list moves.
onEvent('entries.removed', ({ ids }) => {
  // It keeps its list, and does so itself.
  if (useLayout.getState().isOwnWindow) return;
  if (ids === null || ids.some(id => findRow(id) === null)) void reopenInPlace(place);
  place = null;
  for (const id of ids ?? []) drop(id);
});

function drop(id: EntryId): void {
  const { selected, openId, open, place } = useSelection.getState();
  dropRow(id);
  if (openId === id) {
    open(null);
    useEntry.setState({ detail: null });
    useLayout.getState().showPane('list');
    // The keys were in what is gone.
    if (useLayout.getState().focused === 'article') listPane()?.focus();
  }
  if (selected === null) return;
  if (selected.id === id) void selectAt(Math.min(selected.index, useList.getState().total - 1));
  else {
    const found = findRow(selected.id);
    if (found !== null) place({ id: selected.id, index: found.index });
  }
}

/** What follows the deleted one has the keys next, unopened: so it stays unread. */
async function selectAt(index: number): Promise<void> {
  const row = await rowAt(index);
  useSelection.getState().place(row === null ? null : { id: row.id, index });
}
