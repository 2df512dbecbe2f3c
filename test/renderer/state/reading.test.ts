import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hearEvents } from '../../../renderer/client/events.ts';
import { useLayout } from '../../../renderer/state/layout.ts';
import { openView, useList } from '../../../renderer/state/list.ts';
import { useNotices } from '../../../renderer/state/notices.ts';
import { markPassed, passRows } from '../../../renderer/state/passed-rows.ts';
import {
  markListRead,
  markRowsRead,
  moveSelection,
  openEntry,
  openNextUnread,
  toggleLater,
  toggleRead,
  toggleStar,
  undo,
} from '../../../renderer/state/reading.ts';
import { useSelection } from '../../../renderer/state/selection.ts';
import { useSettings } from '../../../renderer/state/settings.ts';
import type { EntryDetail } from '../../../worker/protocol/entries.ts';
import type { EntryRow } from '../../../worker/protocol/entry-lists.ts';
import type { Change } from '../../../worker/protocol/history.ts';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { sampleSettings } from '../../helpers/article-window.ts';
import { entryRow } from './entry-row.ts';
import { installFakeBridge } from './fake-bridge.ts';

const bridge = installFakeBridge();
hearEvents();

const change = (kind: Change['kind'], count: number, id = 7): Change => ({ id, kind, count });
const row = (index: number): EntryRow => {
  const found = useList.getState().rows.get(index);
  if (found === undefined) throw new Error(`row ${index} is not here`);
  return found;
};
const lastNotice = () => useNotices.getState().notices.at(-1);
const callsOf = (method: string) => bridge.calls.filter(call => call.method === method).map(call => call.params);

beforeEach(async () => {
  const rows = [entryRow({ id: 3 }), entryRow({ id: 2, isRead: true }), entryRow({ id: 1 })];
  bridge.answers = {
    'entries.open': ({ view }) => ({ query: { ...view, upToId: 3, openedAt: 1 }, total: 3, unread: 2, index: 0, rows, anchorIndex: null }),
    'entries.get': ({ id }) => ({ ...entryRow({ id }), contentHtml: '' }) as EntryDetail,
    'entries.setRead': () => change('mark-read', 1),
    'entries.setStarred': () => change('star', 1),
  };
  useSelection.setState({ selected: null, openId: null });
  await openView({ kind: 'all' });
  bridge.calls.length = 0;
});

describe('reading', () => {
  it('marks an article as read when it is opened, and not as a step of undo', async () => {
    openEntry(row(0), 0);
    expect(row(0).isRead).toBe(true);
    expect(callsOf('entries.setRead')).toEqual([{ ids: [3], isRead: true, cause: 'opening' }]);
    expect(useSelection.getState()).toMatchObject({ openId: 3, selected: { id: 3, index: 0 } });
  });

  it('marks nothing when the selection only moves', async () => {
    await moveSelection(1, false);
    await moveSelection(1, false);
    expect(useSelection.getState()).toMatchObject({ openId: null, selected: { id: 2, index: 1 } });
    expect(callsOf('entries.setRead')).toEqual([]);
  });

  it('does not show an old state again that the worker tells of late', async () => {
    const { promise: isStored, resolve: store } = Promise.withResolvers<Change>();
    bridge.answers['entries.setRead'] = () => isStored;
    toggleRead(row(1));
    bridge.emit({
      name: 'entries.stateChanged',
      payload: { changes: [{ id: 2, isRead: true, isStarred: true, isLater: false, labelIds: [] }] },
    });
    expect(row(1)).toMatchObject({ isRead: false, isStarred: true });
    store(change('mark-unread', 1));
    await vi.waitFor(() => {
      bridge.emit({
        name: 'entries.stateChanged',
        payload: { changes: [{ id: 2, isRead: true, isStarred: true, isLater: false, labelIds: [] }] },
      });
      expect(row(1).isRead).toBe(true);
    });
  });

  it('keeps an open article unread until it is opened again', async () => {
    openEntry(row(0), 0);
    toggleRead(row(0));
    expect(row(0).isRead).toBe(false);
    await moveSelection(1, true);
    expect(row(0).isRead).toBe(false);
    await moveSelection(-1, true);
    expect(row(0).isRead).toBe(true);
  });

  it('stays where it is at either end of the list', async () => {
    openEntry(row(2), 2);
    await moveSelection(1, true);
    expect(useSelection.getState().selected).toEqual({ id: 1, index: 2 });
  });

  it('takes a star back that could not be stored, and says why', async () => {
    const { 'entries.setStarred': _, ...others } = bridge.answers;
    bridge.answers = others;
    toggleStar(row(0));
    expect(row(0).isStarred).toBe(true);
    await vi.waitFor(() => expect(row(0).isStarred).toBe(false));
    expect(lastNotice()?.text).toBe('The background worker has stopped.');
  });

  it('keeps an article for later at once, and takes that back when it could not be stored', async () => {
    toggleLater(row(0));
    expect(row(0).isLater).toBe(true);
    await vi.waitFor(() => expect(row(0).isLater).toBe(false));
    expect(callsOf('entries.setLater')[0]).toEqual({ ids: [3], isLater: true });
  });

  it('stores a star again that the worker took with it when it died', async () => {
    const stopped = new Error('stands for a worker that died');
    let isDead = true;
    bridge.answers = {
      ...bridge.answers,
      'entries.setStarred': () => {
        if (!isDead) return change('star', 1);
        isDead = false;
        throw stopped;
      },
    };
    toggleStar(row(0));
    await vi.waitFor(() => expect(callsOf('entries.setStarred')).toHaveLength(2));
    expect(callsOf('entries.setStarred')[1]).toEqual({ ids: [3], isStarred: true });
    expect(row(0).isStarred).toBe(true);
  });

  it('goes to the next unread article that the worker names, wherever it is', async () => {
    bridge.answers = { ...bridge.answers, 'entries.findUnread': () => ({ index: 2, row: entryRow({ id: 1 }) }) };
    openEntry(row(0), 0);
    expect(await openNextUnread(1)).toBe(true);
    expect(callsOf('entries.findUnread')).toEqual([{ query: useList.getState().query, index: 0, direction: 1 }]);
    expect(useSelection.getState().openId).toBe(1);
  });

  it('finds an article that has just been marked as unread, though the store hears of it later', async () => {
    const { promise: isStored, resolve: store } = Promise.withResolvers<Change>();
    bridge.answers['entries.setRead'] = () => isStored;
    let isKnown = false;
    bridge.answers['entries.findUnread'] = () => (isKnown ? { index: 1, row: entryRow({ id: 2 }) } : null);
    toggleRead(row(1));
    const found = openNextUnread(1);
    isKnown = true;
    store(change('mark-unread', 1));
    expect(await found).toBe(true);
    expect(useSelection.getState().openId).toBe(2);
  });

  it('has what was marked a moment ago in the list that is opened next, though the store hears of it later', async () => {
    const { promise: isStored, resolve: store } = Promise.withResolvers<Change>();
    bridge.answers['entries.setStarred'] = () => isStored;
    toggleStar(row(0));
    const opened = openView({ kind: 'starred' });
    await new Promise(setImmediate);
    expect(callsOf('entries.open')).toEqual([]);
    store(change('star', 1));
    await opened;
    expect(callsOf('entries.open')).toHaveLength(1);
    expect(useList.getState().query?.scope).toEqual({ kind: 'starred' });
  });

  it('stores what is turned over twice in that order, and takes it back only then', async () => {
    const stored: (() => void)[] = [];
    bridge.answers['entries.setStarred'] = () => new Promise(resolve => stored.push(() => resolve(change('star', 1))));
    bridge.answers['changes.undo'] = () => ({ ...change('star', 1), skipped: [], canRedo: false });
    toggleStar(row(0));
    toggleStar(row(0));
    const undone = undo(null);
    await new Promise(setImmediate);
    expect(callsOf('entries.setStarred')).toEqual([{ ids: [3], isStarred: true }]);
    stored[0]?.();
    await vi.waitFor(() => expect(callsOf('entries.setStarred')[1]).toEqual({ ids: [3], isStarred: false }));
    expect(callsOf('changes.undo')).toEqual([]);
    stored[1]?.();
    await undone;
    expect(callsOf('changes.undo')).toEqual([{ changeId: null }]);
  });

  it('marks exactly the list as it was opened, and offers to take it back', async () => {
    bridge.answers = {
      ...bridge.answers,
      'entries.markAllRead': () => change('mark-all-read', 31, 9),
      'changes.undo': () => ({ ...change('mark-all-read', 31, 9), skipped: [], canRedo: true }),
    };
    await markListRead();
    expect(callsOf('entries.markAllRead')).toEqual([{ query: useList.getState().query }]);
    expect(lastNotice()?.text).toBe('31 marked as read in All articles');
    lastNotice()?.action?.run();
    await vi.waitFor(() => expect(lastNotice()?.text).toBe('31 unread again'));
    expect(callsOf('changes.undo')).toEqual([{ changeId: 9 }]);
  });

  it('marks several feeds and folders as one change, as they are at one moment', async () => {
    bridge.answers = {
      ...bridge.answers,
      'entries.markAllRead': () => change('mark-all-read', 31, 9),
      'changes.undo': () => ({ ...change('mark-all-read', 31, 9), skipped: [], canRedo: true }),
    };
    await markRowsRead({ feedIds: [4, 5], folderIds: [2] });
    const list = { onlyUnread: true, order: 'newest', upToId: 3, openedAt: 1 };
    expect(callsOf('entries.markAllRead')).toEqual([
      {
        query: { scope: { kind: 'folder', folderId: 2 }, ...list },
        also: [
          { scope: { kind: 'feed', feedId: 4 }, ...list },
          { scope: { kind: 'feed', feedId: 5 }, ...list },
        ],
      },
    ]);
    expect(lastNotice()?.text).toBe('31 marked as read in 3 feeds and folders');
    lastNotice()?.action?.run();
    await vi.waitFor(() => expect(lastNotice()?.text).toBe('31 unread again'));
    expect(callsOf('changes.undo')).toEqual([{ changeId: 9 }]);
  });

  it('takes feeds away only after a second word', async () => {
    bridge.answers = {
      ...bridge.answers,
      'changes.undo': ({ changeId }) => ({
        ...change('import', 300, 9),
        skipped: [],
        canRedo: false,
        ...(changeId === null ? { isOnlyOffered: true as const } : {}),
      }),
    };
    await undo(null);
    expect(lastNotice()?.text).toBe('The last change: Imported 300 feeds. It would take feeds away.');
    lastNotice()?.action?.run();
    await vi.waitFor(() => expect(lastNotice()?.text).toMatch(/300 feeds/u));
    expect(callsOf('changes.undo')).toEqual([{ changeId: null }, { changeId: 9 }]);
  });

  it('says so when there is nothing to take back', async () => {
    bridge.answers = { ...bridge.answers, 'changes.undo': () => null };
    void undo(null);
    await vi.waitFor(() => expect(lastNotice()?.text).toBe('Nothing to take back'));
  });
});

describe('what marks as read', () => {
  const useMarking = (markRead: Settings['markRead']) =>
    useSettings.setState({ settings: { ...sampleSettings, markRead, markReadSeconds: 3 } });

  beforeEach(() => {
    vi.useFakeTimers();
    useLayout.setState({ shown: 'article' });
  });

  afterEach(() => {
    vi.useRealTimers();
    useSettings.setState({ settings: null });
  });

  it('is opening, also where rows that are scrolled past are marked', () => {
    useMarking('scrolling');
    openEntry(row(0), 0);
    expect(callsOf('entries.setRead')).toEqual([{ ids: [3], isRead: true, cause: 'opening' }]);
  });

  it('is nothing where only the hand marks', async () => {
    useMarking('hand');
    openEntry(row(0), 0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(callsOf('entries.setRead')).toEqual([]);
  });

  it('is an article that has been open for its seconds, not one that was left before', async () => {
    useMarking('delay');
    openEntry(row(0), 0);
    await vi.advanceTimersByTimeAsync(2999);
    openEntry(row(2), 2);
    await vi.advanceTimersByTimeAsync(2999);
    expect(callsOf('entries.setRead')).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(callsOf('entries.setRead')).toEqual([{ ids: [1], isRead: true, cause: 'opening' }]);
  });

  it('leaves alone what was marked by hand before its seconds were over', async () => {
    useMarking('delay');
    openEntry(row(0), 0);
    toggleRead(row(0));
    toggleRead(row(0));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(callsOf('entries.setRead').map(params => (params as { isRead: boolean }).isRead)).toEqual([true, false]);
  });

  it('is a pass of scrolling at once when another list is opened, which then has it', async () => {
    useMarking('scrolling');
    const { promise: isStored, resolve: store } = Promise.withResolvers<Change>();
    bridge.answers['entries.setRead'] = () => isStored;
    passRows([3, 1]);
    const opened = openView({ kind: 'recent' });
    expect(callsOf('entries.setRead')).toEqual([{ ids: [3, 1], isRead: true, cause: 'command' }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(callsOf('entries.open')).toEqual([]);
    store(change('mark-read', 2));
    await opened;
    expect(callsOf('entries.open')).toHaveLength(1);
  });

  it('is a whole pass of scrolling at once, once it rests, without what is read already', async () => {
    useMarking('scrolling');
    passRows([3, 2]);
    await vi.advanceTimersByTimeAsync(900);
    passRows([1]);
    await vi.advanceTimersByTimeAsync(900);
    expect(callsOf('entries.setRead')).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(callsOf('entries.setRead')).toEqual([{ ids: [3, 1], isRead: true, cause: 'command' }]);
    markPassed();
    expect(callsOf('entries.setRead')).toHaveLength(1);
  });

  it('says when a pass could not be stored, after asking twice', async () => {
    bridge.answers = {};
    passRows([3]);
    markPassed();
    await vi.waitFor(() => expect(lastNotice()).toMatchObject({ text: 'The background worker has stopped.' }));
    expect(callsOf('entries.setRead')).toHaveLength(2);
  });
});
