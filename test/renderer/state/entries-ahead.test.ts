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
  const rows = [19, 9, 8, 7, 6, 5, 4, 3, 2, 1].map(id => entryRow({ id, isRead: id === 7 }));
  bridge.answers = {
    'entries.open': ({ view }) => ({ query: { ...view, upToId: 9, openedAt: 1 }, total: 10, unread: 9, index: 0, rows, anchorIndex: null }),
    'entries.get': ({ id }) => detailOf(id),
    'entries.setRead': () => ({ id: 1, kind: 'mark-read', count: 1 }),
  };
  useSelection.setState({ selected: null, openId: null });
  await openView({ kind: 'all' });
  await vi.waitFor(() => expect(askedFor()).toContain(9));
  await new Promise(setImmediate);
  bridge.emit({ name: 'entries.stateChanged', payload: { changes: null } });
  bridge.calls.length = 0;
});

describe('reading ahead', () => {
  it('shows the next article at once, and asks for it again', async () => {
    open(2);
    await vi.waitFor(() => expect(askedFor()).toContain(7));
    text = 'as it is now';
    open(3);
    expect(useEntry.getState().detail).toMatchObject({ id: 7, contentHtml: 'as it was 7' });
    await vi.waitFor(() => expect(useEntry.getState().detail).toMatchObject({ id: 7, contentHtml: 'as it is now 7' }));
  });

  it('has the first articles of a list before the first key', async () => {
    await openView({ kind: 'all' });
    await vi.waitFor(() => expect(askedFor()).toEqual([19, 9]));
    open(0);
    expect(useEntry.getState().detail).toMatchObject({ id: 19, contentHtml: 'as it was 19' });
  });

  it('reads the next one, the next unread one and the one before first, then more for who goes on at once', async () => {
    open(2);
    await vi.waitFor(() => expect(askedFor()).toEqual([8, 7, 6, 9, 5, 4, 3, 2]));
    bridge.calls.length = 0;
    open(3);
    // The one that was open is there, and the one that is open is only looked at once more.
    await vi.waitFor(() => expect(askedFor().toSorted()).toEqual([1, 7]));
    expect(readAheadOf(8)).toMatchObject({ id: 8 });
  });

  it('reads on from where the reader has gone meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { 'entries.get': get } = bridge.answers;
    bridge.answers['entries.get'] = async params => {
      if (params.id === 8) await promise;
      return get!(params);
    };
    open(1);
    await vi.waitFor(() => expect(askedFor()).toContain(8));
    open(5);
    await vi.waitFor(() => expect(askedFor()).toEqual(expect.arrayContaining([4, 3, 2, 1])));
    resolve();
    await new Promise(setImmediate);
    expect(readAheadOf(8)).toBeNull();
  });

  it('asks again for what changed while it was being read', async () => {
    const { promise, resolve } = Promise.withResolvers<EntryDetail>();
    const { 'entries.get': get } = bridge.answers;
    bridge.answers['entries.get'] = params => (params.id === 8 ? promise : get!(params));
    open(1);
    await vi.waitFor(() => expect(askedFor()).toContain(8));
    bridge.emit({
      name: 'entries.stateChanged',
      payload: { changes: [{ id: 8, isRead: true, isStarred: true, isLater: false, labelIds: [] }] },
    });
    bridge.answers['entries.get'] = ({ id }) => ({ ...detailOf(id), isStarred: true });
    resolve(detailOf(8));
    await vi.waitFor(() => expect(readAheadOf(8)).toMatchObject({ isStarred: true }));
  });

  it('shows an article with the marks that it got after it was read ahead', async () => {
    open(1);
    await vi.waitFor(() => expect(readAheadOf(8)).not.toBeNull());
    bridge.emit({
      name: 'entries.stateChanged',
      payload: { changes: [{ id: 8, isRead: false, isStarred: true, isLater: false, labelIds: [4] }] },
    });
    open(2);
    expect(useEntry.getState().detail).toMatchObject({ id: 8, isRead: true, isStarred: true, labelIds: [4] });
  });

  it('forgets what a feed has brought anew', async () => {
    open(1);
    await vi.waitFor(() => expect(readAheadOf(8)).not.toBeNull());
    bridge.emit({ name: 'entries.arrived', payload: { feedIds: [1], added: 1 } });
    expect(readAheadOf(8)).toBeNull();
  });

  it('does not keep what is very long', async () => {
    text = 'long '.repeat(200_000);
    open(1);
    // Nor is it asked for again and again.
    await vi.waitFor(() => expect(askedFor()).toEqual([9, 8, 19, 7, 6, 5, 4, 3]));
    await new Promise(setImmediate);
    expect(askedFor()).toHaveLength(8);
    expect(useEntry.getState().detail?.id).toBe(9);
    expect(readAheadOf(8)).toBeNull();
  });
});
