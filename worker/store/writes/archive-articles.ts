import type { ParsedEntry } from '../../feed.ts';
import type { ArchiveArticle, ArchiveGone } from '../../protocol/archive.ts';
import type { ChangeId, EntryId, FeedId, LabelId, Milliseconds } from '../../protocol/ids.ts';
import { feedKey } from '../../text/feed-key.ts';
import { cleanName, labelNamed } from '../label-names.ts';
import { limitEntry } from '../limits.ts';
import type { Connection } from '../sqlite.ts';
import { partOf } from './archive-change.ts';
import { nextStamp } from './clock.ts';
import { insertEntry, updateEntry } from './entries.ts';
import { journalState } from './entry-states.ts';
import { journalEntryLabels } from './label-changes.ts';
import { makeLabel } from './labels.ts';
import type { State } from './long-job.ts';
import { bringBackGoneWithFeed, putUnmarkedAside } from './settle-feeds.ts';
import { feedsByKey } from './subscriptions.ts';

interface ArticlesAdded {
  readonly articles: number;
  /** Marks that articles which were there have got. */
  readonly states: number;
  /** Articles that were there without their text. */
  readonly filled: number;
}

/** As part of an import. Of feeds that are neither subscribed nor kept for their articles nothing is taken. */
export function addArticles(
  connection: Connection,
  given: readonly (ArchiveArticle | ArchiveGone)[],
  changeId: ChangeId,
  at: Milliseconds,
): ArticlesAdded {
  if (given.length === 0) return { articles: 0, states: 0, filled: 0 };
  const known = feedsByKey(connection);
  const kept = keptFeeds(connection);
  const keptNow = feedsKeptBy(connection, changeId);
  const marks = createMarks();
  const marksOfNew = createMarks();
  const added: EntryId[] = [];
  const found: EntryId[] = [];
  let articles = 0;
  let filled = 0;
  for (const article of given) {
    const feed = known.get(feedKey(article.feedUrl));
    if (feed === undefined || !(feed.isSubscribed || kept.has(feed.id))) continue;
    const stored = entryOf(connection, feed.id, article);
    if (stored === undefined) {
      const id = article.kind === 'gone' ? insertGone(connection, feed.id, article, at) : insertArticle(connection, feed.id, article, at);
      if (article.kind === 'article') {
        // Its states came with it.
        marksOfNew.noteLabels(id, article.labels);
        articles += 1;
      }
      added.push(id);
    } else if (article.kind === 'article') {
      found.push(stored.id);
      if (keptNow.has(feed.id) && isMarked(article)) {
        // To the user it is new: it lay hidden with its feed.
        marksOfNew.note(stored.id, article);
        articles += 1;
      } else marks.note(stored.id, article);
      if (fillText(connection, stored, article)) filled += 1;
    }
  }
  journalAdded(connection, changeId, added);
  const back = bringBackGoneWithFeed(connection, found);
  const states = marks.set(connection, changeId, at);
  marksOfNew.set(connection, changeId, at);
  putUnmarkedAside(connection, back, at);
  return { articles, states, filled };
}

/** Unsubscribed ones whose marked articles stay, or will as soon as they are settled. */
export function keptFeeds(connection: Connection): ReadonlySet<FeedId> {
  return new Set(connection.all<{ id: FeedId }>("SELECT id FROM feed WHERE keeps = 1 OR settling = 'keep'").map(({ id }) => id));
}

/** Those that were here, out of sight, until this change. */
function feedsKeptBy(connection: Connection, changeId: ChangeId): ReadonlySet<FeedId> {
  const feeds = connection.all<{ id: FeedId }>(
    "SELECT id FROM feed WHERE change_id = :changeId AND removed_at IS NOT NULL AND (keeps = 1 OR settling = 'keep')",
    { changeId },
  );
  return new Set(feeds.map(({ id }) => id));
}

function isMarked({ isStarred, isLater, labels }: ArchiveArticle): boolean {
  return isStarred || isLater || labels.length > 0;
}

/** Of feeds that were here already: those of new ones go and come with their feeds. */
function journalAdded(connection: Connection, changeId: ChangeId, ids: readonly EntryId[]): void {
  connection.run(
    `INSERT OR IGNORE INTO change_entry (change_id, entry_id)
     SELECT :changeId, entry.id FROM entry JOIN feed ON feed.id = feed_id
     WHERE entry.id IN (SELECT value FROM json_each(:ids)) AND feed.change_id IS NOT :changeId`,
    { changeId, ids: JSON.stringify(ids) },
  );
}

const kinds = { read: 'mark-read', star: 'star', later: 'later' } as const satisfies { readonly [S in State]: string };
const flags: { readonly [S in State]: string } = { read: 'is_read', star: 'is_starred', later: 'is_later' };

/** What is only ever added: nothing that the user has set here is taken back. */
function createMarks() {
  const states: { readonly [S in State]: EntryId[] } = { read: [], star: [], later: [] };
  const labels = new Map<string, EntryId[]>();

  function noteLabels(id: EntryId, names: readonly string[]): void {
    for (const name of new Set(names)) {
      const ids = labels.get(name);
      if (ids === undefined) labels.set(name, [id]);
      else ids.push(id);
    }
  }

  return {
    note(id: EntryId, article: ArchiveArticle): void {
      if (article.isRead) states.read.push(id);
      if (article.isStarred) states.star.push(id);
      if (article.isLater) states.later.push(id);
      noteLabels(id, article.labels);
    },
    noteLabels,
    /** @returns how many were not so before */
    set(connection: Connection, changeId: ChangeId, at: Milliseconds): number {
      const stamp = nextStamp(connection, at);
      let count = 0;
      for (const state of ['read', 'star', 'later'] as const) {
        const turning = idsWhere(connection, `${flags[state]} = 0`, states[state]);
        if (turning.length === 0) continue;
        journalState(connection, state, partOf(connection, changeId, kinds[state], turning.length, at), turning, true, stamp);
        count += turning.length;
      }
      for (const [name, ids] of labels) count += giveLabel(connection, name, ids, changeId, stamp);
      return count;
    },
  };
}

function giveLabel(connection: Connection, name: string, ids: readonly EntryId[], changeId: ChangeId, stamp: Milliseconds): number {
  const known: LabelId | null = labelNamed(connection, cleanName(name));
  const labelId = known ?? makeLabel(connection, name, null, changeId);
  const turning = idsWhere(
    connection,
    `NOT EXISTS (SELECT 1 FROM entry_label WHERE label_id = ${labelId} AND entry_label.entry_id = entry_state.entry_id)
       AND NOT EXISTS (SELECT 1 FROM change_entry_label WHERE change_id = ${changeId} AND label_id = ${labelId}
         AND change_entry_label.entry_id = entry_state.entry_id)`,
    ids,
  );
  if (turning.length > 0) journalEntryLabels(connection, changeId, labelId, turning, true, stamp);
  return turning.length;
}

function idsWhere(connection: Connection, where: string, ids: readonly EntryId[]): readonly EntryId[] {
  return connection
    .all<{ id: EntryId }>(`SELECT entry_id AS id FROM entry_state WHERE entry_id IN (SELECT value FROM json_each(:ids)) AND ${where}`, {
      ids: JSON.stringify(ids),
    })
    .map(row => row.id);
}

interface StoredArticle {
  readonly id: EntryId;
  readonly guidKey: string | null;
  readonly linkKey: string;
  readonly contentHash: string;
}

function entryOf(
  connection: Connection,
  feedId: FeedId,
  { guidKey, linkKey }: Pick<ArchiveArticle, 'guidKey' | 'linkKey'>,
): StoredArticle | undefined {
  const where = guidKey === null ? 'guid_key IS NULL AND link_key = :key' : 'guid_key = :key';
  return connection.get<StoredArticle>(
    `SELECT id, guid_key AS guidKey, link_key AS linkKey, content_hash AS contentHash FROM entry WHERE feed_id = :feedId AND ${where} ORDER BY id LIMIT 1`,
    { feedId, key: guidKey ?? linkKey },
  );
}

/** It came without its text, from an earlier export, and no answer of its feed has brought it since. */
function fillText(connection: Connection, stored: StoredArticle, article: ArchiveArticle): boolean {
  const contentHash = article.text?.contentHash ?? '';
  if (stored.contentHash !== '' || contentHash === '') return false;
  const { id, guidKey, linkKey } = stored;
  const { title, url, publishedAt, snippet } = article;
  return updateEntry(connection, {
    entry: entryFrom(article),
    guidKey,
    linkKey,
    contentHash,
    stored: { id, guidKey, linkKey, contentHash: '', title, url, publishedAt, snippet, guid: article.text?.guid ?? null },
  });
}

function insertArticle(connection: Connection, feedId: FeedId, article: ArchiveArticle, at: Milliseconds): EntryId {
  const { guidKey, linkKey, publishedAt, sortAt, seenAt, isRead, isStarred, isLater, isKept, text } = article;
  const past = (time: Milliseconds | null) => (time === null ? null : Math.min(time, at));
  // No hash of anything: the feed's next answer brings the text that is not here.
  const contentHash = text?.contentHash ?? '';
  const id = insertEntry(
    connection,
    feedId,
    { entry: entryFrom(article), guidKey, linkKey, contentHash, stored: null, publishedAt, sortAt: Math.min(sortAt, at), isRead },
    Math.min(seenAt, at),
  );
  const readAt = isRead ? past(article.readAt) : null;
  if (readAt !== null || isStarred || isLater) {
    // Set anew, so that what counts by these columns counts it.
    connection.run('DELETE FROM entry_state WHERE entry_id = :id', { id });
    connection.run(
      `INSERT INTO entry_state (entry_id, feed_id, sort_at, is_read, read_at, is_starred, starred_at, is_later, later_at)
       VALUES (:id, :feedId, :sortAt, :isRead, :readAt, :isStarred, :starredAt, :isLater, :laterAt)`,
      {
        id,
        feedId,
        sortAt: Math.min(sortAt, at),
        isRead: Number(isRead),
        readAt,
        isStarred: Number(isStarred),
        starredAt: isStarred ? (past(article.starredAt) ?? at) : null,
        isLater: Number(isLater),
        laterAt: isLater ? (past(article.laterAt) ?? at) : null,
      },
    );
  }
  if (isKept) connection.run('INSERT OR IGNORE INTO entry_kept (entry_id) VALUES (:id)', { id });
  return id;
}

/** It is only known by its title, link and keys, as after a removal for good. */
function insertGone(
  connection: Connection,
  feedId: FeedId,
  { title, url, guidKey, linkKey, seenAt }: ArchiveGone,
  at: Milliseconds,
): EntryId {
  const entry = limitEntry({
    title,
    url,
    author: '',
    snippet: '',
    imageUrl: null,
    publishedAt: null,
    guid: null,
    contentHtml: '',
    summaryHtml: '',
    baseUrl: null,
    language: null,
    updatedAt: null,
    categories: [],
    commentsUrl: null,
    enclosures: [],
    podcast: null,
    source: null,
  });
  const id = insertEntry(
    connection,
    feedId,
    { entry, guidKey, linkKey, contentHash: '', stored: null, publishedAt: null, sortAt: 0, isRead: true },
    Math.min(seenAt, at),
  );
  connection.run('DELETE FROM entry_state WHERE entry_id = :id', { id });
  connection.run('INSERT INTO entry_removed (entry_id, feed_id, removed_at) VALUES (:id, :feedId, :at)', { id, feedId, at });
  return id;
}

function entryFrom({ text, title, url, author, snippet, imageUrl, publishedAt }: ArchiveArticle): ParsedEntry {
  return limitEntry({
    title,
    url,
    author,
    snippet,
    imageUrl,
    publishedAt,
    guid: text?.guid ?? null,
    contentHtml: text?.contentHtml ?? '',
    summaryHtml: text?.summaryHtml ?? '',
    baseUrl: text?.baseUrl ?? null,
    language: text?.language ?? null,
    updatedAt: text?.updatedAt ?? null,
    categories: categoriesOf(text?.categories),
    commentsUrl: text?.commentsUrl ?? null,
    enclosures: text?.enclosures ?? [],
    podcast: text?.podcast ?? null,
    source: text?.source ?? null,
  });
}

function categoriesOf(json: string | undefined): readonly string[] {
  try {
    const value: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
  } catch {
    return [];
  }
}
