import type { EntryQuery } from '../../protocol/entry-lists.ts';
import type { FeedId } from '../../protocol/ids.ts';
import { apartFeeds, hasArticles } from '../feed-terms.ts';
import { feedsInFolder } from '../feeds-in-folder.ts';
import type { Connection } from '../sqlite.ts';
import { titleOf } from './feed-title.ts';

interface Titled {
  readonly id: FeedId;
  readonly title: string;
  readonly user_title: string | null;
  readonly feed_url: string;
}

// As the window orders names.
const { compare } = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Whether a list of these can go feed by feed: what was read lately is a log, a search has an order of its own. */
export function canGoByFeed({ scope }: Pick<EntryQuery, 'scope'>): boolean {
  return scope.kind !== 'feed' && scope.kind !== 'recent' && scope.kind !== 'search';
}

/** The feeds that have entries in a view which is just being opened, in the order of the titles that are shown. */
export function readFeedOrder(connection: Connection, query: EntryQuery): readonly FeedId[] {
  const feeds = readFeeds(connection, query).map(({ id, title, user_title, feed_url }) => ({
    id,
    title: titleOf(user_title, title, feed_url),
  }));
  return feeds.sort((one, other) => compare(one.title, other.title) || one.id - other.id).map(({ id }) => id);
}

// The counters kept with each feed answer for all that a new list holds.
function readFeeds(connection: Connection, { scope, onlyUnread }: EntryQuery): readonly Titled[] {
  const columns = 'SELECT feed.id, title, user_title, feed_url FROM';
  const counted = (counter: string, where = 'TRUE', parameters: Readonly<Record<string, string>> = {}) =>
    connection.all<Titled>(
      `${columns} feed JOIN feed_count ON feed_count.feed_id = feed.id WHERE ${hasArticles} AND ${counter} > 0 AND ${where}`,
      parameters,
    );
  const entries = onlyUnread || scope.kind === 'unread' ? 'unread' : 'entries';
  switch (scope.kind) {
    case 'starred':
      return counted(onlyUnread ? 'starred_unread' : 'starred');
    case 'later':
      return counted(onlyUnread ? 'later_unread' : 'later');
    case 'label':
      return connection.all<Titled>(
        `${columns} label_count JOIN feed ON feed.id = label_count.feed_id WHERE label_id = :labelId AND label_count.${entries} > 0 AND ${hasArticles}`,
        { labelId: scope.labelId },
      );
    case 'folder':
      return counted(entries, 'feed.id IN (SELECT value FROM json_each(:feedIds))', {
        feedIds: JSON.stringify(feedsInFolder(connection, scope.folderId)),
      });
    case 'today':
      return connection.all<Titled>(
        `${columns} feed WHERE ${hasArticles} AND is_apart = 0 AND id IN (
           SELECT feed_id FROM entry_state INDEXED BY ${onlyUnread ? 'state_unread_time' : 'state_time'}
           WHERE sort_at >= :from ${onlyUnread ? 'AND is_read = 0' : ''})`,
        { from: scope.from },
      );
    default:
      return counted(entries, `feed.id NOT IN (${apartFeeds})`);
  }
}
