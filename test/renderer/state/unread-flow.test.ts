import { beforeEach, describe, expect, it } from 'vitest';
import { openView, useList } from '../../../renderer/state/list.ts';
import { notify, useNotices } from '../../../renderer/state/notices.ts';
import { useSelection } from '../../../renderer/state/selection.ts';
import { useSubscriptions } from '../../../renderer/state/subscriptions.ts';
import { flowOn, nextWithUnread } from '../../../renderer/state/unread-flow.ts';
import type { EntryDetail } from '../../../worker/protocol/entries.ts';
import type { SubscriptionTree } from '../../../worker/protocol/subscriptions.ts';
import { sampleSubscription } from '../../helpers/article-window.ts';
import { entryRow } from './entry-row.ts';
import { installFakeBridge } from './fake-bridge.ts';

const bridge = installFakeBridge();

/** Feeds 1 and 2 in the folder 7, then 3 and 4 by themselves. */
function treeWith(unread: readonly [number, number, number, number]): SubscriptionTree {
  return {
    folders: [{ id: 7, title: 'Rivers', parentId: null, position: 0, pace: null, isPaused: false, retention: null, fullText: null }],
    subscriptions: unread.map((unreadCount, index) => ({
      ...sampleSubscription,
      feedId: index + 1,
      title: `Feed ${index + 1}`,
      folderId: index < 2 ? 7 : null,
      position: index,
      unreadCount,
    })),
    kept: [],
    labels: [],
    counts: { unread: unread.reduce((sum, count) => sum + count, 0), today: 0, starred: 0, later: 0 },
  };
}

const said = () => useNotices.getState().notices.at(-1)?.text;

/** Which rows of the list are unread, by index. */
let unreadRows: ReadonlySet<number>;

beforeEach(async () => {
  unreadRows = new Set();
  bridge.answers = {
    'entries.open': ({ view }) => {
      const isNext = view.scope.kind === 'feed' && view.scope.feedId === 3;
      if (isNext) unreadRows = new Set([1]);
      const rows = [entryRow({ id: isNext ? 31 : 11, isRead: true }), entryRow({ id: isNext ? 30 : 10, isRead: !isNext })];
      return { query: { ...view, upToId: 99, openedAt: 1 }, total: 2, unread: unreadRows.size, index: 0, rows, anchorIndex: null };
    },
    'entries.findUnread': ({ index, direction }) => {
      const at = direction > 0 ? [...unreadRows].find(row => row > index) : [...unreadRows].findLast(row => row < index);
      const row = at === undefined ? undefined : useList.getState().rows.get(at);
      return at === undefined || row === undefined ? null : { row, index: at };
    },
    'entries.get': ({ id }) => ({ ...entryRow({ id }), contentHtml: '' }) as EntryDetail,
    'entries.setRead': () => ({ id: 1, kind: 'mark-read', count: 1 }),
    'entries.countNew': () => ({ count: 0 }),
  };
  useNotices.setState({ notices: [] });
  useSubscriptions.setState({ tree: treeWith([0, 0, 2, 0]) });
  useSelection.setState({ selected: null, openId: null });
  await openView({ kind: 'feed', feedId: 1 });
  useSelection.setState({ selected: { id: 10, index: 1 }, openId: 10 });
});

describe('Space at the end of a list', () => {
  it('goes by the counts of this moment, not by those that the window has heard of', async () => {
    const { counts, labels } = treeWith([0, 0, 0, 0]);
    const tree = treeWith([0, 0, 0, 0]);
    useSubscriptions.setState({ tree });
    bridge.answers['subscriptions.counts'] = () => ({ feeds: [[3, 1]], labels, counts: { ...counts, unread: 1 } });
    bridge.answers['subscriptions.list'] = () => treeWith([0, 0, 1, 0]);
    await flowOn();
    expect(said()).toContain('goes on to Feed 3');
  });

  it('leaves what can still be taken back in sight', async () => {
    notify('31 marked as read', { action: { label: 'Undo', run: () => undefined } });
    await flowOn();
    expect(useNotices.getState().notices.map(({ action }) => action?.label)).toEqual(['Undo', 'Go on']);
  });

  it('says which feed is next, and goes there when it is pressed again', async () => {
    await flowOn();
    expect(said()).toContain('goes on to Feed 3');
    expect(useList.getState().view).toEqual({ kind: 'feed', feedId: 1 });
    await flowOn();
    expect(useList.getState().view).toEqual({ kind: 'feed', feedId: 3 });
    expect(useSelection.getState()).toMatchObject({ openId: 30, selected: { id: 30, index: 1 } });
    expect(said()).toBeUndefined();
  });

  it('forgets what it has offered when the reader has gone elsewhere, or some time has passed', async () => {
    let now = 1000;
    await flowOn(() => now);
    now += 60_000;
    await flowOn(() => now);
    useSelection.setState({ selected: { id: 11, index: 0 } });
    await flowOn(() => now);
    expect(useList.getState().view).toEqual({ kind: 'feed', feedId: 1 });
  });

  it('goes to what is unread above before it leaves the list', async () => {
    unreadRows = new Set([0]);
    await flowOn();
    expect(said()).toContain('unread above');
    await flowOn();
    expect(useSelection.getState().openId).toBe(11);
  });

  it('says when everything is read', async () => {
    useSubscriptions.setState({ tree: treeWith([0, 0, 0, 0]) });
    await flowOn();
    expect(said()).toBe('Everything is read');
  });
});

describe('the next view with unread articles', () => {
  it('is the next feed after a feed, and from the last one the first', () => {
    expect(nextWithUnread(treeWith([1, 0, 0, 3]), { kind: 'feed', feedId: 1 })).toEqual({ kind: 'feed', feedId: 4 });
    expect(nextWithUnread(treeWith([1, 0, 0, 3]), { kind: 'feed', feedId: 4 })).toEqual({ kind: 'feed', feedId: 1 });
  });

  it('is the next folder or feed after a folder', () => {
    expect(nextWithUnread(treeWith([0, 0, 0, 3]), { kind: 'folder', folderId: 7 })).toEqual({ kind: 'feed', feedId: 4 });
  });

  it('is Unread after any other view', () => {
    expect(nextWithUnread(treeWith([1, 0, 0, 0]), { kind: 'starred' })).toEqual({ kind: 'unread' });
    expect(nextWithUnread(treeWith([0, 0, 0, 0]), { kind: 'starred' })).toBeNull();
  });

  it('is a feed that is kept apart, after Unread and All articles', () => {
    expect(nextWithUnread(treeWith([0, 2, 0, 0]), { kind: 'all' })).toEqual({ kind: 'feed', feedId: 2 });
  });
});
