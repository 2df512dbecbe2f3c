import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handleKey } from '../../../renderer/commands/handle-key.ts';
import { useDialogs } from '../../../renderer/state/dialogs.ts';
import { useEntry } from '../../../renderer/state/entry.ts';
import { useLayout } from '../../../renderer/state/layout.ts';
import { useList } from '../../../renderer/state/list.ts';
import { useSavedSearches } from '../../../renderer/state/saved-searches.ts';
import { useSelection } from '../../../renderer/state/selection.ts';
import { useSettings } from '../../../renderer/state/settings.ts';
import { useSubscriptions } from '../../../renderer/state/subscriptions.ts';
import { useRenaming } from '../../../renderer/state/tree-changes.ts';
import { useTreeChoice } from '../../../renderer/state/tree-choice.ts';
import type { EntryDetail } from '../../../worker/protocol/entries.ts';
import type { EntryView } from '../../../worker/protocol/entry-lists.ts';
import type { Change } from '../../../worker/protocol/history.ts';
import type { Result } from '../../../worker/protocol/methods.ts';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { entryRow } from '../state/entry-row.ts';
import { installFakeBridge } from '../state/fake-bridge.ts';
import { folder, subscription, subscriptionTree } from '../state/subscription-tree.ts';

const bridge = installFakeBridge();
let time = 0;

interface Press {
  readonly key: string;
  readonly shiftKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly repeat?: boolean;
  /** The nearest ancestors that selectors may ask for. */
  readonly within?: string;
  readonly afterMs?: number;
  /** Place on the keyboard, where that is not the key's name. */
  readonly code?: string;
}

function press({ key, within = '', afterMs = 50, ...rest }: Press): { readonly isTaken: boolean; readonly isPrevented: boolean } {
  time += afterMs;
  const preventDefault = vi.fn();
  const event = {
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
    defaultPrevented: false,
    timeStamp: time,
    getModifierState: () => false,
    target: { closest: (selector: string) => (within !== '' && selector.split(', ').some(part => part.startsWith(within)) ? {} : null) },
    preventDefault,
    ...rest,
  };
  const isTaken = handleKey(event as unknown as KeyboardEvent);
  return { isTaken, isPrevented: preventDefault.mock.calls.length > 0 };
}

const opened = (view: EntryView, ...ids: readonly number[]): Result<'entries.open'> => ({
  query: { ...view, upToId: 99, openedAt: 1 },
  total: ids.length,
  unread: ids.length,
  index: 0,
  rows: ids.map(id => entryRow({ id, isRead: false })),
  anchorIndex: null,
});
const done: Change = { id: 1, kind: 'mark-read', count: 1 };

const openDialog = () => useDialogs.getState().open?.kind ?? null;
const openedViews = () => bridge.calls.flatMap(call => (call.method === 'entries.open' ? [call.params] : []));

beforeEach(() => {
  useDialogs.setState({ open: null });
  useList.setState({ total: 0, query: null });
  bridge.calls.length = 0;
  time += 10_000;
});

describe('the keys', () => {
  it('run commands', () => {
    expect(press({ key: '?', shiftKey: true })).toEqual({ isTaken: true, isPrevented: true });
    expect(openDialog()).toBe('help');
  });

  it('take two after one another', () => {
    expect(press({ key: 'g' }).isTaken).toBe(true);
    expect(press({ key: 's' }).isTaken).toBe(true);
    expect(openedViews()).toMatchObject([{ view: { scope: { kind: 'starred' } } }]);
  });

  it('forget the first of two after a while, or when another key comes', () => {
    press({ key: 'g' });
    press({ key: 'u', afterMs: 5_000 });
    press({ key: 'g' });
    press({ key: '+' });
    press({ key: 'u' });
    expect(openedViews()).toEqual([]);
  });

  it('are off in text fields and in menus', () => {
    expect(press({ key: '?', within: 'input' }).isTaken).toBe(false);
    expect(press({ key: '+', within: '[role="menu"]' }).isTaken).toBe(false);
    expect(openDialog()).toBeNull();
  });

  it('reach the palette and the settings from a text field too, where Ctrl is held, and nothing else', () => {
    expect(press({ key: 'k', ctrlKey: true, within: 'input' })).toEqual({ isTaken: true, isPrevented: true });
    expect(openDialog()).toBe('palette');
    useDialogs.setState({ open: null });
    expect(press({ key: ',', ctrlKey: true, within: 'textarea' }).isTaken).toBe(true);
    expect(openDialog()).toBe('settings');
    useDialogs.setState({ open: null });
    for (const key of [':', ',', 'k']) expect(press({ key, within: 'input' })).toEqual({ isTaken: false, isPrevented: false });
    for (const key of ['z', 'a', 'n'])
      expect(press({ key, ctrlKey: true, within: 'input' })).toEqual({ isTaken: false, isPrevented: false });
    expect(openDialog()).toBeNull();
  });

  it('are off under a dialog', () => {
    useDialogs.setState({ open: { kind: 'help' } });
    expect(press({ key: '+' }).isTaken).toBe(false);
    expect(openDialog()).toBe('help');
  });

  it('leave Enter and space to what is pressed by them', () => {
    useList.setState({ total: 3 });
    expect(press({ key: 'Enter', within: 'button' }).isTaken).toBe(false);
    expect(press({ key: 'Enter', within: 'a[href]' }).isTaken).toBe(false);
    expect(press({ key: ' ', within: 'button' }).isTaken).toBe(false);
    expect(press({ key: ' ' }).isTaken).toBe(true);
  });

  it('do nothing, and keep nothing from the browser, while their command is off', () => {
    expect(press({ key: 'j' })).toEqual({ isTaken: false, isPrevented: false });
  });

  it('that a browser keeps for itself are not counted on in a tab', () => {
    expect(press({ key: 'n', ctrlKey: true }).isTaken).toBe(false);
    expect(press({ key: '+' }).isTaken).toBe(true);
    expect(openDialog()).toBe('add-feed');
  });

  it('that are pressed right after a view was chosen wait for its list, each after the one before', async () => {
    const list = Promise.withResolvers<void>();
    bridge.answers = {
      'entries.open': ({ view }) => list.promise.then(() => opened(view, 1, 2, 3)),
      'entries.findUnread': () => ({ row: entryRow({ id: 2, isRead: false }), index: 1 }),
      'entries.setRead': () => done,
      'entries.setStarred': () => done,
    };
    press({ key: 'g' });
    press({ key: 'u' });
    expect(press({ key: ' ' })).toEqual({ isTaken: true, isPrevented: true });
    // The list before was empty: this one may have rows.
    expect(press({ key: 'j' })).toEqual({ isTaken: true, isPrevented: true });
    press({ key: 's' });
    await Promise.resolve();
    expect(bridge.calls.map(({ method }) => method)).toEqual(['entries.open']);
    list.resolve();
    await vi.waitFor(() => expect(bridge.calls.some(({ method }) => method === 'entries.setStarred')).toBe(true));
    const { query } = useList.getState();
    expect(bridge.calls).toContainEqual({ method: 'entries.findUnread', params: { query, index: -1, direction: 1 } });
    expect(query?.scope).toEqual({ kind: 'unread' });
    expect(bridge.calls.find(({ method }) => method === 'entries.setStarred')?.params).toEqual({ ids: [3], isStarred: true });
  });

  it('that were meant for a list that was left again are forgotten', async () => {
    const lists = Promise.withResolvers<void>();
    bridge.answers = { 'entries.open': ({ view }) => lists.promise.then(() => opened(view, 1)) };
    press({ key: 'g' });
    press({ key: 'u' });
    press({ key: 'A', shiftKey: true });
    press({ key: 'g' });
    press({ key: 's' });
    lists.resolve();
    await vi.waitFor(() => expect(useList.getState().total).toBe(1));
    await new Promise(resolve => setTimeout(resolve, 20));
    // Beside its lists, only the first article of one is read ahead.
    const acted = bridge.calls.map(({ method }) => method).filter(method => method !== 'entries.get');
    expect(acted).toEqual(['entries.open', 'entries.open']);
  });
});

describe('the keys in the sidebar', () => {
  const label = { id: 4, name: 'Water', color: 'blue', entryCount: 0, unreadCount: 0 } as const;
  const search = { id: 3, name: 'Floods', query: 'flood', order: 'newest', within: null } as const;
  const asked = (method: string) => bridge.calls.flatMap(call => (call.method === method ? [call.params] : []));
  const goTo = (here: string | null) => useTreeChoice.setState({ here, keys: new Set(), anchor: null });

  beforeEach(() => {
    bridge.answers = { 'entries.open': ({ view }) => opened(view, 1) };
    const tree = subscriptionTree([folder(5, 'Walks')], [subscription(1, 'Rivers', 5), subscription(2, 'Hills')]);
    useSubscriptions.setState({ tree: { ...tree, labels: [label] } });
    useSavedSearches.setState({ searches: [search] });
    useLayout.setState({ focused: 'sidebar' });
    useRenaming.setState({ key: null });
    useSettings.setState({ settings: null });
    // An article is open meanwhile.
    useSelection.setState({ openId: 1, selected: null });
    useEntry.setState({ detail: { ...entryRow({ id: 1 }) } as EntryDetail });
  });

  afterEach(() => {
    useLayout.setState(({ widths }) => ({ focused: 'list', widths: { ...widths, mode: 'three' } }));
    useSelection.setState({ openId: null, selected: null });
    useEntry.setState({ detail: null });
    goTo(null);
  });

  it('delete what stands there, each by its own question or change, and never an article', async () => {
    goTo('feed:2');
    expect(press({ key: 'Delete' }).isTaken).toBe(true);
    await vi.waitFor(() => expect(asked('subscriptions.marked')).toEqual([{ feedIds: [2] }]));
    goTo('folder:5');
    press({ key: 'Delete' });
    expect(useDialogs.getState().open).toEqual({ kind: 'delete-folder', folderId: 5 });
    useDialogs.setState({ open: null });
    goTo('label:4');
    press({ key: 'Delete' });
    expect(asked('labels.remove')).toEqual([{ labelId: 4 }]);
    goTo('saved:3');
    press({ key: 'Delete' });
    expect(asked('searches.remove')).toEqual([{ id: 3 }]);
    // Held down, it takes no second one.
    goTo('feed:1');
    expect(press({ key: 'Delete', repeat: true }).isPrevented).toBe(true);
    useTreeChoice.setState({ here: 'feed:2', keys: new Set(['feed:1', 'feed:2']) });
    expect(press({ key: '#', shiftKey: true }).isTaken).toBe(true);
    await vi.waitFor(() => expect(asked('subscriptions.marked')).toEqual([{ feedIds: [2] }, { feedIds: [1, 2] }]));
    for (const here of ['all', 'unread', null]) {
      goTo(here);
      for (const key of ['Delete', '#']) expect(press({ key }).isTaken).toBe(false);
    }
    expect(asked('entries.remove')).toEqual([]);
    useLayout.setState({ focused: 'list' });
    press({ key: 'Delete' });
    expect(asked('entries.remove')).toHaveLength(1);
  });

  it('delete by # too, unless the user has given that to something else', async () => {
    goTo('label:4');
    press({ key: '#' });
    expect(asked('labels.remove')).toEqual([{ labelId: 4 }]);
    useSettings.setState({ settings: { keyPreset: 'freshet', keyChanges: { history: ['#'] } } as unknown as Settings });
    press({ key: '#' });
    expect(useDialogs.getState().open).toEqual({ kind: 'history' });
    useDialogs.setState({ open: null });
    press({ key: 'Delete' });
    expect(asked('labels.remove')).toHaveLength(2);
  });

  it('rename and move by whatever key the user has given, on any layout', () => {
    goTo('feed:2');
    press({ key: 'Ь', code: 'KeyM', shiftKey: true });
    expect(useDialogs.getState().open).toEqual({ kind: 'move-to-folder', keys: ['feed:2'] });
    useDialogs.setState({ open: null });
    useSettings.setState({ settings: { keyPreset: 'freshet', keyChanges: { rename: ['w'] } } as unknown as Settings });
    expect(press({ key: 'F2' }).isTaken).toBe(false);
    expect(useRenaming.getState().key).toBeNull();
    press({ key: 'w' });
    expect(useRenaming.getState().key).toBe('feed:2');
    // Its row is not to be seen: the drawer is closed.
    useRenaming.setState({ key: null });
    useLayout.setState(({ widths }) => ({ widths: { ...widths, mode: 'two' } }));
    press({ key: 'w' });
    expect([useRenaming.getState().key, useDialogs.getState().open]).toEqual([null, { kind: 'feed-properties', feedId: 2 }]);
    useDialogs.setState({ open: null });
    goTo('label:4');
    press({ key: 'w' });
    expect(useDialogs.getState().open).toEqual({ kind: 'label-properties', labelId: 4 });
  });
});
