import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hearEvents } from '../../../renderer/client/events.ts';
import { changeOptions, openView, rowAt, useList, wantRows } from '../../../renderer/state/list.ts';
import type { EntryQuery, EntryRow } from '../../../worker/protocol/entry-lists.ts';
import { entryRow } from './entry-row.ts';
import { installFakeBridge } from './fake-bridge.ts';

const total = 10_000;
const bridge = installFakeBridge();
hearEvents();
let rowsRelayed = 0;

function relay(index: number, limit: number): EntryRow[] {
  const rows = Array.from({ length: Math.min(limit, total - index) }, (_, offset) => entryRow({ id: total - index - offset }));
  rowsRelayed += rows.length;
  return rows;
}

beforeEach(async () => {
  bridge.answers = {
    'entries.open': ({ view, anchorId, limit }) => {
      const query: EntryQuery = { ...view, upToId: total, openedAt: 1 };
      const anchorIndex = anchorId === null ? null : total - anchorId;
      const index = Math.max(0, (anchorIndex ?? 0) - 50);
      return { query, total: total, unread: total, index, rows: relay(index, limit), anchorIndex };
    },
    'entries.page': ({ index, limit }) => ({ index, rows: relay(index, limit) }),
    'entries.countNew': () => ({ count: 0 }),
  };
  await openView({ kind: 'all' });
  bridge.calls.length = 0;
  rowsRelayed = 0;
});

describe('the list', () => {
  it('asks for the rows in sight and no others, and keeps a few pages of them', async () => {
    wantRows(5_000, 5_020);
    await vi.waitFor(() => expect(useList.getState().rows.has(5_020)).toBe(true));
    expect(rowsRelayed).toBe(100);
    for (let first = 0; first < total; first += 500) {
      wantRows(first, first + 20);
      await vi.waitFor(() => expect(useList.getState().rows.has(first + 20)).toBe(true));
    }
    expect(useList.getState().rows.size).toBeLessThanOrEqual(600);
    expect(rowsRelayed).toBeLessThanOrEqual(100 + 20 * 100);
  });

  it('gives up what was in sight before, when the reader drags on', async () => {
    for (let first = 1_000; first <= 9_000; first += 1_000) wantRows(first, first + 20);
    await vi.waitFor(() => expect(useList.getState().rows.has(9_020)).toBe(true));
    expect(bridge.calls.filter(call => call.method === 'entries.page')).toHaveLength(2);
  });

  it('begins around an entry, at its place', async () => {
    await openView({ kind: 'all' }, { anchorId: total - 7_000, offset: -12 });
    expect(useList.getState().startAt).toEqual({ index: 7_000, offset: -12 });
    expect(useList.getState().rows.get(7_000)?.id).toBe(total - 7_000);
  });

  it('reads a row that a key goes to far from what is in sight, and comes to rest', async () => {
    for (let first = 4_400; first <= 5_000; first += 100) {
      wantRows(first, first + 20);
      await vi.waitFor(() => expect(useList.getState().rows.has(first + 20)).toBe(true));
    }
    bridge.calls.length = 0;
    const row = await rowAt(3);
    expect(row?.id).toBe(total - 3);
    expect(useList.getState().rows.has(5_020)).toBe(true);
    expect(bridge.calls.filter(call => call.method === 'entries.page').length).toBeLessThanOrEqual(2);
  });

  it('reads a row that a key goes to, when it is not here', async () => {
    expect((await rowAt(3_333))?.id).toBe(total - 3_333);
    expect(await rowAt(-1)).toBeNull();
    expect(await rowAt(total)).toBeNull();
  });

  it('stays row for row the same when articles arrive, and counts them', async () => {
    const { rows, opening } = useList.getState();
    bridge.answers = { ...bridge.answers, 'entries.countNew': () => ({ count: 12 }) };
    bridge.emit({ name: 'entries.arrived', payload: { feedIds: [1], added: 12 } });
    await vi.waitFor(() => expect(useList.getState().newCount).toBe(12));
    expect(useList.getState().rows).toBe(rows);
    expect(useList.getState().opening).toBe(opening);
  });

  it('shows at once what arrives in an empty list', async () => {
    useList.setState({ total: 0, rows: new Map() });
    bridge.answers = { ...bridge.answers, 'entries.countNew': () => ({ count: 3 }) };
    bridge.emit({ name: 'entries.arrived', payload: { feedIds: [1], added: 3 } });
    await vi.waitFor(() => expect(useList.getState().total).toBe(total));
    expect(useList.getState().newCount).toBe(0);
  });

  it('takes over states changed elsewhere, and asks again when they are too many to list', async () => {
    bridge.emit({
      name: 'entries.stateChanged',
      payload: { changes: [{ id: total, isRead: true, isStarred: true, isLater: false, labelIds: [] }] },
    });
    expect(useList.getState().rows.get(0)).toMatchObject({ isRead: true, isStarred: true });
    bridge.emit({ name: 'entries.stateChanged', payload: { changes: null } });
    await vi.waitFor(() => expect(useList.getState().rows.get(0)).toMatchObject({ isRead: false, isStarred: false }));
  });

  it('remembers filter and order for each view by itself', async () => {
    await changeOptions({ onlyUnread: true }, {});
    expect(useList.getState().query).toMatchObject({ onlyUnread: true, order: 'newest' });
    await openView({ kind: 'feed', feedId: 4 });
    expect(useList.getState().query).toMatchObject({ onlyUnread: false });
    await openView({ kind: 'all' });
    expect(useList.getState().query).toMatchObject({ onlyUnread: true });
    await changeOptions({ onlyUnread: false }, {});
    expect(useList.getState().options).toEqual({});
  });

  it('says why a list could not be read, and is read again on asking', async () => {
    const { 'entries.open': open, ...others } = bridge.answers;
    bridge.answers = others;
    await openView({ kind: 'starred' });
    expect(useList.getState().error?.code).toBe('worker-stopped');
    bridge.answers = { ...others, ...(open === undefined ? {} : { 'entries.open': open }) };
    await openView({ kind: 'starred' });
    expect(useList.getState().error).toBeNull();
  });
});
