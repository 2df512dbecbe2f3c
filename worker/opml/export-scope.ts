import { FeedError } from '../errors.ts';
import type { FolderId } from '../protocol/ids.ts';
import type { OpmlScope } from '../protocol/opml.ts';
import type { Folder, Subscription, SubscriptionTree } from '../protocol/subscriptions.ts';

export interface Exported {
  readonly title: string;
  readonly folders: readonly Folder[];
  readonly subscriptions: readonly Subscription[];
}

/** What an export of this scope holds: a folder with all that is in it, or some feeds in their folders. @throws FeedError 'not-found-here' */
export function exportScope({ folders, subscriptions }: Pick<SubscriptionTree, 'folders' | 'subscriptions'>, scope: OpmlScope): Exported {
  switch (scope.kind) {
    case 'all':
      return { title: 'Freshet subscriptions', folders, subscriptions };
    case 'folder': {
      const root = folders.find(({ id }) => id === scope.folderId);
      if (root === undefined) throw new FeedError('not-found-here', 'This folder is no longer there.');
      const inside = folders.filter(({ id }) => upFrom(id, folders).includes(root.id));
      const ids = new Set<FolderId | null>(inside.map(({ id }) => id));
      return { title: root.title, folders: inside, subscriptions: subscriptions.filter(({ folderId }) => ids.has(folderId)) };
    }
    case 'feeds': {
      const wanted = new Set(scope.feedIds);
      const chosen = subscriptions.filter(({ feedId }) => wanted.has(feedId));
      if (chosen.length < wanted.size) throw new FeedError('not-found-here', 'Not all of these feeds are still there.');
      const used = new Set([...new Set(chosen.map(({ folderId }) => folderId))].flatMap(folderId => upFrom(folderId, folders)));
      return { title: 'Freshet subscriptions', folders: folders.filter(({ id }) => used.has(id)), subscriptions: chosen };
    }
  }
}

/** A folder and all above it. Folders may hang in a circle. */
function upFrom(folderId: FolderId | null, folders: readonly Folder[]): readonly FolderId[] {
  const above: FolderId[] = [];
  let at = folderId;
  while (at !== null && !above.includes(at)) {
    above.push(at);
    at = folders.find(({ id }) => id === at)?.parentId ?? null;
  }
  return above;
}
