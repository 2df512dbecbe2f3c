import { useLayout } from '../state/layout.ts';
import { rowAt } from '../state/list.ts';
import { firstInSight, openEntry, openNextUnread } from '../state/reading.ts';
import { readingPane } from '../state/reading-pane.ts';
import { useSelection } from '../state/selection.ts';
import { flowOn } from '../state/unread-flow.ts';

/** Space: on through the article, at its end to the next unread one, at the list's end to the next view that has some. In one pane with the list in front it only opens. */
export function scrollOrNext(direction: 1 | -1): void {
  const { widths, shown } = useLayout.getState();
  const isArticleInSight = widths.mode !== 'one' || shown === 'article';
  if (isArticleInSight && useSelection.getState().openId !== null && readingPane()?.scrollPage(direction) === true) return;
  if (direction > 0) void flowOn();
  else void openNextUnread(direction);
}

/** Opens the selected article; if it is open already, the keys go to it. */
export function openSelected(): void {
  const { selected, openId } = useSelection.getState();
  const { widths } = useLayout.getState();
  if (selected !== null && selected.id === openId && widths.mode !== 'one') readingPane()?.focus();
  else void openAt(selected?.index ?? firstInSight());
}

async function openAt(index: number): Promise<void> {
  const row = await rowAt(index);
  if (row !== null) openEntry(row, index);
}
