import { create } from 'zustand';
import type { ChangeRecord } from '../../worker/protocol/history.ts';
import type { ChangeId } from '../../worker/protocol/ids.ts';
import { onEvent } from '../client/events.ts';
import { RequestError, request } from '../client/request.ts';
import { latest } from './latest.ts';
import { redo, undo } from './reading.ts';

interface HistoryState {
  /** Newest first; null until the worker has answered. */
  readonly records: readonly ChangeRecord[] | null;
  /** Where older ones begin; null: there are none. */
  readonly next: ChangeId | null;
  readonly error: RequestError | null;
}

const closed: HistoryState = { records: null, next: null, error: null };

/** What was done in the last 30 days, as far as it was asked for. Kept up to date while it is shown. */
export const useHistory = create<HistoryState>()(() => closed);

const pageSize = 100;
const mostAtOnce = 1000;
const askEveryMs = 250;

let isShown = false;

/** @returns stops keeping it up to date */
export function showHistory(): () => void {
  isShown = true;
  useHistory.setState(closed);
  void reload();
  return () => {
    isShown = false;
  };
}

export async function showOlder(): Promise<void> {
  const { next, records } = useHistory.getState();
  if (next === null || records === null) return;
  await answered(async () => {
    const page = await request('changes.list', { before: next, limit: pageSize });
    const { records: shown, next: isNext } = useHistory.getState();
    if (isNext === next && shown !== null) useHistory.setState({ records: [...shown, ...page.records], next: page.next, error: null });
  });
}

/** Settles when the list shows what came of it. */
export async function takeBack(changeId: ChangeId): Promise<void> {
  await undo(changeId);
  await reload();
}

/** As `takeBack`, of what was taken back. */
export async function doAgain(changeId: ChangeId): Promise<void> {
  await redo(changeId);
  await reload();
}

/** Asks again for what is shown: any of it may have been taken back, here or elsewhere. */
const reload = latest(
  () =>
    answered(async () => {
      const limit = Math.min(mostAtOnce, Math.max(pageSize, useHistory.getState().records?.length ?? 0));
      const { records, next } = await request('changes.list', { before: null, limit });
      if (isShown) useHistory.setState({ records, next, error: null });
    }),
  askEveryMs,
);

async function answered(ask: () => Promise<void>): Promise<void> {
  try {
    await ask();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    useHistory.setState({ error });
  }
}

onEvent('entries.stateChanged', () => isShown && void reload());
onEvent('subscriptions.changed', () => isShown && void reload());
