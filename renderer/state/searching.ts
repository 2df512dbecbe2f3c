import type { SavedSearch } from '../../worker/protocol/entry-lists.ts';
import { useLayout } from './layout.ts';
import { openView, useList } from './list.ts';
import { listPane } from './list-pane.ts';
import { goToView } from './navigation.ts';
import { leaveSearch, useSearchBox } from './search-box.ts';
import { useSelection } from './selection.ts';
import { type PlainView, type ViewName, viewKey } from './view.ts';

/** So long the next letter is waited for where asking at once is for nothing: an answer is still out, or what stands there says too little. */
const pauseMs = 80;

/** One letter after other words stands for itself (“plan b”), but most often more of it is coming: then what is found so far stays. */
const oneLetterPauseMs = 400;

let waiting: ReturnType<typeof setTimeout> | undefined;
/** Looks for what waits, at once. */
let lookNow: (() => void) | null = null;
let underWay = 0;

/** Opens the field above the list, or gives it the keys again. */
export function openSearch(): void {
  const { view } = useList.getState();
  const layout = useLayout.getState();
  layout.showPane('list');
  const { behind, calls } = useSearchBox.getState();
  const isFresh = behind === null || !isSearchOf(view, behind);
  if (view.kind !== 'search' && isFresh) useSearchBox.setState({ behind: view, text: '', isWithin: false, savedId: null });
  useSearchBox.setState({ calls: calls + 1 });
}

/** Opens the field with these words in it, in all feeds. */
export function searchFor(text: string): void {
  openSearch();
  useSearchBox.setState({ isWithin: false });
  typeSearch(text);
}

/** Opens a saved search: the field holds it, so that it can be changed and saved again. */
export async function openSaved({ id, query, order, within }: SavedSearch): Promise<void> {
  stopWaiting();
  useLayout.getState().showPane('list');
  const { view } = useList.getState();
  const place: PlainView | null = within?.kind === 'today' ? { kind: 'today' } : within;
  const before = useSearchBox.getState().behind ?? (view.kind === 'search' ? { kind: 'all' as const } : view);
  useSearchBox.setState({ behind: place ?? before, text: query, isWithin: place !== null, order, savedId: id });
  await look(query);
}

/** Back to what the list showed before. */
export async function closeSearch(): Promise<void> {
  const { behind, calls } = useSearchBox.getState();
  stopWaiting();
  if (behind === null) return;
  if (useList.getState().view.kind === 'search') await goToView(behind);
  else leaveSearch();
  // Called again while the list was on its way, the field keeps the keys: what is typed into it would run as commands.
  if (useSearchBox.getState().calls === calls) listPane()?.focus();
}

/** Looks for what is being typed: at once, or when the answer to the letters before has come, or a moment after the last key. */
export function typeSearch(text: string): void {
  useSearchBox.setState({ text });
  stopWaiting();
  const run = (): void => {
    stopWaiting();
    void look(asTyped(text));
  };
  const isLittle = text.trim().length < 2 || asTyped(text) === text;
  if (underWay === 0 && !isLittle) {
    run();
    return;
  }
  lookNow = isLittle ? null : run;
  waiting = setTimeout(run, oneLetter.test(text) && text.trim().length > 1 ? oneLetterPauseMs : pauseMs);
}

function stopWaiting(): void {
  clearTimeout(waiting);
  lookNow = null;
}

/** Looks for exactly what stands in the field, at once. */
export function runSearch(): Promise<void> {
  stopWaiting();
  return look(useSearchBox.getState().text);
}

export function setSearchPlace(isWithin: boolean): void {
  useSearchBox.setState({ isWithin });
  void look(asTyped(useSearchBox.getState().text));
}

export function setSearchOrder(order: 'newest' | 'relevance'): void {
  useSearchBox.setState({ order });
  void look(asTyped(useSearchBox.getState().text));
}

async function look(query: string): Promise<void> {
  const { behind, isWithin, order, savedId } = useSearchBox.getState();
  if (behind === null) return;
  useSelection.getState().place(null);
  if (query.trim() === '') {
    if (useList.getState().view.kind === 'search') await openView(behind);
    return;
  }
  underWay += 1;
  try {
    await openView({ kind: 'search', query, order, within: isWithin ? behind : null, savedId });
  } finally {
    underWay -= 1;
    if (underWay === 0) lookNow?.();
  }
}

const lastWord = /(?:^|[\s(])-?(?:(?:title|author):)?[\p{L}\p{N}]+$/iu;

/** A word of one letter, in a script that has spaces between words: nearly all of them begin so. */
const oneLetter =
  /(?:^|[\s(:-])(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{N}]$/u;

/** The word under the hand is only begun: it finds all that begin so. */
export function asTyped(text: string): string {
  const isInQuotes = (text.match(/"/g)?.length ?? 0) % 2 === 1;
  return isInQuotes || !lastWord.test(text) || oneLetter.test(text) || /(?:^|[\s(])(?:OR|AND|NOT)$/.test(text) ? text : `${text}*`;
}

export function isSearching(): boolean {
  return isSearchOf(useList.getState().view, useSearchBox.getState().behind);
}

export function useIsSearching(): boolean {
  const behind = useSearchBox(state => state.behind);
  return useList(state => isSearchOf(state.view, behind));
}

/** Another view may have been opened meanwhile, by a notification for one. */
function isSearchOf(view: ViewName, behind: PlainView | null): boolean {
  return behind !== null && (view.kind === 'search' || viewKey(view) === viewKey(behind));
}
