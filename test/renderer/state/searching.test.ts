import { beforeEach, expect, it, vi } from 'vitest';
import { hearEvents } from '../../../renderer/client/events.ts';
import { openView, useList } from '../../../renderer/state/list.ts';
import { registerListPane } from '../../../renderer/state/list-pane.ts';
import { closeSearch, openSearch, typeSearch } from '../../../renderer/state/searching.ts';
import type { EntryList } from '../../../worker/protocol/entry-lists.ts';
import { installFakeBridge } from './fake-bridge.ts';

const bridge = installFakeBridge();
hearEvents();

type Scope = { readonly kind: string; readonly query?: string };
const scopes = (): Scope[] =>
  bridge.calls.filter(({ method }) => method === 'entries.open').map(({ params }) => (params as { view: { scope: Scope } }).view.scope);
const looked = () => scopes().flatMap(({ query }) => query ?? []);
let answer: (() => void)[] = [];
let isSlow = false;

beforeEach(async () => {
  bridge.answers = {
    'entries.open': ({ view }) => {
      const list = { query: { ...view, upToId: 3, openedAt: 1 }, total: 0, unread: 0, index: 0, rows: [], anchorIndex: null } as EntryList;
      return isSlow ? new Promise(resolve => answer.push(() => resolve(list))) : list;
    },
  };
  isSlow = false;
  answer = [];
  await openView({ kind: 'all' });
  openSearch();
  bridge.calls.length = 0;
  return () => {
    isSlow = false;
    return closeSearch();
  };
});

it('looks at once when a word is begun', () => {
  typeSearch('ri');
  expect(looked()).toEqual(['ri*']);
});

it('asks for the newest letters alone as soon as the answer to earlier ones is there', async () => {
  isSlow = true;
  typeSearch('ri');
  typeSearch('riv');
  typeSearch('rive');
  expect(looked()).toEqual(['ri*']);
  answer[0]?.();
  await vi.waitFor(() => expect(looked()).toEqual(['ri*', 'rive*']));
  answer[1]?.();
});

it('does not wait longer than a moment for a slow answer', async () => {
  isSlow = true;
  typeSearch('ri');
  typeSearch('riv');
  await vi.waitFor(() => expect(looked()).toEqual(['ri*', 'riv*']));
  for (const give of answer) give();
});

it('lets one letter, and an operator that is only begun, wait for the next', async () => {
  typeSearch('r');
  typeSearch('is:');
  expect(looked()).toEqual([]);
  await vi.waitFor(() => expect(looked()).toEqual(['is:']));
});

it('takes one letter after a word for itself, once no other follows it', async () => {
  typeSearch('plan');
  typeSearch('plan b');
  typeSearch('plan be');
  await vi.waitFor(() => expect(looked()).toEqual(['plan*', 'plan be*']));
  typeSearch('plan 9');
  await vi.waitFor(() => expect(looked()).toEqual(['plan*', 'plan be*', 'plan 9']));
});

it('leaves the keys with the field that was called again before the list behind it had come', async () => {
  const focus = vi.fn();
  const letGo = registerListPane({ top: () => null, placeOf: () => null, isAtTop: () => true, focus });
  typeSearch('ri');
  await vi.waitFor(() => expect(looked()).toEqual(['ri*']));
  isSlow = true;
  const closing = closeSearch();
  openSearch();
  for (const give of answer) give();
  await closing;
  expect(focus).not.toHaveBeenCalled();
  isSlow = false;
  await closeSearch();
  expect(focus).toHaveBeenCalledOnce();
  letGo();
});

it('counts what was found once the typing rests, so that the next letter waits for no count', async () => {
  const search = { fault: null, left: 0, isCounting: true, ranked: null };
  bridge.answers['entries.open'] = ({ view }) =>
    ({ query: { ...view, upToId: 3, openedAt: 1 }, total: 50, unread: null, index: 0, rows: [], anchorIndex: null, search }) as EntryList;
  bridge.answers['entries.countAll'] = () => ({ total: 1_234 });
  const counted = () => bridge.calls.flatMap(({ method, params }) => (method === 'entries.countAll' ? [params] : []));
  typeSearch('ri');
  await vi.waitFor(() => expect(useList.getState().total).toBe(50));
  typeSearch('riv');
  await vi.waitFor(() => expect(useList.getState().total).toBe(1_234));
  expect(counted()).toMatchObject([{ query: { scope: { query: 'riv*' } } }]);
  expect(useList.getState().search?.isCounting).toBe(false);
});
