import type { EntryDetail } from '../../worker/protocol/entries.ts';
import type { EntryRow } from '../../worker/protocol/entry-lists.ts';
import type { EntryId } from '../../worker/protocol/ids.ts';
import { onEvent } from '../client/events.ts';
import { request } from '../client/request.ts';
import { onFlagsChanged } from './entry-flags.ts';
import { useList } from './list.ts';
import { useSelection } from './selection.ts';

/** Longer ones are worth the wait, not the memory. */
const mostChars = 512 * 1024;
/** Of the rows below: who goes on key by key is faster than a page that is busy drawing finds time to ask. */
const rowsAhead = 6;
/** A browser asks one server for six things at once: what the reader asks for finds room. */
const atOnce = 3;
/** A long run of read articles is not searched for its end. */
const unreadWithin = 20;

/** Null: too long to be kept. */
const ahead = new Map<EntryId, EntryDetail | null>();
/** Being read. False: it changed meanwhile, and the answer may be of before. */
const underWay = new Map<EntryId, boolean>();
let isWaiting = false;

/** What was read ahead of this entry. Whoever shows it asks again for what may have changed since. */
export function readAheadOf(id: EntryId): EntryDetail | null {
  return ahead.get(id) ?? null;
}

/** An article that was open is the one before or after the next. */
export function keepAhead(detail: EntryDetail): void {
  const size = detail.contentHtml.length + (detail.fullText?.kind === 'there' ? detail.fullText.html.length : 0);
  ahead.set(detail.id, size <= mostChars ? detail : null);
}

/** Reads the articles that the next keys are likely to open, while the reader reads: they are then shown at once. */
export function readAhead(): void {
  if (isWaiting) return;
  isWaiting = true;
  whenIdle(() => {
    isWaiting = false;
    readNext();
  });
}

function readNext(): void {
  while (underWay.size < atOnce) {
    const id = nextWanted();
    if (id === undefined) return;
    underWay.set(id, true);
    void request('entries.get', { id })
      .then(detail => underWay.get(id) === true && keepAhead(detail))
      .finally(() => underWay.delete(id))
      .then(readNext, () => undefined);
  }
}

function nextWanted(): EntryId | undefined {
  const wanted = neighbours();
  for (const id of ahead.keys()) if (!wanted.includes(id)) ahead.delete(id);
  return wanted.find(id => !ahead.has(id) && !underWay.has(id));
}

/** The next row and the next unread one, the row before, and some more below. While nothing is chosen: where the list begins. */
function neighbours(): readonly EntryId[] {
  const { selected, openId } = useSelection.getState();
  const { rows, startAt } = useList.getState();
  if (selected === null) return idsOf([rows.get(startAt.index), rows.get(startAt.index + 1)]);
  if (selected.id !== openId) return [];
  const below = Array.from({ length: unreadWithin }, (_, offset) => rows.get(selected.index + 1 + offset));
  return idsOf([below[0], below.find(row => row?.isRead === false), rows.get(selected.index - 1), ...below.slice(1, rowsAhead)]);
}

function idsOf(rows: readonly (EntryRow | undefined)[]): readonly EntryId[] {
  return [...new Set(rows.flatMap(row => (row === undefined ? [] : [row.id])))];
}

/** Soon, but after what is waiting to be drawn. */
export function whenIdle(run: () => void): void {
  // Safari has no such call.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 500 });
  else setTimeout(run);
}

useList.subscribe(({ opening, view }, before) => {
  // A search is opened anew with every letter.
  if (opening !== before.opening && view.kind !== 'search') readAhead();
});

onFlagsChanged(changes => {
  if (changes === null) return forgetAll();
  for (const change of changes) {
    if (underWay.has(change.id)) underWay.set(change.id, false);
    const detail = ahead.get(change.id);
    if (detail != null) ahead.set(change.id, { ...detail, ...change });
  }
});

onEvent('entries.arrived', ({ feedIds }) => {
  for (const id of underWay.keys()) underWay.set(id, false);
  for (const [id, detail] of ahead) if (detail === null || feedIds.includes(detail.feedId)) ahead.delete(id);
});

function forgetAll(): void {
  ahead.clear();
  for (const id of underWay.keys()) underWay.set(id, false);
}
