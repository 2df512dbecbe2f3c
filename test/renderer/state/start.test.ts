import { describe, expect, it, vi } from 'vitest';
import { hearEvents } from '../../../renderer/client/events.ts';
import { optionsOf, useList } from '../../../renderer/state/list.ts';
import { goToView } from '../../../renderer/state/navigation.ts';
import { useSelection } from '../../../renderer/state/selection.ts';
import { startReader } from '../../../renderer/state/start.ts';
import { writeNotes } from '../../../renderer/state/window-notes.ts';
import type { EntryQuery } from '../../../worker/protocol/entry-lists.ts';
import type { RefreshState } from '../../../worker/protocol/refresh.ts';
import type { Settings, WindowNotes } from '../../../worker/protocol/settings.ts';
import type { WorkerStatus } from '../../../worker/protocol/status.ts';
import { entryRow } from './entry-row.ts';
import { installFakeBridge } from './fake-bridge.ts';
import { subscriptionTree } from './subscription-tree.ts';

const bridge = installFakeBridge();
hearEvents();
vi.stubGlobal('document', new EventTarget());
Object.assign(window, { addEventListener: () => undefined });

const kept = writeNotes({
  view: { kind: 'unread' },
  options: { starred: { onlyUnread: false, order: 'oldest', byFeed: false } },
  openId: 7,
  selectedId: 7,
  listTop: null,
  articleTop: 0,
  places: [],
  shown: 'article',
  folded: [],
  sidebarWidth: null,
  listWidth: null,
  recent: [],
  speed: 1,
});

describe('the start of the window', () => {
  it('leaves readers who were quicker where they went, with the order they had chosen there', async () => {
    const notes = Promise.withResolvers<WindowNotes>();
    bridge.answers = {
      'window.notes': () => notes.promise,
      'settings.get': () => ({}) as Settings,
      'refresh.state': () => ({}) as RefreshState,
      'worker.status': () => ({}) as WorkerStatus,
      'subscriptions.list': () => subscriptionTree([], []),
      'entries.open': ({ view }) => {
        const query: EntryQuery = { ...view, upToId: 9, openedAt: 1 };
        return { query, total: 1, unread: 0, index: 0, rows: [entryRow({ id: 7 })], anchorIndex: null };
      },
    };
    void startReader();
    await goToView({ kind: 'starred' });
    notes.resolve(kept);
    await vi.waitFor(() => expect(optionsOf(useList.getState(), { kind: 'starred' }).order).toBe('oldest'));
    await vi.waitFor(() => expect(useList.getState().query?.order).toBe('oldest'));
    expect(useList.getState().view).toEqual({ kind: 'starred' });
    expect(useSelection.getState().openId).toBeNull();
  });
});
