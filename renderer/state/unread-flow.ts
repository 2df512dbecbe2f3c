import type { SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import { t } from '../words.ts';
import { useLayout } from './layout.ts';
import { useList } from './list.ts';
import { goToView, showNew } from './navigation.ts';
import { hint, postNotice, useNotices } from './notices.ts';
import { findNextUnread, openNextUnread, openTitle } from './reading.ts';
import { useSelection } from './selection.ts';
import { useSettings } from './settings.ts';
import { loadCounts, useSubscriptions } from './subscriptions.ts';
import { flattenTree, type TreeRow } from './tree.ts';
import { type ViewName, viewKey } from './view.ts';
import { viewTitle } from './view-title.ts';

/** Where unread articles are when none are below. */
type Onward =
  /** In this list, above. */
  | { readonly kind: 'above' }
  /** Arrived since this list was opened. */
  | { readonly kind: 'new' }
  | { readonly kind: 'view'; readonly view: ViewName };

/** How long the second press goes where the first one said. */
const offeredMs = 12_000;

interface Offer {
  readonly onward: Onward;
  readonly opening: number;
  readonly selectedId: number | null;
  readonly at: number;
  readonly noticeId: number;
}

let offered: Offer | null = null;

/** On to the next unread article: in this list, at its end in the next view that has some. Going there takes a second press. */
export async function flowOn(now: () => number = Date.now): Promise<void> {
  const wanted = offered;
  withdraw();
  const { opening } = useList.getState();
  const selectedId = useSelection.getState().selected?.id ?? null;
  const isSecondPress = wanted !== null && wanted.opening === opening && wanted.selectedId === selectedId && now() - wanted.at < offeredMs;
  if (isSecondPress) return go(wanted.onward);
  if ((await findNextUnread(1)) !== 'none' || useList.getState().opening !== opening) return;
  const onward = await whereTo();
  if (useList.getState().opening !== opening) return;
  if (onward === null) {
    hint(useLayout.getState().isOwnWindow ? t('notice.noUnreadBelow', { view: openTitle() }) : t('notice.allRead'));
    return;
  }
  const noticeId = postNotice(words(onward), {
    shownMs: offeredMs,
    action: { label: t('notice.goOn'), run: () => void go(onward) },
    isBeside: true,
  });
  offered = { onward, opening, selectedId, at: now(), noticeId };
}

/** What was said is no longer so, and must not stand in the way of what is said next. */
function withdraw(): void {
  if (offered !== null) useNotices.getState().dismiss(offered.noticeId);
  offered = null;
}

async function go(onward: Onward): Promise<void> {
  withdraw();
  if (onward.kind === 'view') await goToView(onward.view);
  if (onward.kind === 'new') await showNew();
  await openNextUnread(1, -1);
}

async function whereTo(): Promise<Onward | null> {
  const { view, newCount } = useList.getState();
  if (await hasUnreadAbove()) return { kind: 'above' };
  // It goes through the list that it was opened from, and no other.
  if (useLayout.getState().isOwnWindow) return null;
  if (newCount > 0) return { kind: 'new' };
  // The counts in the window come a moment after a mark; where they cannot be asked for, they are the best there is.
  await loadCounts().catch(() => undefined);
  const { tree } = useSubscriptions.getState();
  const next = tree === null ? null : nextWithUnread(tree, view);
  return next === null ? null : { kind: 'view', view: next };
}

async function hasUnreadAbove(): Promise<boolean> {
  return (await findNextUnread(-1, { isOnlyAsked: true })) === 'found';
}

/** From a feed or folder to the next one of the sidebar with unread articles, and from its end to its beginning; from any other view to Unread. */
export function nextWithUnread(tree: SubscriptionTree, view: ViewName): ViewName | null {
  const { feedOrder = 'hand' } = useSettings.getState().settings ?? {};
  const key = viewKey(view);
  // Folded or hidden feeds have unread articles too.
  const rows = flattenTree(tree, new Set(), { order: feedOrder, filter: '', hidesRead: false, open: key });
  const here = rows.findIndex(row => row.key === key);
  if (here === -1 && view.kind !== 'unread' && view.kind !== 'all' && tree.counts.unread > 0) return { kind: 'unread' };
  const around = [...rows.slice(here + 1), ...rows.slice(0, Math.max(here, 0))];
  // Whoever reads by feeds goes on to a feed.
  const next = around.find(row => (row.kind === 'feed' || view.kind === 'folder') && unreadOfRow(row) > 0);
  if (next === undefined) return null;
  return next.kind === 'feed' ? { kind: 'feed', feedId: next.subscription.feedId } : { kind: 'folder', folderId: next.folder.id };
}

function unreadOfRow(row: TreeRow): number {
  return row.kind === 'feed' ? row.subscription.unreadCount : row.unread;
}

function words(onward: Onward): string {
  const view = openTitle();
  switch (onward.kind) {
    case 'above':
      return t('notice.onwardAbove', { view });
    case 'new':
      return t('notice.onwardNew', { view });
    case 'view':
      return t('notice.onwardView', { view, next: viewTitle(onward.view, useSubscriptions.getState().tree) });
  }
}
