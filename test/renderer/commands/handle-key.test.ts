import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handleKey } from '../../../renderer/commands/handle-key.ts';
import { useDialogs } from '../../../renderer/state/dialogs.ts';
import { useList } from '../../../renderer/state/list.ts';
import type { EntryView } from '../../../worker/protocol/entry-lists.ts';
import type { Change } from '../../../worker/protocol/history.ts';
import type { Result } from '../../../worker/protocol/methods.ts';
import { entryRow } from '../state/entry-row.ts';
import { installFakeBridge } from '../state/fake-bridge.ts';

const bridge = installFakeBridge();
let time = 0;

interface Press {
  readonly key: string;
  readonly shiftKey?: boolean;
  readonly ctrlKey?: boolean;
  /** The nearest ancestors that selectors may ask for. */
  readonly within?: string;
  readonly afterMs?: number;
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
    expect(bridge.calls.map(({ method }) => method)).toEqual(['entries.open', 'entries.open']);
  });
});
