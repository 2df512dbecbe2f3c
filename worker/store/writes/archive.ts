import type { ParsedEntry } from '../../feed.ts';
import type { ArchiveAdded, ArchiveArticle } from '../../protocol/archive.ts';
import type { EntryId, FeedId, Milliseconds } from '../../protocol/model.ts';
import { feedKey } from '../../text/feed-key.ts';
import { limitEntry } from '../limits.ts';
import type { Connection } from '../sqlite.ts';
import type { ArchiveToAdd } from '../store.ts';
import { insertEntry } from './entries.ts';
import { setState } from './entry-states.ts';
import type { State } from './long-job.ts';
import { setLabel } from './set-label.ts';
import { feedsByKey, importOutlines } from './subscriptions.ts';

/** Merges: feeds that are missing, articles that are missing, and of the others what was read or starred there. A second time changes nothing. */
export function addArchive(connection: Connection, { feeds, articles }: ArchiveToAdd, at: Milliseconds): ArchiveAdded {
  const outlines = feeds.map(({ feedUrl, title, siteUrl, path, firstCheckInMs = 0 }) => ({
    feedUrl,
    title,
    siteUrl,
    path,
    firstCheckInMs,
  }));
  const imported = outlines.length === 0 ? null : importOutlines(connection, outlines, 'recent', at);
  const changeId = imported?.change.id ?? 0;
  const known = feedsByKey(connection);
  for (const { feedUrl, pace, isPaused } of changeId === 0 ? [] : feeds) {
    connection.run('UPDATE feed SET pace = :pace, is_paused = :isPaused WHERE id = :id AND change_id = :changeId', {
      id: known.get(feedKey(feedUrl))?.id ?? 0,
      changeId,
      pace,
      isPaused: Number(isPaused),
    });
  }

  const marksOfNew = createMarks();
  const marksOfKnown = createMarks();
  let added = 0;
  for (const article of articles) {
    const feed = known.get(feedKey(article.feedUrl));
    if (!feed?.isSubscribed) continue;
    const stored = entryOf(connection, feed.id, article);
    if (stored !== undefined) {
      marksOfKnown.note(stored, article);
      continue;
    }
    marksOfNew.note(insertArticle(connection, feed.id, article, at), article);
    added += 1;
  }
  marksOfNew.set(connection, at);
  return { changeId, feeds: imported?.added ?? 0, articles: added, states: marksOfKnown.set(connection, at) };
}

/** What is only ever added: nothing that the user has set here is taken back. */
function createMarks() {
  const states: { readonly [S in State]: EntryId[] } = { read: [], star: [], later: [] };
  const labels = new Map<string, EntryId[]>();
  return {
    note(id: EntryId, article: ArchiveArticle): void {
      if (article.isRead) states.read.push(id);
      if (article.isStarred) states.star.push(id);
      if (article.isLater) states.later.push(id);
      for (const name of article.labels) labels.set(name, [...(labels.get(name) ?? []), id]);
    },
    /** @returns how many were not so before */
    set(connection: Connection, at: Milliseconds): number {
      let count = 0;
      for (const state of ['read', 'star', 'later'] as const) {
        count += setState(connection, state, states[state], true, 'command', at).change.count;
      }
      for (const [name, ids] of labels) count += setLabel(connection, { ids }, { name }, true, at).change.count;
      return count;
    },
  };
}

function entryOf(connection: Connection, feedId: FeedId, { guidKey, linkKey }: ArchiveArticle): EntryId | undefined {
  const where = guidKey === null ? 'guid_key IS NULL AND link_key = :key' : 'guid_key = :key';
  return connection.get<{ id: EntryId }>(`SELECT id FROM entry WHERE feed_id = :feedId AND ${where} ORDER BY id LIMIT 1`, {
    feedId,
    key: guidKey ?? linkKey,
  })?.id;
}

function insertArticle(connection: Connection, feedId: FeedId, article: ArchiveArticle, at: Milliseconds): EntryId {
  const { guidKey, linkKey, publishedAt, sortAt, isRead, text } = article;
  // No hash of anything: the feed's next answer brings the text that is not here.
  const contentHash = text?.contentHash ?? '';
  return insertEntry(
    connection,
    feedId,
    { entry: entryFrom(article), guidKey, linkKey, contentHash, stored: null, publishedAt, sortAt: Math.min(sortAt, at), isRead },
    at,
  );
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
    podcast: null,
    source: null,
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
