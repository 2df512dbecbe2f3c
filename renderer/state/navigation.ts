import type { SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import { useLayout } from './layout.ts';
import { changeOptions, comingPlace, findRow, type OpenOptions, onListShorter, openView, useList } from './list.ts';
import { listPane } from './list-pane.ts';
import { leaveSearch } from './search-box.ts';
import { useSelection } from './selection.ts';
import { useSettings } from './settings.ts';
import { useSubscriptions } from './subscriptions.ts';
import { flattenTree } from './tree.ts';
import { type ViewName, type ViewOptions, viewExists, viewKey } from './view.ts';

/** Opens a view from its top. Marks nothing; the article that is open stays open. */
export async function goToView(view: ViewName): Promise<void> {
  leaveSearch();
  useLayout.getState().showPane('list');
  useSelection.getState().place(null);
  await openView(view);
  reselectAtTop();
}

/** Opens the same view again from its top, with what has arrived. */
export async function showNew(): Promise<void> {
  await openView(useList.getState().view);
  reselectAtTop();
  listPane()?.focus();
}

/** Shows the open view by another filter or order, as near to the same place as it can be. */
export async function setViewOptions(change: Partial<ViewOptions>): Promise<void> {
  const { selected } = useSelection.getState();
  const isReordered = change.order !== undefined || change.byFeed !== undefined;
  const anchor: OpenOptions = selected !== null ? { anchorId: selected.id, offset: 0 } : isReordered ? {} : (listPane()?.top() ?? {});
  await changeOptions(change, anchor);
  reselect();
}

/** Opens the same view again without moving a row that is in sight: what it holds has changed by more than arrivals. `place`: where the row in sight is itself gone. */
export async function reopenInPlace(place: OpenOptions | null = null): Promise<void> {
  const { view } = useList.getState();
  const { tree } = useSubscriptions.getState();
  if (tree !== null && !viewExists(tree, view)) {
    await goToView({ kind: 'all' });
    return;
  }
  await openView(view, place ?? comingPlace() ?? listPane()?.top() ?? {});
  reselect();
}

/** The feed after or before the open one in the sidebar's order, folded or not. */
export async function goToNextFeed(step: 1 | -1): Promise<void> {
  const { tree } = useSubscriptions.getState();
  if (tree === null) return;
  const next = feedBeside(tree, useList.getState().view, step);
  if (next === null) return;
  const { setFolded } = useLayout.getState();
  const folderOf = new Map(tree.folders.map(folder => [folder.id, folder.parentId]));
  const subscription = tree.subscriptions.find(({ feedId }) => feedId === next);
  for (let id = subscription?.folderId ?? null; id !== null; id = folderOf.get(id) ?? null) setFolded(id, false);
  await goToView({ kind: 'feed', feedId: next });
}

function feedBeside(tree: SubscriptionTree, view: ViewName, step: 1 | -1): number | null {
  const { feedOrder = 'hand', hideReadFeeds = false } = useSettings.getState().settings ?? {};
  const rows = flattenTree(tree, new Set(), { order: feedOrder, filter: '', hidesRead: hideReadFeeds, open: viewKey(view) });
  const here = rows.findIndex(row => row.key === viewKey(view));
  for (let index = here + step; index >= 0 && index < rows.length; index += step) {
    const row = rows[index];
    if (row?.kind === 'feed') return row.subscription.feedId;
  }
  return null;
}

const tallestRow = 120;

/** After a list was opened from its top: an open entry far below would take the keys away from where the reader looks. */
function reselectAtTop(): void {
  reselect();
  const { selected, place } = useSelection.getState();
  if (selected !== null && selected.index >= window.innerHeight / tallestRow - 1) place(null);
}

/** After a list was opened: the selection is where its entry stands now; without one, the open entry's row if it is in sight. */
export function reselect(): void {
  const { selected, openId, place } = useSelection.getState();
  const id = selected?.id ?? openId;
  const found = id === null ? null : findRow(id);
  place(found === null || id === null ? null : { id, index: found.index });
}

onListShorter(end => {
  // A window of one article keeps its list, and knows of it only what it was opened with.
  if (!useLayout.getState().isOwnWindow) void reopenInPlace();
  else if (end !== null) useList.setState({ total: end });
});
