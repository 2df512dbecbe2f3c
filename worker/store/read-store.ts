import { feedsInFolder } from './feeds-in-folder.ts';
import { readKnownEntries } from './known-entries.ts';
import { readFeedAccess, readSecret } from './reads/access.ts';
import { readArchivePage } from './reads/archive.ts';
import { estimateArchive } from './reads/archive-estimate.ts';
import { readChanges } from './reads/changes.ts';
import { readEntryFate } from './reads/entry-fate.ts';
import { approachPlace, countNew, findUnread, openView, placeIn, readPage } from './reads/entry-lists.ts';
import { readEntry, readEntryRows } from './reads/entry-rows.ts';
import { readFeedRules } from './reads/feed-rules.ts';
import {
  readCounts,
  readDueFeeds,
  readEarliestCheckAt,
  readFailure,
  readFeed,
  readFeedAddresses,
  readFeedIdByUrl,
  readFeedsIn,
  readIcon,
  readNewestDates,
  readSizes,
  readSubscription,
  readSubscriptions,
  readUnreadTotal,
} from './reads/feeds.ts';
import { readWantedFullTexts } from './reads/full-texts.ts';
import { countMarked, readArticleFeedUrl } from './reads/kept.ts';
import { createListAnchors } from './reads/list-anchors.ts';
import { readPlayed } from './reads/played.ts';
import { countOld, readDatabaseBytes, readMostUnread, readRetention } from './reads/retention.ts';
import { readSavedSearches } from './reads/saved-searches.ts';
import { readStatistics, readVolumes } from './reads/statistics.ts';
import { defaultSettings, readSettings, readWindowNotes } from './settings.ts';
import type { Connection } from './sqlite.ts';
import { explainSqliteError } from './sqlite-errors.ts';
import type { ReadStore } from './store.ts';
import { countKnown } from './stored-identities.ts';

/** Between two turns of walking ahead through a long list. */
const pauseMs = 5;

/** All reads, each of one snapshot. Failures of SQLite come out as FeedErrors. */
export function createReadStore(connection: Connection, profileDir: string, sqliteVersion: string): ReadStore {
  function read<T>(work: () => T): T {
    try {
      connection.exec('BEGIN');
      try {
        return work();
      } finally {
        connection.exec('COMMIT');
      }
    } catch (error) {
      throw explainSqliteError(error, profileDir);
    }
  }

  // Asked for every request. Hosts are only ever added, so that their number tells whether there are others.
  let hosts: ReadonlySet<string> = new Set();
  function confirmedLocalHosts(): ReadonlySet<string> {
    const { count = 0 } = connection.get<{ count: number }>('SELECT count(*) AS count FROM confirmed_host') ?? {};
    if (count !== hosts.size) hosts = new Set(connection.all<{ host: string }>('SELECT host FROM confirmed_host').map(row => row.host));
    return hosts;
  }

  const anchors = createListAnchors();
  let walking: NodeJS.Timeout | undefined;
  /** In the pauses between questions. */
  function walkOn(): void {
    clearTimeout(walking);
    walking = setTimeout(() => {
      try {
        if (anchors.walkAhead()) walkOn();
      } catch {
        // The store was closed meanwhile, or its disk fails: then the next question says so.
      }
    }, pauseMs).unref();
  }

  return {
    counts: todayFrom => read(() => readCounts(connection, todayFrom)),
    subscriptions: todayFrom => read(() => readSubscriptions(connection, todayFrom)),
    subscription: feedId => read(() => readSubscription(connection, feedId)),
    statistics: (feedId, now) => read(() => readStatistics(connection, feedId, now)),
    volumes: now => read(() => readVolumes(connection, now)),
    markedCount: feedIds => read(() => countMarked(connection, feedIds)),
    feedsInFolder: folderId => read(() => feedsInFolder(connection, folderId)),
    feedIdByUrl: feedUrl => read(() => readFeedIdByUrl(connection, feedUrl)),
    feedAddresses: () => read(() => readFeedAddresses(connection)),
    feed: feedId => read(() => readFeed(connection, feedId)),
    failure: feedId => read(() => readFailure(connection, feedId)),
    countKnown: (feedId, entries) => read(() => countKnown(connection, feedId, entries)),
    dueFeeds: (now, limit, except) => read(() => readDueFeeds(connection, now, limit, except)),
    earliestCheckAt: except => read(() => readEarliestCheckAt(connection, except)),
    folderPace: folderId => read(() => readFeedRules(connection)({ pace: null, isPaused: 0, folderId }).effectivePace),
    knownEntries: feedId => read(() => readKnownEntries(connection, feedId)),
    newestDates: (feedId, limit) => read(() => readNewestDates(connection, feedId, limit)),
    feedsIn: scope => read(() => readFeedsIn(connection, scope)),
    openView: (view, anchorId, limit) => read(() => openView(connection, view, anchorId, limit)),
    page(query, index, limit, after, before) {
      const page = read(() => readPage(connection, query, index, limit, after, before, anchors));
      walkOn();
      return page;
    },
    approach: (query, index) => read(() => approachPlace(connection, query, index, anchors)),
    countNew: query => read(() => countNew(connection, query)),
    findUnread: (query, index, direction) => read(() => findUnread(connection, query, index, direction, anchors)),
    place: (query, id) => read(() => placeIn(connection, query, id)),
    entry: id => read(() => readEntry(connection, id)),
    entryFate: id => read(() => readEntryFate(connection, id)),
    entryRows: ids => read(() => readEntryRows(connection, ids)),
    played: (entryId, url) => read(() => readPlayed(connection, entryId, url)),
    wantedFullTexts: (feedId, ids, most) => read(() => readWantedFullTexts(connection, feedId, ids, most)),
    changes: (before, limit) => read(() => readChanges(connection, before, limit)),
    retention: common => read(() => readRetention(connection, common)),
    databaseBytes: () => read(() => readDatabaseBytes(connection)),
    mostUnread: () => read(() => readMostUnread(connection)),
    oldEntries: (feed, at) => read(() => countOld(connection, feed, at)),
    unreadTotal: () => read(() => readUnreadTotal(connection)),
    savedSearches: () => read(() => readSavedSearches(connection)),
    settings: () => read(() => readSettings(connection)),
    defaultSettings: () => defaultSettings,
    windowNotes: () => read(() => readWindowNotes(connection)),
    confirmedLocalHosts: () => read(confirmedLocalHosts),
    feedAccess: feedId => read(() => readFeedAccess(connection, feedId)),
    secret: key => read(() => readSecret(connection, key)),
    articleFeedUrl: feedId => read(() => readArticleFeedUrl(connection, feedId)),
    icon: feedId => read(() => readIcon(connection, feedId)),
    sizes: () => read(() => readSizes(connection)),
    archiveEstimate: () => read(() => estimateArchive(connection)),
    archivePage: (after, withTexts, at) => read(() => readArchivePage(connection, after, withTexts, at)),
    sqliteVersion: () => sqliteVersion,
  };
}
