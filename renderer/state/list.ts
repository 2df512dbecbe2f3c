import { create } from 'zustand';
import type { EntryQuery, EntryRow } from '../../worker/protocol/entry-lists.ts';
import type { EntryId } from '../../worker/protocol/ids.ts';
import type { SearchAnswer } from '../../worker/protocol/search.ts';
import { onEvent } from '../client/events.ts';
import { RequestError, request } from '../client/request.ts';
import { flagsOnTheirWay, onFlagsChanged } from './entry-flags.ts';
import { latest } from './latest.ts';
import { nextWish, type PageWish, pageSize, type Rows, withFlags, withRows } from './row-cache.ts';
import { defaultOptions, entryView, type ViewName, type ViewOptions, viewKey } from './view.ts';

interface ListState {
  readonly view: ViewName;
  /** What the user set for a view, where it is not the default. By view key. */
  readonly options: Readonly<Record<string, ViewOptions>>;
  /** The list as it was opened; null before the first one and while an unhurried next one is awaited. */
  readonly query: EntryQuery | null;
  readonly total: number;
  readonly rows: Rows;
  /** Row to bring into sight when this list was opened, and how: an index at the top, offset in CSS pixels. */
  readonly startAt: { readonly index: number; readonly offset: number };
  /** Counts the openings: the same view opened again is a new list. */
  readonly opening: number;
  /** Arrived since the list was opened. */
  readonly newCount: number;
  /** What a search says beside its rows. */
  readonly search: SearchAnswer | null;
  readonly error: RequestError | null;
}

export const useList = create<ListState>()(() => ({
  view: { kind: 'all' },
  options: {},
  query: null,
  total: 0,
  rows: new Map(),
  startAt: { index: 0, offset: 0 },
  opening: 0,
  newCount: 0,
  search: null,
  error: null,
}));

/** Names this page to the worker: a search asked anew stops the earlier one. */
const asker = crypto.randomUUID();

/** Of a search: of what was found the text is read, to show where. More than a window holds; the rest as it is wanted. */
const firstFound = 40;

/** A view that answers faster does not flicker through its skeleton. */
const skeletonAfterMs = 100;

export function optionsOf(state: Pick<ListState, 'options'>, view: ViewName): ViewOptions {
  return state.options[viewKey(view)] ?? defaultOptions;
}

let openings = 0;
/** Where the list that is on its way begins; null when none is. */
let comingAt: OpenOptions | null = null;

/** Where the list begins that is being opened now: what is on the screen is another one's place. Null when none is. */
export function comingPlace(): OpenOptions | null {
  return comingAt;
}

/** Settles when no list is on its way any more: what acts on the list acts on the one whose name is shown. */
export async function listArrival(): Promise<void> {
  while (comingAt !== null) await opened.catch(() => undefined);
}

let opened: Promise<unknown> = Promise.resolve();

let finishList: () => void = () => undefined;

/** Who stores what was done in the open list and still waits, before another one is asked for. */
export function onListLeaving(finish: () => void): void {
  finishList = finish;
}

export interface OpenOptions {
  /** Begin at this entry instead of the top, if the list has it. */
  readonly anchorId?: EntryId | null;
  /** Where in the window of the list the anchor stood, CSS pixels from its top. */
  readonly offset?: number;
}

/** Opens a view, with what has arrived. Settles when its rows are there, with the anchor's index. Nothing is marked. */
export function openView(view: ViewName, options: OpenOptions = {}): Promise<number | null> {
  const opening = bringView(view, options);
  opened = opening;
  return opening;
}

async function bringView(view: ViewName, { anchorId = null, offset = 0 }: OpenOptions): Promise<number | null> {
  finishList();
  const opening = ++openings;
  comingAt = { anchorId, offset };
  const isSameView = viewKey(view) === viewKey(useList.getState().view);
  useList.setState({ view, error: null });
  const skeleton = setTimeout(() => {
    if (!isSameView && opening === openings) useList.setState({ query: null, total: 0, rows: new Map(), newCount: 0 });
  }, skeletonAfterMs);
  try {
    // What was read or starred a moment ago: asked for at once, the list might be without it.
    const marks = flagsOnTheirWay();
    if (marks !== null) await marks;
    if (opening !== openings) return null;
    const options = optionsOf(useList.getState(), view);
    const list = await request('entries.open', {
      view: entryView(view, options, Date.now()),
      anchorId,
      limit: view.kind === 'search' ? firstFound : pageSize,
      asker,
    });
    if (opening !== openings) return null;
    const search = list.search ?? null;
    // What an earlier search has found stays while the next one is typed.
    if (isSameView && search !== null && search.fault !== null && useList.getState().query !== null) {
      useList.setState({ search });
      return null;
    }
    const start = list.anchorIndex ?? 0;
    inSight = { first: start, last: start };
    useList.setState({
      query: list.query,
      total: list.total,
      rows: withRows(new Map(), list.index, list.rows, start),
      startAt: { index: start, offset: list.anchorIndex === null ? 0 : offset },
      opening,
      newCount: 0,
      search,
      error: null,
    });
    clearTimeout(counting);
    if (search?.isCounting === true) counting = setTimeout(() => void countAll(), countAfterMs);
    return list.anchorIndex;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    if (opening === openings) useList.setState({ query: null, total: 0, rows: new Map(), newCount: 0, error });
    return null;
  } finally {
    clearTimeout(skeleton);
    if (opening === openings) comingAt = null;
  }
}

/** A count takes longer than a search: begun while one types, the next letter would wait until it has stopped. */
const countAfterMs = 300;
let counting: ReturnType<typeof setTimeout> | undefined;

/** Of a search that was opened with its beginning: how many there are comes after. */
async function countAll(): Promise<void> {
  const { query, opening } = useList.getState();
  if (query === null) return;
  try {
    const { total } = await request('entries.countAll', { query, asker });
    const { search } = useList.getState();
    if (useList.getState().opening === opening && search !== null) useList.setState({ total, search: { ...search, isCounting: false } });
  } catch (error) {
    // Stopped by the next search; after a worker that ended, recheckList asks again.
    if (!(error instanceof RequestError)) throw error;
  }
}

/** Changes how the open view is shown and opens it anew around `anchorId`. */
export async function changeOptions(change: Partial<ViewOptions>, anchor: OpenOptions): Promise<number | null> {
  const { view, options } = useList.getState();
  const changed = { ...optionsOf({ options }, view), ...change };
  const { [viewKey(view)]: _, ...others } = options;
  const isDefault = !changed.onlyUnread && changed.order === defaultOptions.order && !changed.byFeed;
  useList.setState({ options: isDefault ? others : { ...others, [viewKey(view)]: changed } });
  return openView(view, anchor);
}

/** What is in sight, and a row that a command waits for. */
let inSight = { first: 0, last: 0 };
let awaited: number | null = null;
let loading: Promise<void> | null = null;

/** Sees to it that the rows in sight are there. What was in sight before is given up. */
export function wantRows(first: number, last: number): void {
  inSight = { first, last };
  void loadMissing();
}

/** The row at `index`, read first if it is not here. Null beyond the ends of the list. */
export async function rowAt(index: number): Promise<EntryRow | null> {
  const { total, rows } = useList.getState();
  if (index < 0 || index >= total) return null;
  if (!rows.has(index)) {
    awaited = index;
    await loadMissing();
    awaited = null;
  }
  return useList.getState().rows.get(index) ?? null;
}

function loadMissing(): Promise<void> {
  if (loading === null && wish() === null) return Promise.resolve();
  loading ??= loadPages();
  return loading;
}

function wish(): PageWish | null {
  const { query, rows, total } = useList.getState();
  if (query === null) return null;
  const first = awaited === null ? null : nextWish(rows, awaited, awaited, total);
  return first ?? nextWish(rows, inSight.first, inSight.last, total);
}

/** One page at a time, the one most wanted at its turn: dragging through a long list asks only for where it rests. */
async function loadPages(): Promise<void> {
  try {
    for (let next = wish(); next !== null; next = wish()) {
      const { query, opening, total } = useList.getState();
      if (query === null) return;
      const page = await request('entries.page', { query, ...next });
      // Opened anew meanwhile, or a row was taken out of it.
      if (useList.getState().opening !== opening || useList.getState().total !== total) continue;
      const { first, last } = inSight;
      useList.setState(state => ({ rows: withRows(state.rows, page.index, page.rows, first, last, awaited ?? first) }));
      // Asked for again, what is not there would be missing without end.
      if (page.rows.length < next.limit) return renew(page.index + page.rows.length);
    }
  } catch (error) {
    // The rows stay blank; they are asked for again when the worker is back.
    if (!(error instanceof RequestError)) throw error;
  } finally {
    loading = null;
  }
}

let openAnew: (end: number | null) => void = () => undefined;
/** The opening that came of the list having fewer rows than it was opened with; null once states have changed since. */
let renewed: number | null = null;

/** Who opens the list anew where it stands, when what it was opened with is not there any more: read again, an article is elsewhere in what was read lately. `end`: where the rows end, if that is known. */
export function onListShorter(open: (end: number | null) => void): void {
  openAnew = open;
}

/** @param end where the rows end, should the list opened anew be as short */
function renew(end: number): void {
  if (renewed === useList.getState().opening) {
    useList.setState({ total: end });
    return;
  }
  openAnew(end);
  renewed = openings;
}

/** A row that is here, by its entry. */
export function findRow(id: EntryId): { readonly index: number; readonly row: EntryRow } | null {
  for (const [index, row] of useList.getState().rows) if (row.id === id) return { index, row };
  return null;
}

/** Takes a row that is here out of the open list; those below it move up. */
export function dropRow(id: EntryId): void {
  const found = findRow(id);
  if (found === null) return;
  useList.setState(({ rows, total }) => ({
    total: total - 1,
    rows: new Map([...rows].flatMap(([index, row]) => (row.id === id ? [] : [[index > found.index ? index - 1 : index, row] as const]))),
  }));
  void loadMissing();
}

/** The rows are asked for again where they are wanted: the list holds others than before. */
export function forgetRows(): void {
  useList.setState({ rows: new Map() });
  void loadMissing();
}

const countNewEveryMs = 200;

const countNew = latest(async () => {
  const { query, opening } = useList.getState();
  if (query === null) return;
  const { count } = await request('entries.countNew', { query });
  if (useList.getState().opening !== opening) return;
  // Nothing to keep in place: what comes into an empty list is shown.
  if (count > 0 && useList.getState().total === 0) await openView(useList.getState().view);
  else useList.setState({ newCount: count });
}, countNewEveryMs);

/** After the worker was away: the list stays, its states and the count of new ones are asked for again. */
export function recheckList(): void {
  const { query, view, error } = useList.getState();
  if (query === null && error !== null) return void openView(view);
  if (useList.getState().search?.isCounting === true) void countAll();
  void reloadRows().then(loadMissing);
  void countNew().catch(() => undefined);
}

/** Asks again for the states of what is in sight and forgets the rest. */
async function reloadRows(): Promise<void> {
  const { query, rows, total, opening } = useList.getState();
  if (query === null || rows.size === 0) return;
  const first = Math.max(0, Math.min(inSight.first, total - 1) - pageSize / 4);
  const page = await request('entries.page', { query, index: first, limit: pageSize, after: null, before: null }).catch(() => null);
  if (page === null || useList.getState().opening !== opening) return;
  useList.setState({ rows: withRows(new Map(), page.index, page.rows, first) });
  if (page.rows.length < Math.min(pageSize, total - first)) renew(page.index + page.rows.length);
}

onFlagsChanged(changes => {
  renewed = null;
  if (changes === null) return void reloadRows();
  useList.setState(state => {
    const rows = withFlags(state.rows, changes);
    return rows === state.rows ? state : { rows };
  });
});

onEvent('entries.arrived', () => void countNew().catch(() => undefined));

onEvent('search.indexed', ({ left }) => {
  const { search, view } = useList.getState();
  if (search === null || view.kind !== 'search') return;
  if (left > 0) useList.setState({ search: { ...search, left } });
  // What the list was opened without is found now.
  else if (search.left > 0) openAnew(null);
  else void countNew().catch(() => undefined);
});
