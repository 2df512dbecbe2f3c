import type { EntryScope, EntryView, PlainScope } from '../../worker/protocol/entry-lists.ts';
import type { Milliseconds } from '../../worker/protocol/ids.ts';
import type { SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import { findSubscription, foldersWithin } from './subscriptions.ts';

/** What can be chosen in the sidebar. Unlike a list's scope, Today has no fixed day. */
export type ViewName = Exclude<PlainScope, { readonly kind: 'today' }> | { readonly kind: 'today' } | SearchView;

export interface SearchView {
  readonly kind: 'search';
  readonly query: string;
  readonly order: 'newest' | 'relevance';
  /** Null: in all feeds. */
  readonly within: PlainView | null;
  /** The saved search that it began as. */
  readonly savedId: number | null;
}

export type PlainView = Exclude<ViewName, SearchView>;

export interface ViewOptions {
  readonly onlyUnread: boolean;
  readonly order: 'newest' | 'oldest';
  /** Feed by feed, in the order of their titles. */
  readonly byFeed: boolean;
}

export const defaultOptions: ViewOptions = { onlyUnread: false, order: 'newest', byFeed: false };

/** In the order of the sidebar. */
export const smartViews = ['today', 'unread', 'starred', 'later', 'all', 'recent'] as const;
export type SmartView = (typeof smartViews)[number];

/** One string for each view: key of its remembered options and of its row in the sidebar. All searches are one view, asked otherwise. */
export function viewKey(view: ViewName): string {
  switch (view.kind) {
    case 'feed':
      return `feed:${view.feedId}`;
    case 'folder':
      return `folder:${view.folderId}`;
    case 'label':
      return `label:${view.labelId}`;
    case 'search':
      return view.savedId === null ? 'search' : `saved:${view.savedId}`;
    default:
      return view.kind;
  }
}

/** Null for what is no key. */
export function viewOfKey(key: string): ViewName | null {
  const smart = smartViews.find(kind => kind === key);
  if (smart !== undefined) return { kind: smart };
  const match = /^(feed|folder|label):([1-9]\d*)$/.exec(key);
  if (match === null) return null;
  const id = Number(match[2]);
  if (match[1] === 'label') return { kind: 'label', labelId: id };
  return match[1] === 'feed' ? { kind: 'feed', feedId: id } : { kind: 'folder', folderId: id };
}

/** Views that can be narrowed to what is unread. */
export function canBeOnlyUnread(view: ViewName): boolean {
  return view.kind !== 'unread' && view.kind !== 'recent';
}

/** Views of several feeds; what was read lately is a log, and a search has an order of its own. */
export function canGoByFeed(view: ViewName): boolean {
  return view.kind !== 'feed' && view.kind !== 'recent' && view.kind !== 'search';
}

/** What to ask the worker for. The calendar day is that of this machine's zone, now. */
export function entryView(view: ViewName, options: ViewOptions, now: Milliseconds): EntryView {
  const scope: EntryScope =
    view.kind === 'search'
      ? { kind: 'search', query: view.query, order: view.order, within: view.within === null ? null : plainScope(view.within, now) }
      : plainScope(view, now);
  const byFeed = options.byFeed && canGoByFeed(view);
  return { scope, onlyUnread: options.onlyUnread && canBeOnlyUnread(view), order: options.order, ...(byFeed ? { byFeed } : {}) };
}

export function plainScope(view: PlainView, now: Milliseconds): PlainScope {
  return view.kind === 'today' ? { kind: 'today', from: startOfDay(now) } : view;
}

/** Of the calendar day of this machine's zone. */
export function startOfDay(at: Milliseconds): Milliseconds {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** A feed or folder may be gone since it was chosen. */
export function viewExists(tree: SubscriptionTree, view: ViewName): boolean {
  if (view.kind === 'feed') return findSubscription(tree, view.feedId) !== undefined;
  if (view.kind === 'folder') return tree.folders.some(folder => folder.id === view.folderId);
  if (view.kind === 'label') return tree.labels.some(label => label.id === view.labelId);
  return true;
}

/** Unread articles of a view; null where another number is told (Starred, Read later, a search), or none. */
export function unreadOf(tree: SubscriptionTree, view: ViewName): number | null {
  switch (view.kind) {
    case 'all':
    case 'unread':
      return tree.counts.unread;
    case 'today':
      return tree.counts.today;
    case 'starred':
    case 'search':
    case 'later':
    case 'recent':
      return null;
    case 'label':
      return tree.labels.find(label => label.id === view.labelId)?.unreadCount ?? 0;
    case 'feed':
      return findSubscription(tree, view.feedId)?.unreadCount ?? 0;
    case 'folder': {
      const within = foldersWithin(tree, view.folderId);
      return tree.subscriptions.reduce(
        (sum, { folderId, unreadCount }) => (folderId !== null && within.has(folderId) ? sum + unreadCount : sum),
        0,
      );
    }
  }
}
