import type { EntryDetail } from '../../worker/protocol/entries.ts';
import type { EntryId } from '../../worker/protocol/ids.ts';
import { onEvent } from '../client/events.ts';
import { request } from '../client/request.ts';
import { onFlagsChanged } from './entry-flags.ts';
import { useList } from './list.ts';
import { useSelection } from './selection.ts';

/** Longer ones are worth the wait, not the memory. */
const mostChars = 512 * 1024;
/** A long run of read articles is not searched for its end. */
const unreadWithin = 20;

const ahead = new Map<EntryId, EntryDetail>();
let isAsked = false;

/** What was read ahead of this entry. Whoever shows it asks again for what may have changed since. */
export function readAheadOf(id: EntryId): EntryDetail | null {
  return ahead.get(id) ?? null;
}

/** Reads the articles that the next key is likely to open, while the reader reads: it then shows one at once. */
export function readAhead(): void {
  if (isAsked) return;
  isAsked = true;
  whenIdle(() => {
    isAsked = false;
    void readNeighbours().catch(() => undefined);
  });
}

async function readNeighbours(): Promise<void> {
  const wanted = neighbours();
  for (const id of ahead.keys()) if (!wanted.includes(id)) ahead.delete(id);
  await Promise.all(
    wanted.map(async id => {
      if (ahead.has(id)) return;
      const detail = await request('entries.get', { id });
      const size = detail.contentHtml.length + (detail.fullText?.kind === 'there' ? detail.fullText.html.length : 0);
      if (size <= mostChars && neighbours().includes(id)) ahead.set(id, detail);
    }),
  );
}

/** The rows beside the open one, the one after the next, for who goes on at once, and the next unread one. */
function neighbours(): readonly EntryId[] {
  const { selected, openId } = useSelection.getState();
  if (selected === null || selected.id !== openId) return [];
  const { rows } = useList.getState();
  const below = Array.from({ length: unreadWithin }, (_, offset) => rows.get(selected.index + 1 + offset));
  const found = [below[0], below[1], rows.get(selected.index - 1), below.find(row => row?.isRead === false)];
  return [...new Set(found.flatMap(row => (row === undefined ? [] : [row.id])))];
}

/** Soon, but after what is waiting to be drawn. */
export function whenIdle(run: () => void): void {
  // Safari has no such call.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 500 });
  else setTimeout(run);
}

onFlagsChanged(changes => {
  if (changes === null) return ahead.clear();
  for (const change of changes) {
    const detail = ahead.get(change.id);
    if (detail !== undefined) ahead.set(change.id, { ...detail, ...change });
  }
});

onEvent('entries.arrived', ({ feedIds }) => {
  for (const [id, { feedId }] of ahead) if (feedIds.includes(feedId)) ahead.delete(id);
});
