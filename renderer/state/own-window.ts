import type { EntryRow, EntryScope } from '../../worker/protocol/entry-lists.ts';
import type { OpenedFrom } from '../../worker/protocol/host.ts';
import type { EntryId } from '../../worker/protocol/ids.ts';
import { onEvent } from '../client/events.ts';
import { isInBrowserTab } from '../client/host.ts';
import { RequestError, request } from '../client/request.ts';
import { t } from '../words.ts';
import { loadEntry, useEntry } from './entry.ts';
import { onFlagsChanged } from './entry-flags.ts';
import { loadHealth } from './health.ts';
import { useLayout } from './layout.ts';
import { dropRow, findRow, forgetRows, useList, wantRows } from './list.ts';
import { hint, notify, notifyFailure } from './notices.ts';
import { setSpeed } from './player.ts';
import { markOpened } from './reading.ts';
import { focusReadingPane } from './reading-pane.ts';
import { restoreReadingPlaces } from './reading-places.ts';
import { useSelection } from './selection.ts';
import { loadSettings } from './settings.ts';
import { shareReadingPlaces } from './shared-places.ts';
import { loadSubscriptions } from './subscriptions.ts';
import type { ViewName } from './view.ts';
import { readNotes } from './window-notes.ts';

const fragment = /^#article=([1-9]\d{0,15})(?:&from=([^&]*))?$/;

export interface OwnArticle {
  readonly id: EntryId;
  /** Null: there is nothing before and after it. */
  readonly from: OpenedFrom | null;
}

/** The article that this window was opened for; null for the reader itself. */
export function ownArticle(hash: string): OwnArticle | null {
  const [, digits, list] = fragment.exec(hash) ?? [];
  const id = Number(digits);
  return Number.isSafeInteger(id) ? { id, from: list === undefined ? null : readList(list) } : null;
}

/** What the query holds is the worker's to judge. */
function readList(encoded: string): OpenedFrom | null {
  try {
    const { query, total, index } = JSON.parse(decodeURIComponent(encoded)) as OpenedFrom;
    const isSound = typeof query?.scope?.kind === 'string' && Number.isSafeInteger(total) && Number.isSafeInteger(index);
    return isSound && index >= 0 && index < total ? { query, total, index } : null;
  } catch {
    return null;
  }
}

function fragmentOf({ id, from }: OwnArticle): string {
  return `#article=${id}${from === null ? '' : `&from=${encodeURIComponent(JSON.stringify(from))}`}`;
}

/** The open list, where it has the article. */
function openedFrom(id: EntryId): OpenedFrom | null {
  const { query, total } = useList.getState();
  const { selected } = useSelection.getState();
  const { isOwnWindow } = useLayout.getState();
  const index = findRow(id)?.index ?? (selected?.id === id ? selected.index : null);
  return query === null || index === null ? null : { query, total: isOwnWindow ? openedTotal : total, index: Math.ceil(index) };
}

/** Opens an article in a window of its own; in a browser that is a tab. */
export async function openInOwnWindow(entry: EntryRow): Promise<void> {
  if (useLayout.getState().isOwnWindow) return;
  if (isInBrowserTab()) {
    // With an opener, as only so the tab has a share in this session; it is our own page.
    const tab = window.open(location.pathname + fragmentOf({ id: entry.id, from: openedFrom(entry.id) }), `freshet-article-${entry.id}`);
    if (tab === null) return notify(t('notice.tabBlocked'), { isTrouble: true });
  } else {
    try {
      await request('host.openArticle', { entryId: entry.id, from: openedFrom(entry.id) });
    } catch (error) {
      return notifyFailure(error);
    }
  }
  if (!entry.isRead) markOpened(entry);
}

export function closeOwnWindow(): void {
  window.close();
  // Of a tab that was opened by its address the browser says no.
  if (!window.closed) hint(t('notice.cannotClose'));
}

/**
 * Brings a window of one article to life; it hears the same events as the reader, and goes through the list that it was opened from.
 * Settles when the article is there, or could not be had.
 */
export function startOwnWindow(article: OwnArticle): Promise<void> {
  useLayout.setState({ isOwnWindow: true, shown: 'article', focused: 'article' });
  takeList(article);
  onEvent('host.health', health => {
    if (health.state === 'ready') void load();
  });
  useEntry.subscribe(({ detail }) => {
    if (detail !== null) document.title = detail.title || t('app.name');
  });
  // What a reload, or the same article opened once more, finds here.
  useSelection.subscribe(({ openId }) => {
    if (openId !== null) history.replaceState(null, '', fragmentOf({ id: openId, from: openedFrom(openId) }));
  });
  window.addEventListener('hashchange', () => {
    const asked = ownArticle(location.hash);
    if (asked === null) return;
    takeList(asked);
    useSelection.getState().open(asked.id);
  });
  onEvent('entries.removed', ({ ids }) => void dropRows(ids));
  onFlagsChanged(changes => {
    if (changes !== null) return;
    useList.setState({ total: openedTotal });
    void findPlace();
  });
  shareReadingPlaces();
  void loadHealth().catch(() => undefined);
  return load(article.id);
}

/** As many as the list had that it was opened from: what is taken back is in it again. */
let openedTotal = 0;

function takeList({ id, from }: OwnArticle): void {
  if (from === null) return;
  openedTotal = from.total;
  const { query, total, index } = from;
  useList.setState({ view: viewOfScope(query.scope), query, total, rows: new Map() });
  useSelection.getState().place({ id, index });
}

/** Whatever is gone from the list, the article is asked for again: what became of it is said in its place. */
async function dropRows(ids: readonly EntryId[] | null): Promise<void> {
  const { selected, openId, place } = useSelection.getState();
  if (ids === null) useList.setState({ total: openedTotal });
  if (ids === null || ids.some(id => findRow(id) === null)) void findPlace();
  for (const id of ids ?? []) dropRow(id);
  if (selected !== null && ids?.includes(selected.id)) place({ id: selected.id, index: selected.index - 0.5 });
  else if (selected !== null) place({ id: selected.id, index: findRow(selected.id)?.index ?? selected.index });
  if (ids !== null && !ids.some(id => id === openId)) return;
  await loadEntry();
  const { selected: now } = useSelection.getState();
  const isBack = now !== null && now.id === useEntry.getState().detail?.id;
  if (isBack) place({ id: now.id, index: Math.ceil(now.index) });
}

/** Rows before the selected one may be gone, or back: it is asked where it stands now, and what is beside it there. */
async function findPlace(): Promise<void> {
  forgetRows();
  const { query } = useList.getState();
  const { selected } = useSelection.getState();
  if (query === null || selected === null) return;
  const { id } = selected;
  const found = await request('entries.place', { query, id }).catch(() => null);
  if (useList.getState().query !== query) return;
  const { selected: now, place } = useSelection.getState();
  // The reader has gone on by where it stood before.
  if (now?.id !== id) return findPlace();
  const { index, isThere } = found ?? { index: now.index, isThere: true };
  if (found !== null) place({ id, index: isThere ? index : index - 0.5 });
  forgetRows();
  wantRows(index, index);
}

/** For its name only. */
function viewOfScope(scope: EntryScope): ViewName {
  if (scope.kind === 'today') return { kind: 'today' };
  return scope.kind === 'search' ? { kind: 'search', query: scope.query, order: scope.order, within: null, savedId: null } : scope;
}

/** @param first at the start; later the one that is open is asked for again */
async function load(first: EntryId | null = null): Promise<void> {
  try {
    const [notes] = await Promise.all([request('window.notes', {}), loadSettings(), loadSubscriptions()]);
    if (first === null) return await loadEntry();
    const { places, speed } = readNotes(notes);
    restoreReadingPlaces(places);
    setSpeed(speed);
    useSelection.getState().open(first);
    void findPlace();
    // Arrows and Page Down scroll the article, which nobody has clicked yet.
    focusReadingPane();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
  }
}
