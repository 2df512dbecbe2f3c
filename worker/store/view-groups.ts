import type { EntryQuery } from '../protocol/entry-lists.ts';
import type { FeedId } from '../protocol/ids.ts';
import { apartFeeds, hiddenFeeds } from './feed-terms.ts';
import { feedsInFolder } from './feeds-in-folder.ts';
import type { Connection } from './sqlite.ts';
import type { Groups } from './view-arms.ts';

/** The feeds of a list that goes feed by feed; null for every other. */
export function groupsOf(connection: Connection, query: EntryQuery): Groups | null {
  const { feeds, scope } = query;
  if (feeds === undefined) return null;
  const isInFolder = scope.kind === 'folder' ? new Set(feedsInFolder(connection, scope.folderId)) : null;
  const isCommon = scope.kind === 'all' || scope.kind === 'unread' || scope.kind === 'today';
  const outside = connection.all<{ id: FeedId }>(isCommon ? `${hiddenFeeds} UNION ALL ${apartFeeds}` : hiddenFeeds);
  const isOutside = new Set(outside.map(({ id }) => id));
  return {
    feeds,
    rank: new Map(feeds.map((feedId, rank) => [feedId, rank])),
    isIn: feedId => !isOutside.has(feedId) && isInFolder?.has(feedId) !== false,
    parameters: parametersOf(query),
  };
}

function parametersOf({ scope, onlyUnread, upToId, openedAt }: EntryQuery): Groups['parameters'] {
  switch (scope.kind) {
    case 'label':
      return { upToId, openedAt, labelId: scope.labelId };
    case 'starred':
    case 'later':
    case 'unread':
      return { upToId, openedAt };
    case 'today':
      return { upToId, from: scope.from, ...(onlyUnread ? { openedAt } : {}) };
    default:
      return { upToId, ...(onlyUnread ? { openedAt } : {}) };
  }
}
