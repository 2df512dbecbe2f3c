import { beforeEach, describe, expect, it } from 'vitest';
import { hearEvents } from '../../../renderer/client/events.ts';
import { deleteChosen, markBeyond, markChosen } from '../../../renderer/state/bulk.ts';
import {
  chooseAll,
  chooseTo,
  countChosen,
  endChoice,
  extendChoice,
  isChosen,
  toggleChosen,
  toggleSelected,
  useChoice,
} from '../../../renderer/state/choice.ts';
import { openView, useList } from '../../../renderer/state/list.ts';
import { useNotices } from '../../../renderer/state/notices.ts';
import { openEntry, redo, undo } from '../../../renderer/state/reading.ts';
import { useSelection } from '../../../renderer/state/selection.ts';
import type { EntryDetail } from '../../../worker/protocol/entries.ts';
import type { EntryRow } from '../../../worker/protocol/entry-lists.ts';
import { entryRow } from './entry-row.ts';
import { installFakeBridge } from './fake-bridge.ts';

const bridge = installFakeBridge();
hearEvents();

const total = 250;
const all = Array.from({ length: total }, (_, index) => entryRow({ id: total - index }));
const row = (index: number): EntryRow => all[index] as EntryRow;
const callsOf = (method: string) => bridge.calls.filter(call => call.method === method).map(call => call.params);
const count = () => {
  const { choice } = useChoice.getState();
  return choice === null ? null : countChosen(choice);
};
const targets = () => callsOf('entries.changeMany');

beforeEach(async () => {
  bridge.answers = {
    'entries.open': ({ view, limit }) => ({
      query: { ...view, upToId: total, openedAt: 1 },
      total,
      unread: total,
      index: 0,
      rows: all.slice(0, limit),
      anchorIndex: null,
    }),
    'entries.page': ({ index, limit }) => ({ index, rows: all.slice(index, index + limit) }),
    'entries.get': ({ id }) => ({ ...entryRow({ id }), contentHtml: '' }) as EntryDetail,
    'entries.setRead': () => ({ id: 1, kind: 'mark-read', count: 1 }),
    'entries.changeMany': () => ({ id: 9, kind: 'star', count: 3 }),
    'changes.undo': () => ({ id: 9, kind: 'star', count: 3, skipped: [], canRedo: true }),
    'changes.redo': () => ({ id: 9, kind: 'star', count: 3, skipped: [] }),
  };
  endChoice();
  useSelection.setState({ selected: null, openId: null });
  await openView({ kind: 'all' });
  bridge.calls.length = 0;
});

describe('several articles', () => {
  it('are taken and left one by one, the first with the selected one', () => {
    useSelection.getState().select({ id: row(0).id, index: 0 });
    toggleChosen(row(2), 2);
    expect(count()).toBe(2);
    toggleChosen(row(0), 0);
    toggleChosen(row(2), 2);
    expect(count()).toBeNull();
    toggleSelected();
    expect(count()).toBe(1);
  });

  it('are a range from where it began, which grows, shrinks and turns', async () => {
    toggleChosen(row(5), 5);
    await chooseTo(row(8), 8);
    expect(count()).toBe(4);
    await extendChoice(-1);
    expect(count()).toBe(3);
    await chooseTo(row(3), 3);
    const { choice } = useChoice.getState();
    expect([2, 3, 5, 6].map(index => isChosen(choice, row(index).id))).toEqual([false, true, true, false]);
  });

  it('may reach over rows that are not here', async () => {
    toggleChosen(row(0), 0);
    await chooseTo(row(240), 240);
    expect(count()).toBe(241);
  });

  it('are the whole list by its snapshot, without those left out', async () => {
    chooseAll();
    toggleChosen(row(1), 1);
    expect(count()).toBe(total - 1);
    await markChosen('star');
    const { query } = useList.getState();
    expect(targets()).toEqual([{ target: { query, except: [row(1).id] }, mark: { kind: 'star', isOn: true } }]);
  });

  it('are as many as the list turns out to have', () => {
    chooseAll();
    useList.setState({ total: total + 50 });
    expect(count()).toBe(total + 50);
  });

  it('lose a mark only when all have it', async () => {
    toggleChosen({ ...row(0), isStarred: true }, 0);
    await markChosen('star');
    toggleChosen(row(1), 1);
    await markChosen('star');
    expect(targets()).toMatchObject([{ mark: { isOn: false } }, { mark: { isOn: true } }]);
  });

  it('of a whole list lose a mark only when the worker says that all have it', async () => {
    bridge.answers['entries.changeMany'] = () => ({ id: 0, kind: 'star', count: 0 });
    useList.setState({ rows: new Map([[0, { ...row(0), isStarred: true }]]) });
    chooseAll();
    await markChosen('star');
    await markChosen('star');
    expect(targets()).toMatchObject([{ mark: { kind: 'star', isOn: true } }, { mark: { kind: 'star', isOn: false } }]);
    toggleChosen(row(0), 0);
    await markChosen('star');
    expect(targets().at(-1)).toMatchObject({ mark: { isOn: true } });
  });

  it('end when another view or an article is opened, not when the same view is opened in place', async () => {
    toggleChosen(row(0), 0);
    await openView({ kind: 'all' });
    expect(count()).toBe(1);
    await openView({ kind: 'starred' });
    expect(count()).toBeNull();
    chooseAll();
    await openView({ kind: 'starred' });
    expect(count()).toBeNull();
    toggleChosen(row(0), 0);
    openEntry(row(4), 4);
    expect(count()).toBeNull();
  });

  it('are deleted in one change, and are chosen no longer', async () => {
    toggleChosen(row(0), 0);
    toggleChosen(row(1), 1);
    await deleteChosen();
    expect(targets()).toEqual([{ target: { ids: [row(0).id, row(1).id] }, mark: { kind: 'removed' } }]);
    expect(count()).toBeNull();
  });
});

describe('above and below', () => {
  it('are marked up to the row and without it', async () => {
    await markBeyond('above', row(3));
    await markBeyond('below', row(3));
    const { query } = useList.getState();
    const { id, sortAt } = row(3);
    const mark = { kind: 'read', isOn: true };
    expect(targets()).toEqual([
      { target: { query, to: { id, sortAt }, except: [id] }, mark },
      { target: { query, from: { id, sortAt }, except: [id] }, mark },
    ]);
  });
});

describe('taking back and doing again', () => {
  it('offer each other', async () => {
    await undo(null);
    const offered = useNotices.getState().notices.at(-1)?.action;
    expect(offered?.label).toBe('Redo');
    await redo(9);
    expect(callsOf('changes.redo')).toEqual([{ changeId: 9 }]);
    expect(useNotices.getState().notices.at(-1)?.action?.label).toBe('Undo');
    bridge.answers = { ...bridge.answers, 'changes.undo': () => ({ id: 3, kind: 'subscribe', count: 1, skipped: [], canRedo: false }) };
    await undo(null);
    expect(useNotices.getState().notices.at(-1)?.action).toBeNull();
    const skipped = [3, 4].map(id => ({ id, kind: 'subscribe' as const, count: 1 }));
    bridge.answers = { ...bridge.answers, 'changes.redo': () => ({ id: 0, kind: 'subscribe', count: 0, skipped }) };
    await redo(null);
    expect(useNotices.getState().notices.at(-1)?.text).toBe(
      'Nothing to do again. Passed over, as it cannot be done again by itself: Subscribed to 2 feeds',
    );
  });
});
