import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hearEvents } from '../../../renderer/client/events.ts';
import { readAheadOf } from '../../../renderer/state/entries-ahead.ts';
import { useEntry } from '../../../renderer/state/entry.ts';
import { openView, useList } from '../../../renderer/state/list.ts';
import { openEntry } from '../../../renderer/state/reading.ts';
import { useSelection } from '../../../renderer/state/selection.ts';
import type { EntryDetail } from '../../../worker/protocol/entries.ts';
import { entryRow } from './entry-row.ts';
import { installFakeBridge } from './fake-bridge.ts';

const bridge = installFakeBridge();
hearEvents();
let text = 'as it was';

const detailOf = (id: number) => ({ ...entryRow({ id }), contentHtml: `${text} ${id}`, fullText: null }) as EntryDetail;
const askedFor = () => bridge.calls.filter(call => call.method === 'entries.get').map(call => (call.params as { id: number }).id);

function open(index: number): void {
  const row = useList.getState().rows.get(index);
  if (row === undefined) throw new Error(`row ${index} is not here`);
  openEntry(row, index);
}

beforeEach(async () => {
  text = 'as it was';
  const rows = [9, 8, 7, 6, 5].map(id => entryRow({ id, isRead: id === 7 }));
  bridge.answers = {
    'entries.open': ({ view }) => ({ query: { ...view, upToId: 9, openedAt: 1 }, total: 5, unread: 4, index: 0, rows, anchorIndex: null }),
    'entries.get': ({ id }) => detailOf(id),
    'entries.setRead': () => ({ id: 1, kind: 'mark-read', count: 1 }),
  };
  useSelection.setState({ selected: null, openId: null });
  await openView({ kind: 'all' });
  bridge.emit({ name: 'entries.stateChanged', payload: { changes: null } });
  bridge.calls.length = 0;
});

describe('reading ahead', () => {
  it('shows the next article at once, and asks for it again', async () => {
    open(1);
    await vi.waitFor(() => expect(askedFor().toSorted()).toEqual([6, 7, 8, 9]));
    text = 'as it is now';
    open(2);
    expect(useEntry.getState().detail).toMatchObject({ id: 7, contentHtml: 'as it was 7' });
    await vi.waitFor(() => expect(useEntry.getState().detail).toMatchObject({ id: 7, contentHtml: 'as it is now 7' }));
  });

  it('shows an article with the marks that it got after it was read ahead', async () => {
    open(0);
    await vi.waitFor(() => expect(readAheadOf(8)).not.toBeNull());
    bridge.emit({
      name: 'entries.stateChanged',
      payload: { changes: [{ id: 8, isRead: false, isStarred: true, isLater: false, labelIds: [4] }] },
    });
    open(1);
    expect(useEntry.getState().detail).toMatchObject({ id: 8, isRead: true, isStarred: true, labelIds: [4] });
  });

  it('forgets what a feed has brought anew', async () => {
    open(0);
    await vi.waitFor(() => expect(readAheadOf(8)).not.toBeNull());
    bridge.emit({ name: 'entries.arrived', payload: { feedIds: [1], added: 1 } });
    expect(readAheadOf(8)).toBeNull();
  });

  it('does not keep what is very long', async () => {
    text = 'long '.repeat(200_000);
    open(0);
    await vi.waitFor(() => expect(askedFor()).toContain(8));
    await new Promise(setImmediate);
    expect(useEntry.getState().detail?.id).toBe(9);
    expect(readAheadOf(8)).toBeNull();
  });
});
