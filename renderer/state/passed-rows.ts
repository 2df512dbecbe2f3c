import type { EntryId } from '../../worker/protocol/ids.ts';
import { RequestError, request } from '../client/request.ts';
import { storeInTurn } from './entry-flags.ts';
import { findRow, onListLeaving } from './list.ts';
import { notifyFailure } from './notices.ts';

/** Scrolling that rests for so long is over: what it passed is one change, which one undo takes back. */
const restMs = 1000;
/** Longer passes are stored in pieces: the worker takes no longer list. */
const mostAtOnce = 5000;

let passed = new Set<EntryId>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Rows that were scrolled out of sight above the top are read, as soon as the scrolling rests. */
export function passRows(ids: readonly EntryId[]): void {
  for (const id of ids) if (findRow(id)?.row.isRead === false) passed.add(id);
  if (passed.size >= mostAtOnce) markPassed();
  else keepWaiting();
}

/** The reader scrolls on: the same pass goes on. */
export function keepWaiting(): void {
  clearTimeout(timer);
  if (passed.size > 0) timer = setTimeout(markPassed, restMs);
}

/** To be called when the list goes: nothing more comes to this pass. */
export function markPassed(): void {
  clearTimeout(timer);
  const ids = [...passed];
  const [first] = ids;
  if (first === undefined) return;
  passed = new Set();
  // One stands for all: what waits for marks waits for the one request.
  storeInTurn({ id: first, isRead: true }, () => store(ids));
}

onListLeaving(markPassed);

async function store(ids: readonly EntryId[]): Promise<void> {
  const mark = () => request('entries.setRead', { ids, isRead: true, cause: 'command' });
  try {
    await mark().catch((error: unknown) => {
      // The worker died under it. Asking twice does no harm.
      if (error instanceof RequestError && error.code === 'worker-stopped') return mark();
      throw error;
    });
  } catch (error) {
    notifyFailure(error);
  }
}
