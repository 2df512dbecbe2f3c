import { expect, it, vi } from 'vitest';
import { hearEvents } from '../../../renderer/client/events.ts';
import { openView, useList, wantRows } from '../../../renderer/state/list.ts';
import { registerListPane } from '../../../renderer/state/list-pane.ts';
import { goToView, reopenInPlace } from '../../../renderer/state/navigation.ts';
import { useSelection } from '../../../renderer/state/selection.ts';
import type { EntryQuery } from '../../../worker/protocol/entry-lists.ts';
import { entryRow } from './entry-row.ts';
import { installFakeBridge } from './fake-bridge.ts';

const bridge = installFakeBridge();
hearEvents();

it('opens a list again where it was asked for, not where the one before it stands', async () => {
  const isAsked = Promise.withResolvers<void>();
  bridge.answers['entries.open'] = async ({ view }) => {
    await isAsked.promise;
    const query: EntryQuery = { ...view, upToId: 9, openedAt: 1 };
    return { query, total: 1, unread: 0, index: 0, rows: [entryRow({ id: 7 })], anchorIndex: null };
  };
  registerListPane({ top: () => ({ anchorId: 5, offset: -3 }), placeOf: () => null, isAtTop: () => false, focus: () => undefined });
  const goes = goToView({ kind: 'starred' });
  const reopens = reopenInPlace();
  isAsked.resolve();
  await Promise.all([goes, reopens]);
  await reopenInPlace();
  await openView({ kind: 'all' });
  const anchors = bridge.calls
    .filter(({ method }) => method === 'entries.open')
    .map(({ params }) => (params as { anchorId: unknown }).anchorId);
  expect(anchors).toEqual([null, null, 5, null]);
});

it('opens a list anew that has become shorter than it was opened, and keeps the place of the keys', async () => {
  let ids = [5, 4, 3, 2, 1];
  bridge.answers['entries.open'] = ({ view }) => {
    const query: EntryQuery = { ...view, upToId: 9, openedAt: 1 };
    return { query, total: ids.length, unread: 0, index: 0, rows: ids.map(id => entryRow({ id })), anchorIndex: null };
  };
  // Two of the list are not of it any more, until it is opened the next time.
  bridge.answers['entries.page'] = ({ index, limit }) => ({
    index,
    rows: [5, 2, 1].slice(index, index + limit).map(id => entryRow({ id })),
  });
  await openView({ kind: 'recent' });
  useSelection.getState().select({ id: 2, index: 3 });
  ids = [4, 3, 5, 2, 1];
  bridge.calls.length = 0;
  bridge.emit({ name: 'entries.stateChanged', payload: { changes: null } });
  await vi.waitFor(() => expect(useList.getState().rows.get(0)?.id).toBe(4));
  expect([...useList.getState().rows.values()].map(({ id }) => id)).toEqual([4, 3, 5, 2, 1]);
  expect(useSelection.getState().selected).toEqual({ id: 2, index: 3 });

  // Whatever is counted wrong: rows that never come are not waited for, nor asked for without end.
  bridge.answers['entries.open'] = ({ view }) => {
    const query: EntryQuery = { ...view, upToId: 9, openedAt: 1 };
    return { query, total: 5, unread: 0, index: 0, rows: [5, 2, 1].map(id => entryRow({ id })), anchorIndex: null };
  };
  await openView({ kind: 'recent' });
  const { opening } = useList.getState();
  wantRows(0, 4);
  await vi.waitFor(() => expect(useList.getState().opening).not.toBe(opening));
  wantRows(0, 4);
  await vi.waitFor(() => expect(useList.getState().total).toBe(3));
  expect(bridge.calls.filter(({ method }) => method === 'entries.open')).toHaveLength(3);
});
