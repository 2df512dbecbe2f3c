import { create } from 'zustand';
import type { EntryQuery, EntryRow, EntryTarget } from '../../worker/protocol/entry-lists.ts';
import type { EntryId } from '../../worker/protocol/ids.ts';
import { onEvent } from '../client/events.ts';
import { request } from '../client/request.ts';
import { t } from '../words.ts';
import { onFlagsChanged } from './entry-flags.ts';
import { findRow, rowAt, useList } from './list.ts';
import { hint, notifyFailure } from './notices.ts';
import { useSelection } from './selection.ts';
import { viewKey } from './view.ts';

type Marks = Pick<EntryRow, 'isRead' | 'isStarred' | 'isLater'>;

/** Several articles of the open list, for one command: some of them, or all but a few however many that are. */
export type Choice =
  | { readonly kind: 'some'; readonly marks: ReadonlyMap<EntryId, Marks> }
  | {
      readonly kind: 'all';
      readonly query: EntryQuery;
      readonly total: number;
      readonly except: ReadonlySet<EntryId>;
      /** Marks that all have by the worker's word: most rows may never be here. */
      readonly have: ReadonlySet<keyof Marks>;
    };

interface ChoiceState {
  /** Null: commands are for the selected article. */
  readonly choice: Choice | null;
  /** Where a range begins: the row that was chosen or selected last by itself. */
  readonly anchor: { readonly id: EntryId; readonly index: number } | null;
}

export const useChoice = create<ChoiceState>()(() => ({ choice: null, anchor: null }));

/** The worker takes no longer list of articles; a whole list needs none. */
const mostChosen = 10_000;
/** Rows of a range that are asked for at once. */
const rangePage = 1000;

export function isChosen(choice: Choice | null, id: EntryId): boolean {
  if (choice === null) return false;
  return choice.kind === 'some' ? choice.marks.has(id) : !choice.except.has(id);
}

export function countChosen(choice: Choice): number {
  return choice.kind === 'some' ? choice.marks.size : choice.total - choice.except.size;
}

export function targetOf(choice: Choice): EntryTarget {
  return choice.kind === 'some' ? { ids: [...choice.marks.keys()] } : { query: choice.query, except: [...choice.except] };
}

/** Whether everything that is chosen is known to have a mark. */
export function haveAll(choice: Choice, mark: keyof Marks): boolean {
  if (choice.kind === 'some') return choice.marks.size > 0 && [...choice.marks.values()].every(row => row[mark]);
  if (choice.have.has(mark)) return true;
  const known = [...useList.getState().rows.values()].filter(({ id }) => isChosen(choice, id));
  return known.length > 0 && known.length === countChosen(choice) && known.every(row => row[mark]);
}

/** The worker has found nothing to give this mark to: the next command takes it. */
export function noteAllHave(choice: Choice, mark: keyof Marks): void {
  if (choice.kind !== 'all' || useChoice.getState().choice !== choice) return;
  useChoice.setState({ choice: { ...choice, have: new Set([...choice.have, mark]) } });
}

export function endChoice(): void {
  if (useChoice.getState().choice !== null) useChoice.setState({ choice: null, anchor: null });
}

/** Takes a row to what is chosen, or leaves it out. The first one takes the selected row along. */
export function toggleChosen(row: EntryRow, index: number): void {
  const { choice } = useChoice.getState();
  const { selected, select } = useSelection.getState();
  const first = selected === null || selected.id === row.id ? null : findRow(selected.id);
  setChoice(toggled(choice ?? some(first === null ? [] : [first.row]), row));
  useChoice.setState({ anchor: { id: row.id, index } });
  select({ id: row.id, index });
}

/** Takes or leaves the selected row. */
export function toggleSelected(): void {
  const { selected } = useSelection.getState();
  const found = selected === null ? null : findRow(selected.id);
  if (found === null) return;
  setChoice(toggled(useChoice.getState().choice ?? some([]), found.row));
  useChoice.setState({ anchor: { id: found.row.id, index: found.index } });
}

/** Chooses all from the row where the range begins to this one. */
export async function chooseTo(row: EntryRow, index: number): Promise<void> {
  const { selected, select } = useSelection.getState();
  const anchor = useChoice.getState().anchor ?? selected ?? { id: row.id, index };
  const begin = findRow(anchor.id)?.index ?? anchor.index;
  const [first, last] = begin <= index ? [begin, index] : [index, begin];
  select({ id: row.id, index });
  useChoice.setState({ anchor: { id: anchor.id, index: begin } });
  if (last - first >= mostChosen) {
    hint(t('choice.tooMany', { count: mostChosen }));
    return;
  }
  const { opening } = useList.getState();
  const turn = ++turns;
  const rows = await rowsBetween(first, last);
  if (rows !== null && turn === turns && useList.getState().opening === opening) useChoice.setState({ choice: some(rows) });
}

/** Only the newest of several ranges counts: the one before may still be read. */
let turns = 0;

/** Moves the selection by a row and chooses up to there. */
export async function extendChoice(step: 1 | -1): Promise<void> {
  const { selected } = useSelection.getState();
  if (selected === null) return;
  const index = selected.index + step;
  const row = await rowAt(index);
  if (row !== null) await chooseTo(row, index);
}

/** All of the open list, also what is not here yet. */
export function chooseAll(): void {
  const { query, total } = useList.getState();
  turns++;
  if (query !== null && total > 0)
    useChoice.setState({ choice: { kind: 'all', query, total, except: new Set(), have: new Set() }, anchor: null });
}

async function rowsBetween(first: number, last: number): Promise<readonly EntryRow[] | null> {
  const { query, rows } = useList.getState();
  if (query === null) return null;
  const found: EntryRow[] = [];
  for (let index = first; index <= last; index++) {
    const here = rows.get(index);
    if (here !== undefined) {
      found.push(here);
      continue;
    }
    const limit = Math.min(rangePage, last - index + 1);
    const page = await request('entries.page', { query, index, limit, after: null, before: null }).catch((error: unknown) => {
      notifyFailure(error);
      return null;
    });
    if (page === null || page.rows.length === 0) return null;
    found.push(...page.rows);
    index += page.rows.length - 1;
  }
  return found;
}

function some(rows: readonly EntryRow[]): Choice {
  return { kind: 'some', marks: new Map(rows.map(row => [row.id, marksOf(row)])) };
}

function marksOf({ isRead, isStarred, isLater }: EntryRow): Marks {
  return { isRead, isStarred, isLater };
}

function toggled(choice: Choice, row: EntryRow): Choice {
  if (choice.kind === 'some') {
    const marks = new Map(choice.marks);
    if (!marks.delete(row.id)) marks.set(row.id, marksOf(row));
    return { kind: 'some', marks };
  }
  const except = new Set(choice.except);
  if (!except.delete(row.id)) except.add(row.id);
  return { ...choice, except, have: new Set() };
}

function setChoice(choice: Choice): void {
  turns++;
  useChoice.setState({ choice: countChosen(choice) === 0 ? null : choice });
}

useList.subscribe((state, before) => {
  const { choice } = useChoice.getState();
  if (choice === null) return;
  const isOther = viewKey(state.view) !== viewKey(before.view) || (state.view.kind === 'search' && state.view !== before.view);
  // A list that is opened anew may hold more than what was chosen.
  const isAnew = choice.kind === 'all' && state.query !== null && state.query !== choice.query;
  if (isOther || isAnew) endChoice();
  // How much a search finds may be known only after its first page.
  else if (choice.kind === 'all' && state.total !== choice.total) useChoice.setState({ choice: { ...choice, total: state.total } });
});

// Opening one is for that one alone.
useSelection.subscribe((state, before) => {
  if (state.openId !== before.openId && state.openId !== null) endChoice();
});

onFlagsChanged(changes => {
  const { choice } = useChoice.getState();
  if (choice?.kind === 'all' && choice.have.size > 0) useChoice.setState({ choice: { ...choice, have: new Set() } });
  if (choice?.kind !== 'some' || changes === null) return;
  const marks = new Map(choice.marks);
  for (const { id, ...flags } of changes) {
    const known = marks.get(id);
    if (known === undefined) continue;
    const { isRead = known.isRead, isStarred = known.isStarred, isLater = known.isLater } = flags;
    marks.set(id, { isRead, isStarred, isLater });
  }
  useChoice.setState({ choice: { kind: 'some', marks } });
});

onEvent('entries.removed', ({ ids }) => {
  const { choice } = useChoice.getState();
  if (choice === null) return;
  // Which of them were in the list is not known: better none than a wrong number.
  if (choice.kind === 'all' || ids === null) {
    endChoice();
    return;
  }
  setChoice({ kind: 'some', marks: new Map([...choice.marks].filter(([id]) => !ids.includes(id))) });
});
