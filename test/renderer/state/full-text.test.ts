import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hearEvents } from '../../../renderer/client/events.ts';
import { loadEntry, useEntry } from '../../../renderer/state/entry.ts';
import { toggleFullText } from '../../../renderer/state/full-text.ts';
import { useSelection } from '../../../renderer/state/selection.ts';
import type { EntryDetail, FullText } from '../../../worker/protocol/entries.ts';
import { entryRow } from './entry-row.ts';
import { installFakeBridge } from './fake-bridge.ts';

const bridge = installFakeBridge();
hearEvents();

/** As the store has it. */
let stored: EntryDetail;
const refused: FullText = { kind: 'failed', message: 'The server does not let Freshet open this page (403).', at: 1 };
const callsOf = (method: string) => bridge.calls.filter(call => call.method === method).map(call => call.params);
const shown = () => useEntry.getState().detail;

beforeEach(async () => {
  stored = { ...entryRow({ id: 3 }), url: 'https://a.example/3', contentHtml: '', fullText: null, showsFullText: false } as EntryDetail;
  bridge.answers = {
    'entries.get': () => stored,
    'entries.showFullText': ({ isShown }) => {
      stored = { ...stored, showsFullText: isShown };
      return null;
    },
    'entries.fetchFullText': () => {
      stored = { ...stored, fullText: refused };
      return refused;
    },
  };
  useSelection.setState({ selected: null, openId: null });
  // Nothing of the test before is shown again.
  bridge.emit({ name: 'entries.stateChanged', payload: { changes: null } });
  useSelection.setState({ openId: 3 });
  await vi.waitFor(() => expect(shown()?.id).toBe(3));
  bridge.calls.length = 0;
});

describe('The full text of an article that is being read from the store once more', () => {
  /** An answer of before everything that follows, which comes when the function is called. */
  function readOnce(): () => Promise<void> {
    const before = stored;
    const { promise, resolve } = Promise.withResolvers<EntryDetail>();
    bridge.answers['entries.get'] = () => promise;
    const loaded = loadEntry();
    return () => {
      resolve(before);
      return loaded;
    };
  }

  it('stays wished, though the answer does not know of it, and says what came of it', async () => {
    const answer = readOnce();
    toggleFullText();
    await answer();
    expect(shown()?.showsFullText).toBe(true);
    await vi.waitFor(() => expect(shown()?.fullText).toEqual(refused));
  });

  it('is not given up for an answer that was on its way when the text came', async () => {
    const answer = readOnce();
    toggleFullText();
    await vi.waitFor(() => expect(shown()?.fullText).toEqual(refused));
    await answer();
    expect(shown()).toMatchObject({ showsFullText: true, fullText: refused });
  });

  it('is asked for only when it is stored that it is to be shown, and turned back after that', async () => {
    const waiting: (() => void)[] = [];
    bridge.answers['entries.showFullText'] = () => new Promise(resolve => waiting.push(() => resolve(null)));
    toggleFullText();
    void loadEntry();
    toggleFullText();
    await new Promise(setImmediate);
    expect(callsOf('entries.get')).toEqual([]);
    expect(callsOf('entries.showFullText')).toEqual([{ id: 3, isShown: true }]);
    waiting[0]?.();
    await vi.waitFor(() =>
      expect(callsOf('entries.showFullText')).toEqual([
        { id: 3, isShown: true },
        { id: 3, isShown: false },
      ]),
    );
    waiting[1]?.();
    await vi.waitFor(() => expect(callsOf('entries.get')).toHaveLength(1));
  });

  it('goes back to the feed’s version in sight where that could not be stored', async () => {
    bridge.answers['entries.showFullText'] = () => Promise.reject(new Error('the worker died'));
    toggleFullText();
    expect(shown()?.showsFullText).toBe(true);
    await vi.waitFor(() => expect(shown()?.showsFullText).toBe(false));
  });
});
