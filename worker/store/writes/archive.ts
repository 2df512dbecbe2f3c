import type { ArchiveAdded } from '../../protocol/archive.ts';
import type { Milliseconds } from '../../protocol/ids.ts';
import { feedKey } from '../../text/feed-key.ts';
import { takeSettings } from '../settings.ts';
import type { Connection } from '../sqlite.ts';
import type { ArchiveToAdd } from '../write-store.ts';
import { addArticles, keptFeeds } from './archive-articles.ts';
import { beginImport, endImport } from './archive-change.ts';
import { addArchiveLabels, addArchiveSearches, addFolders, setFeedRules, setFolderRules } from './archive-rules.ts';
import { addOutlines, feedsByKey } from './subscriptions.ts';

/**
 * Merges: feeds, labels, searches and articles that are missing, and of the others what was read, starred or labelled there.
 * A second time changes nothing. All pieces of a file are one change.
 */
export function addArchive(connection: Connection, archive: ArchiveToAdd, at: Milliseconds): ArchiveAdded {
  const changeId = beginImport(connection, archive.joins, at);
  const labels = addArchiveLabels(connection, archive.labels, changeId);
  const newFolders = addFolders(connection, archive.folders, changeId);
  const before = archive.feeds.length === 0 ? new Set<string>() : subscribedKeys(connection);
  const given = wanted(connection, archive.feeds);
  const outlines = given.map(({ feedUrl, title, siteUrl, path, firstCheckInMs = 0 }) => ({
    feedUrl,
    title,
    siteUrl,
    path,
    firstCheckInMs,
  }));
  const { added: subscribed } = addOutlines(connection, outlines, 'recent', at, changeId);
  setFeedRules(
    connection,
    given.filter(({ feedUrl }) => !before.has(feedKey(feedUrl))),
    changeId,
    at,
  );
  setFolderRules(connection, newFolders);
  const searches = addArchiveSearches(connection, archive.searches, changeId, at);
  const settings = archive.settings === null ? 0 : takeSettings(connection, archive.settings, changeId);
  const { articles, states, filled } = addArticles(connection, archive.articles, changeId, at);
  const feeds = subscribed - given.filter(({ isUnsubscribed }) => isUnsubscribed === true).length;
  const count = labels + newFolders.length + subscribed + searches + settings + articles + states + filled;
  const id = endImport(connection, changeId, count, archive.joins);
  return { changeId: id, feeds, articles, states, labels, searches, hasSettings: settings > 0 };
}

/** A feed that was unsubscribed there comes, for its articles, unless it is subscribed or has kept articles here. One of each address. */
function wanted(connection: Connection, feeds: ArchiveToAdd['feeds']): ArchiveToAdd['feeds'] {
  if (!feeds.some(({ isUnsubscribed }) => isUnsubscribed === true)) return feeds;
  const known = feedsByKey(connection);
  const kept = keptFeeds(connection);
  const coming = new Set(feeds.flatMap(({ feedUrl, isUnsubscribed }) => (isUnsubscribed === true ? [] : [feedKey(feedUrl)])));
  return feeds.filter(({ feedUrl, isUnsubscribed }) => {
    if (isUnsubscribed !== true) return true;
    const key = feedKey(feedUrl);
    const feed = known.get(key);
    const isHere = coming.has(key) || (feed !== undefined && (feed.isSubscribed || kept.has(feed.id)));
    coming.add(key);
    return !isHere;
  });
}

function subscribedKeys(connection: Connection): ReadonlySet<string> {
  return new Set([...feedsByKey(connection)].flatMap(([key, { isSubscribed }]) => (isSubscribed ? [key] : [])));
}
