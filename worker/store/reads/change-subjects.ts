import type { ChangeKind } from '../../protocol/history.ts';
import type { ChangeId } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';

const mostSubjects = 3;
/** Enough to name the feeds of a large change by. */
const mostLooked = 200;

/** Of a change of many articles so many are looked through for feeds that are not named. */
const mostLookedForMore = 2000;

interface Subjects {
  readonly subjects: readonly string[];
  /** There are others of their kind. */
  readonly hasMore: boolean;
}

/** A few articles, feeds or folders that a change has touched; of many articles, the feeds they are in. Plain text. */
export function subjectsOf(connection: Connection, kind: ChangeKind, ids: readonly ChangeId[]): Subjects {
  switch (kind) {
    case 'subscribe':
    case 'unsubscribe':
    case 'import':
    case 'import-archive':
    case 'change-feed':
    case 'change-address':
      return named(
        connection,
        `${feedTitle} FROM change_feed JOIN feed ON feed.id = feed_id WHERE change_feed.change_id`,
        ids,
        'feed.position, feed.id',
      );
    case 'remove-folder':
      return named(
        connection,
        `SELECT title AS name FROM change_folder JOIN folder ON folder.id = folder_id WHERE json_type(became, '$.removed_at') IS NOT NULL AND change_id`,
        ids,
        'folder.id',
      );
    case 'move':
      return movedOf(connection, ids);
    case 'add-folder':
    case 'change-folder':
      return named(
        connection,
        'SELECT title AS name FROM change_folder JOIN folder ON folder.id = folder_id WHERE change_id',
        ids,
        'folder.id',
      );
    case 'change-labels':
      return named(connection, 'SELECT name FROM change_label JOIN label ON label.id = label_id WHERE change_id', ids, 'label.id');
    case 'label':
    case 'unlabel':
      return entriesOf(connection, 'change_entry_label', ids);
    case 'save-search':
    case 'change-search':
    case 'delete-search':
      return named(
        connection,
        'SELECT name FROM change_saved_search JOIN saved_search ON saved_search.id = saved_search_id WHERE change_id',
        ids,
        'saved_search.id',
      );
    default:
      return entriesOf(connection, 'change_entry', ids);
  }
}

/** Rows that only made room are not what was moved: they went less far, and into no other folder. */
function movedOf(connection: Connection, ids: readonly ChangeId[]): Subjects {
  return someOf(
    connection.all<{ name: string }>(
      `WITH moved (name, into_other, far, change_id) AS (
         SELECT title, json_type(became, '$.parent_id') IS NOT NULL, abs(became ->> '$.position' - was ->> '$.position'), change_id
         FROM change_folder JOIN folder ON folder.id = folder_id WHERE became IS NOT NULL
         UNION ALL
         SELECT coalesce(nullif(feed.user_title, ''), nullif(feed.title, ''), feed.feed_url), json_type(became, '$.folder_id') IS NOT NULL,
           abs(became ->> '$.position' - was ->> '$.position'), change_feed.change_id
         FROM change_feed JOIN feed ON feed.id = feed_id WHERE became IS NOT NULL)
       SELECT name FROM moved WHERE change_id IN (SELECT value FROM json_each(:ids)) ORDER BY into_other DESC, far DESC
       LIMIT min(:most, (SELECT max(count) FROM change WHERE id IN (SELECT value FROM json_each(:ids))))`,
      { ids: JSON.stringify(ids), most: mostSubjects + 1 },
    ),
  );
}

const feedTitle = `SELECT DISTINCT coalesce(nullif(feed.user_title, ''), nullif(feed.title, ''), feed.feed_url) AS name`;

function entriesOf(connection: Connection, table: 'change_entry' | 'change_entry_label', ids: readonly ChangeId[]): Subjects {
  const looked = connection
    .all<{ id: number }>(
      `SELECT DISTINCT entry_id AS id FROM ${table} WHERE change_id IN (SELECT value FROM json_each(:ids)) ORDER BY change_id DESC, entry_id DESC LIMIT :most`,
      { ids: JSON.stringify(ids), most: mostLooked },
    )
    .map(row => row.id);
  const entries = { entryIds: JSON.stringify(looked) };
  if (looked.length <= mostSubjects) {
    const subjects = connection
      .all<{ name: string }>(
        `SELECT coalesce(nullif(title, ''), nullif(snippet, ''), url, '') AS name FROM entry WHERE id IN (SELECT value FROM json_each(:entryIds)) ORDER BY id DESC`,
        entries,
      )
      .flatMap(({ name }) => (name === '' ? [] : [shorter(name)]));
    return { subjects, hasMore: false };
  }
  const feeds = someOf(
    connection.all<{ name: string }>(
      `${feedTitle} FROM entry JOIN feed ON feed.id = entry.feed_id WHERE entry.id IN (SELECT value FROM json_each(:entryIds)) LIMIT :most`,
      { ...entries, most: mostSubjects + 1 },
    ),
  );
  return feeds.hasMore || looked.length < mostLooked ? feeds : { ...feeds, hasMore: isInOtherFeeds(connection, table, ids, entries) };
}

function isInOtherFeeds(
  connection: Connection,
  table: 'change_entry' | 'change_entry_label',
  ids: readonly ChangeId[],
  entries: { readonly entryIds: string },
): boolean {
  const other = connection.get(
    `SELECT 1 FROM (SELECT entry_id FROM ${table} WHERE change_id IN (SELECT value FROM json_each(:ids)) LIMIT :most) AS looked
       JOIN entry ON entry.id = looked.entry_id
     WHERE entry.feed_id NOT IN (SELECT feed_id FROM entry WHERE id IN (SELECT value FROM json_each(:entryIds))) LIMIT 1`,
    { ...entries, ids: JSON.stringify(ids), most: mostLookedForMore },
  );
  return other !== undefined;
}

function named(connection: Connection, select: string, ids: readonly ChangeId[], order: string): Subjects {
  return someOf(
    connection.all<{ name: string }>(`${select} IN (SELECT value FROM json_each(:ids)) ORDER BY ${order} LIMIT :most`, {
      ids: JSON.stringify(ids),
      most: mostSubjects + 1,
    }),
  );
}

/** @param rows one more than are named, where there are more */
function someOf(rows: readonly { readonly name: string }[]): Subjects {
  return { subjects: rows.slice(0, mostSubjects).map(({ name }) => shorter(name)), hasMore: rows.length > mostSubjects };
}

const longestName = 200;

function shorter(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName).toWellFormed()}…` : name;
}
