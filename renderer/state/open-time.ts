import type { EntryId } from '../../worker/protocol/ids.ts';
import { onFlagsChanged } from './entry-flags.ts';
import { useLayout } from './layout.ts';
import { useSelection } from './selection.ts';

let waiting: { readonly id: EntryId; readonly timer: ReturnType<typeof setTimeout> } | null = null;

/** Calls once the entry has been open for so long: not when another is opened before, nor when it is marked meanwhile by hand. */
export function afterOpenFor(id: EntryId, delayMs: number, run: () => void): void {
  stop();
  waiting = {
    id,
    timer: setTimeout(() => {
      waiting = null;
      if (isInSight(id)) run();
    }, delayMs),
  };
}

/** Where only one pane fits, the open article may be behind the list. */
function isInSight(id: EntryId): boolean {
  const { widths, shown } = useLayout.getState();
  return useSelection.getState().openId === id && (widths.mode !== 'one' || shown === 'article');
}

function stop(): void {
  clearTimeout(waiting?.timer);
  waiting = null;
}

useSelection.subscribe(({ openId }) => {
  if (waiting !== null && openId !== waiting.id) stop();
});

onFlagsChanged(changes => {
  if (changes?.some(({ id, isRead }) => id === waiting?.id && isRead !== undefined) === true) stop();
});
