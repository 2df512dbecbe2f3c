import { endChoice, useChoice } from '../state/choice.ts';
import { setFullScreen } from '../state/full-screen.ts';
import { type Pane, useLayout } from '../state/layout.ts';
import { listPane } from '../state/list-pane.ts';
import { closeOwnWindow } from '../state/own-window.ts';
import { focusReadingPane, forgetReadingFocus } from '../state/reading-pane.ts';
import { closeSearch, isSearching } from '../state/searching.ts';
import { useSelection } from '../state/selection.ts';

/** Esc: out of the full screen, out of a window of one article, out of a choice of several, out of the drawer, out of the article, back to the list, out of a search. */
export function goBack(): void {
  const layout = useLayout.getState();
  if (layout.isOwnWindow && !layout.isAlone) {
    closeOwnWindow();
    return;
  }
  if (layout.isAlone) {
    setFullScreen(false);
    return;
  }
  if (useChoice.getState().choice !== null && !layout.isDrawerOpen && layout.focused !== 'article') return void endChoice();
  const isInList = !layout.isDrawerOpen && layout.focused === 'list' && (layout.widths.mode !== 'one' || layout.shown === 'list');
  if (isInList && isSearching()) return void closeSearch();
  if (layout.isDrawerOpen) layout.setDrawer(false);
  else layout.showPane('list');
  focusPane('list');
}

/** F6: the keys go to the next pane that can be seen. */
export function cyclePanes(step: 1 | -1): void {
  const { widths, shown, isDrawerOpen, focused, isOwnWindow } = useLayout.getState();
  if (isOwnWindow) {
    focusPane('article');
    return;
  }
  const hasArticle = useSelection.getState().openId !== null;
  const panes: Pane[] = [];
  if (widths.mode === 'three' || isDrawerOpen) panes.push('sidebar');
  if (!isDrawerOpen) {
    if (widths.mode !== 'one' || shown === 'list') panes.push('list');
    if (hasArticle && (widths.mode !== 'one' || shown === 'article')) panes.push('article');
  }
  const here = panes.indexOf(focused);
  const next = panes[(here + step + panes.length) % panes.length];
  if (next === undefined) return;
  // At once: a second key may come before the focus has moved.
  useLayout.setState({ focused: next });
  focusPane(next);
}

/** What had the keys went away: they go on in the pane where they were, as far as that is in sight. */
export function findKeys(): void {
  const { widths, shown, isDrawerOpen, focused, isOwnWindow } = useLayout.getState();
  // A menu gives the keys back a moment after it has gone.
  const find = (pane: Pane): void => focusPane(pane, () => document.activeElement === document.body);
  if (isOwnWindow) find('article');
  else if (isDrawerOpen) find('sidebar');
  else if (widths.mode === 'one') find(shown);
  else find(focused === 'sidebar' && widths.mode !== 'three' ? 'list' : focused);
}

/** The keys follow a pane that came in front of the rest, but where something of it has taken them already: the field of a search, say. */
export function followPane(pane: Pane): void {
  focusPane(pane, () => {
    const { activeElement } = document;
    const place = activeElement?.closest(`[data-pane="${pane}"]`) ?? null;
    return (place === null || place === activeElement) && !isInMenuOf(pane) && !isBelowDialog();
  });
}

/** A menu, or what else opens below a button, is drawn outside of its pane, and goes when it loses the keys. */
function isInMenuOf(pane: Pane): boolean {
  const isInMenu = document.activeElement?.matches('[data-radix-popper-content-wrapper] *') === true;
  return isInMenu && document.querySelector(`[data-pane="${pane}"] [data-state="open"]`) !== null;
}

/** The article's frame would take the keys even from a dialog, which keeps them from all else. */
function isBelowDialog(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

/** A list without rows is its pane alone. */
function focusList(): void {
  const pane = listPane();
  if (pane !== null) pane.focus();
  else document.querySelector<HTMLElement>('[data-pane="list"]')?.focus({ preventScroll: true });
}

/** After a pane came into sight, so that it can take the focus. @param isWanted asked again then */
export function focusPane(pane: Pane, isWanted: () => boolean = () => true): void {
  requestAnimationFrame(() => {
    if (!isWanted()) return;
    forgetReadingFocus();
    if (pane === 'list') focusList();
    else if (pane === 'article') focusReadingPane();
    else document.querySelector<HTMLElement>('[data-pane="sidebar"] [tabindex="0"]')?.focus();
  });
}
