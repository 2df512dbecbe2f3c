import { create } from 'zustand';
import type { EntryDetail } from '../../worker/protocol/entries.ts';
import { onEvent } from '../client/events.ts';
import { RequestError, request } from '../client/request.ts';
import { keepAhead, readAhead, readAheadOf, whenIdle } from './entries-ahead.ts';
import { type FlagChange, flagsOnTheirWay, onFlagsChanged } from './entry-flags.ts';
import { useSelection } from './selection.ts';

interface EntryState {
  /** The open entry; while the next one is being read, still the one before. */
  readonly detail: EntryDetail | null;
  /** Set when the open entry could not be read. */
  readonly error: RequestError | null;
}

export const useEntry = create<EntryState>()(() => ({ detail: null, error: null }));

/** Reads the open entry again; also after a failure. */
export async function loadEntry(): Promise<void> {
  const id = useSelection.getState().openId;
  if (id === null) return useEntry.setState({ detail: null, error: null });
  const marks = flagsOnTheirWay(change => change.id === id);
  if (marks !== null) {
    await marks;
    if (useSelection.getState().openId !== id) return;
  }
  const before = useEntry.getState().detail;
  // What is marked meanwhile may be missing in the answer: it was read before. So may a text that comes meanwhile.
  const marked: FlagChange[] = [];
  const stop = onFlagsChanged(changes => marked.push(...(changes ?? []).filter(change => change.id === id)));
  try {
    const detail: EntryDetail = Object.assign(await request('entries.get', { id }), ...marked);
    if (useSelection.getState().openId !== id) return;
    const now = useEntry.getState().detail;
    const hasText = now?.id === id && before?.id === id && now.fullText !== before.fullText;
    // The same object while nothing changed: the article is drawn only once.
    const loaded = hasText ? { ...detail, fullText: now.fullText } : detail;
    if (JSON.stringify(loaded) !== JSON.stringify(now)) useEntry.setState({ detail: loaded, error: null });
    readAhead();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    if (useSelection.getState().openId === id) useEntry.setState({ detail: null, error });
  } finally {
    stop();
  }
}

useSelection.subscribe((state, before) => {
  if (state.openId === before.openId) return;
  const left = useEntry.getState().detail;
  if (left !== null && left.id === before.openId) keepAhead(left);
  // What went wrong with the entry before says nothing of this one.
  const detail = state.openId === null ? null : readAheadOf(state.openId);
  useEntry.setState(detail === null ? { error: null } : { detail, error: null });
  if (detail === null) return void loadEntry();
  readAhead();
  // What stands there already is asked for again once it is drawn, if the reader has not gone on by then.
  whenIdle(() => {
    if (useSelection.getState().openId === state.openId) void loadEntry();
  });
});

onFlagsChanged(changes => {
  // Also what was not there: unsubscribing takes an article away, and undo brings it back.
  if (changes === null) return void loadEntry();
  const { detail } = useEntry.getState();
  if (detail === null) return;
  const flags = changes.find(change => change.id === detail.id);
  if (flags !== undefined) useEntry.setState({ detail: { ...detail, ...flags } });
});

// The feed may have rewritten the article that is being read.
onEvent('entries.arrived', ({ feedIds }) => {
  const feedId = useEntry.getState().detail?.feedId;
  if (feedId !== undefined && feedIds.includes(feedId)) void loadEntry();
});
