import type { EntryRow } from '../../worker/protocol/entry-lists.ts';
import type { Change } from '../../worker/protocol/history.ts';
import type { EntryId } from '../../worker/protocol/ids.ts';
import { RequestError, request } from '../client/request.ts';
import { number } from '../format/time.ts';
import { t } from '../words.ts';
import { useEntry } from './entry.ts';
import { type FlagChange, flagsOnTheirWay, showFlags, storeInTurn, wishFlag } from './entry-flags.ts';
import { useLayout } from './layout.ts';
import { findRow, listArrival, openView, rowAt, useList } from './list.ts';
import { listPane } from './list-pane.ts';
import { hint, notify, notifyFailure } from './notices.ts';
import { afterOpenFor } from './open-time.ts';
import { useSelection } from './selection.ts';
import { useSettings } from './settings.ts';
import { useSubscriptions } from './subscriptions.ts';
import type { Movable } from './tree-moves.ts';
import type { ViewName } from './view.ts';
import { viewTitle } from './view-title.ts';

/** Opens an entry: shows it, and marks it as read, as the settings have it. Beside scrolling past, the only thing that marks without a command. */
export function openEntry(row: EntryRow, index: number): void {
  const { select, open } = useSelection.getState();
  select({ id: row.id, index });
  open(row.id);
  leaveSidebar();
  useLayout.getState().showPane('article');
  if (!row.isRead) markOpened(row);
}

/** Marks an entry as read because it was opened, wherever, as the settings have it. */
export function markOpened(entry: EntryRow): void {
  const mark = (): void => setFlag(entry, { id: entry.id, isRead: true }, 'opening');
  const { markRead, markReadSeconds } = useSettings.getState().settings ?? { markRead: 'opening', markReadSeconds: 0 };
  // A window of its own is opened to read: how long it stays is not known here.
  const isHere = useSelection.getState().openId === entry.id;
  if (markRead === 'delay' && isHere) afterOpenFor(entry.id, markReadSeconds * 1000, mark);
  else if (markRead !== 'hand') mark();
}

/** Opens an entry that need not be in the list, as from a notification. */
export async function openEntryById(id: EntryId): Promise<void> {
  const found = findRow(id);
  if (found !== null) return openEntry(found.row, found.index);
  try {
    const detail = await request('entries.get', { id });
    const index = await openView({ kind: 'feed', feedId: detail.feedId }, { anchorId: id });
    openEntry(detail, index ?? 0);
  } catch (error) {
    notifyFailure(error);
  }
}

/** Moves the selection by one row. With `andOpen` the entry is opened too. */
export async function moveSelection(step: 1 | -1, andOpen: boolean): Promise<void> {
  const { selected, select } = useSelection.getState();
  const index = selected === null ? firstInSight() : besideIndex(selected.index, step);
  const row = await rowAt(index);
  if (row === null) {
    const { total } = useList.getState();
    if (total === 0 || (index >= 0 && index < total)) return;
    hint(t(step > 0 ? 'notice.lastArticle' : 'notice.firstArticle', { view: openTitle() }));
    // Where the keys stay, also for whoever has scrolled away from there.
    select(selected);
    return;
  }
  leaveSidebar();
  if (andOpen) openEntry(row, index);
  else select({ id: row.id, index });
}

/** @param index between two rows where the selected one is gone */
function besideIndex(index: number, step: 1 | -1): number {
  return step > 0 ? Math.floor(index) + 1 : Math.ceil(index) - 1;
}

/** Whoever walks through the list or reads has left it: its keys would else go on meaning feeds. */
function leaveSidebar(): void {
  if (useLayout.getState().focused === 'sidebar') listPane()?.focus();
}

/** With nothing selected the keys begin where the reader looks. */
export function firstInSight(): number {
  const top = listPane()?.top() ?? null;
  const row = top === null ? null : findRow(top.anchorId);
  if (top === null || row === null) return useList.getState().startAt.index;
  // A row that is mostly scrolled away is not what the reader looks at.
  return top.offset < -40 ? Math.min(row.index + 1, useList.getState().total - 1) : row.index;
}

/** Opens the nearest unread entry after or before the selected one. False when there is none. @param from in place of the selected row */
export async function openNextUnread(direction: 1 | -1, from: number | null = null): Promise<boolean> {
  const found = await findNextUnread(direction, { from });
  if (found === 'none') hint(t(direction > 0 ? 'notice.noUnreadBelow' : 'notice.noUnreadAbove', { view: openTitle() }));
  return found === 'found';
}

interface FindNext {
  readonly from?: number | null;
  /** Nothing is opened. */
  readonly isOnlyAsked?: boolean;
}

/** The same without a word when there is none. 'gone': the list is another one meanwhile, or could not be asked. */
export async function findNextUnread(
  direction: 1 | -1,
  { from = null, isOnlyAsked = false }: FindNext = {},
): Promise<'found' | 'none' | 'gone'> {
  const { query, opening } = useList.getState();
  if (query === null) return 'gone';
  const here = from ?? useSelection.getState().selected?.index ?? firstInSight() - 1;
  const index = besideIndex(here, direction) - direction;
  try {
    await flagsOnTheirWay(({ isRead }) => isRead === false);
    const found = await request('entries.findUnread', { query, index, direction });
    if (useList.getState().opening !== opening) return 'gone';
    // Where it is here: the worker counts from the selected row, which may be elsewhere by now.
    if (found !== null && !isOnlyAsked) openEntry(found.row, findRow(found.row.id)?.index ?? found.index);
    return found === null ? 'none' : 'found';
  } catch (error) {
    notifyFailure(error);
    return 'gone';
  }
}

/** The entry that commands act on: the selected one, else the open one. */
export function targetEntry(): EntryRow | null {
  const { selected, openId } = useSelection.getState();
  const id = selected?.id ?? openId;
  if (id === null || (useLayout.getState().isOwnWindow && useEntry.getState().error !== null)) return null;
  const { detail } = useEntry.getState();
  return findRow(id)?.row ?? (detail?.id === id ? detail : null);
}

export function toggleRead(entry: EntryRow): void {
  setFlag(entry, { id: entry.id, isRead: !entry.isRead }, 'command');
}

export function toggleStar(entry: EntryRow): void {
  setFlag(entry, { id: entry.id, isStarred: !entry.isStarred }, 'command');
}

export function toggleLater(entry: EntryRow): void {
  setFlag(entry, { id: entry.id, isLater: !entry.isLater }, 'command');
}

/** Marks what the open list shows as read, and offers to take it back. */
export async function markListRead(): Promise<void> {
  await listArrival();
  const { query } = useList.getState();
  if (query === null) return;
  const title = openTitle();
  try {
    await flagsOnTheirWay();
    sayMarked(await request('entries.markAllRead', { query }), title);
  } catch (error) {
    notifyFailure(error);
  }
}

type RowView = Extract<ViewName, { readonly kind: 'feed' | 'folder' | 'label' }>;

/** The same for a feed, folder or label whose list is not open: as it would be opened now. */
export function markViewRead(view: RowView): Promise<void> {
  return markViewsRead([view], viewTitle(view, useSubscriptions.getState().tree));
}

/** The same of several rows of the sidebar, as one change. */
export async function markRowsRead({ feedIds, folderIds }: Movable): Promise<void> {
  const views = [
    ...folderIds.map(folderId => ({ kind: 'folder', folderId }) as const),
    ...feedIds.map(feedId => ({ kind: 'feed', feedId }) as const),
  ];
  await markViewsRead(views, t('notice.chosenRows', { number: number(views.length) }));
}

async function markViewsRead([first, ...others]: readonly RowView[], title: string): Promise<void> {
  if (first === undefined) return;
  try {
    await flagsOnTheirWay();
    const { query } = await request('entries.open', {
      view: { scope: first, onlyUnread: true, order: 'newest' },
      anchorId: null,
      limit: 1,
    });
    // What fixes a list to the moment of its opening is the same for each.
    const also = others.length === 0 ? {} : { also: others.map(scope => ({ ...query, scope })) };
    sayMarked(await request('entries.markAllRead', { query, ...also }), title);
  } catch (error) {
    notifyFailure(error);
  }
}

/** What the open view is called. A window of one article may have the list of a feed that is gone. */
export function openTitle(): string {
  return viewTitle(useList.getState().view, useSubscriptions.getState().tree) || t('view.thisList');
}

function sayMarked(change: Change, title: string): void {
  if (change.count === 0) {
    notify(t('notice.nothingToMark', { view: title }));
    return;
  }
  notify(t('notice.marked', { count: change.count, view: title }), {
    action: { label: t('notice.undo'), run: () => void undo(change.id) },
  });
}

/** Takes back one change, or with null the newest that still stands. */
export async function undo(changeId: number | null): Promise<void> {
  try {
    await flagsOnTheirWay();
    const change = await request('changes.undo', { changeId });
    if (change === null) notify(t('notice.nothingToUndo'));
    else if (change.isOnlyOffered === true) offerToTakeBack(change);
    else if (change.count === 0) notify(t('notice.nothingLeft'));
    else {
      const { id, kind, count, skipped, canRedo } = change;
      const action = canRedo ? { action: { label: t('notice.redo'), run: () => void redo(id) } } : {};
      notify(withSkipped(t(`notice.undone.${kind}`, { count }), skipped, 'notice.skippedByUndo'), action);
    }
  } catch (error) {
    notifyFailure(error);
  }
}

function offerToTakeBack({ id, kind, count }: Change): void {
  notify(t('notice.takeBackFeeds', { what: t(`history.kind.${kind}`, { count, number: number(count) }) }), {
    action: { label: t('history.takeBack'), run: () => void undo(id) },
  });
}

/** Does one change again that was taken back, or with null the last that was. */
export async function redo(changeId: number | null): Promise<void> {
  try {
    await flagsOnTheirWay();
    const change = await request('changes.redo', { changeId });
    if (change === null) notify(t('notice.nothingToRedo'));
    else if (change.id === 0) notify(withSkipped(t('notice.nothingToRedo'), change.skipped, 'notice.skippedByRedo'));
    else if (change.count === 0) notify(t('notice.nothingLeftToRedo'));
    else {
      const { id, kind, count, skipped } = change;
      notify(withSkipped(t(`history.kind.${kind}`, { count, number: number(count) }), skipped, 'notice.skippedByRedo'), {
        action: { label: t('notice.undo'), run: () => void undo(id) },
      });
    }
  } catch (error) {
    notifyFailure(error);
  }
}

const mostSkipped = 3;

/** What was done, and what had to be passed over for it. */
function withSkipped(words: string, skipped: readonly Change[], key: 'notice.skippedByUndo' | 'notice.skippedByRedo'): string {
  if (skipped.length === 0) return words;
  const counts = new Map<Change['kind'], number>();
  for (const { kind, count } of skipped) counts.set(kind, (counts.get(kind) ?? 0) + count);
  const kinds = [...counts].slice(0, mostSkipped).map(([kind, count]) => t(`history.kind.${kind}`, { count, number: number(count) }));
  const what = kinds.join(t('history.between')) + (counts.size > mostSkipped ? t('history.andMore') : '');
  return t(key, { words, what });
}

/** Shows the change at once and stores it; what cannot be stored is taken back and said. */
function setFlag(entry: EntryRow, change: FlagChange, cause: 'command' | 'opening'): void {
  const wish = wishFlag(change);
  storeInTurn(change, () =>
    storeFlag(change, cause)
      .catch((error: unknown) => {
        // The worker died under it. It says how things shall be, not what to turn over: asking twice does no harm.
        const isWorthAgain = error instanceof RequestError && error.code === 'worker-stopped' && wish.isNewest();
        if (!isWorthAgain) throw error;
        return storeFlag(change, cause);
      })
      .catch((error: unknown) => {
        if (wish.isNewest()) showFlags([{ id: entry.id, ...before(entry, change) }]);
        notifyFailure(error);
      })
      .finally(wish.end),
  );
}

function before(entry: EntryRow, change: FlagChange): Omit<FlagChange, 'id'> {
  if (change.isRead !== undefined) return { isRead: entry.isRead };
  return change.isLater === undefined ? { isStarred: entry.isStarred } : { isLater: entry.isLater };
}

function storeFlag({ id, isRead, isStarred, isLater }: FlagChange, cause: 'command' | 'opening'): Promise<Change> {
  if (isRead !== undefined) return request('entries.setRead', { ids: [id], isRead, cause });
  if (isLater !== undefined) return request('entries.setLater', { ids: [id], isLater });
  return request('entries.setStarred', { ids: [id], isStarred: isStarred === true });
}
