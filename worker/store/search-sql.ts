import type { EntryQuery, PlainScope } from '../protocol/entry-lists.ts';
import type { EntryId, FeedId, LabelId, Milliseconds } from '../protocol/ids.ts';
import type { SearchFault } from '../protocol/search.ts';
import { fullTextOf } from '../search/full-text.ts';
import type { NameNode, QueryNode } from '../search/query-node.ts';
import { searchFault } from '../search/search-fault.ts';
import { hasArticles } from './feed-terms.ts';
import { feedsInFolder } from './feeds-in-folder.ts';
import type { Connection } from './sqlite.ts';

type Parameters = Readonly<Record<string, string | number>>;

/** A search in parts, each asked where it is cheapest. All that was typed is in the parameters (X7). */
export interface SearchPlan {
  /** For the index; null: it tells nothing. */
  readonly fullText: string | null;
  /** What can be told by an entry's time and feed alone: half open, and the feeds that may be. */
  readonly since: Milliseconds;
  readonly before: Milliseconds;
  readonly feedIds: ReadonlySet<FeedId>;
  /** The rest, as SQL over `entry_state AS state`; null: nothing. */
  readonly where: string | null;
  readonly parameters: Parameters;
  /** Of each of these the whole list is a part: SQL that gives `id`s, perhaps more than once. Few, as a rule. */
  readonly few: readonly { readonly sql: string; readonly parameters: Parameters }[];
}

export type PlannedSearch = { readonly ok: true; readonly plan: SearchPlan } | { readonly ok: false; readonly fault: SearchFault };

/**
 * A bound of ids for the full-text index. Numbers come to SQLite as floating ones, and the index takes such a one for no bound at all: it would
 * walk through everything for each question.
 */
export function idBound(parameter: 'lowId' | 'highId'): string {
  return `CAST(:${parameter} AS INTEGER)`;
}

/** What `where` needs beside the parameters of its plan. */
export function boundsOf(where: string | null, lowId: EntryId, highId: EntryId): Parameters {
  return asksIndex(where) ? { lowId, highId } : {};
}

export function asksIndex(where: string | null): boolean {
  return where?.includes(':lowId') === true;
}

/** To the index every question with the beginning of a word is as dear as finding all. */
export function isDear({ fullText, where, parameters }: SearchPlan): boolean {
  const asked = [fullText ?? '', ...(asksIndex(where) ? Object.values(parameters) : [])];
  return asked.some(value => typeof value === 'string' && value.includes('" *'));
}

/** The function that every row of a slow question calls: it throws when nobody waits for the answer any more. */
export const isAwaited = 'is_awaited()';

export function planSearch(connection: Connection, query: EntryQuery, node: QueryNode): PlannedSearch {
  const { scope } = query;
  if (scope.kind !== 'search') throw new Error(`the scope ${scope.kind} is no search`);
  const builder = createBuilder(connection);
  const { indexed, others } = split(node.kind === 'and' ? node.nodes : [node]);
  const fullText = indexed === null ? null : fullTextOf(indexed);
  let since = Number.NEGATIVE_INFINITY;
  let before = Number.POSITIVE_INFINITY;
  let feedIds: ReadonlySet<FeedId> = builder.liveFeeds();
  const where: string[] = query.onlyUnread ? [wasUnread] : [];
  const few: SearchPlan['few'][number][] = [];
  for (const part of others) {
    if (part.kind === 'time') {
      since = Math.max(since, part.since ?? since);
      before = Math.min(before, part.before ?? before);
    } else if (part.kind === 'feed' || part.kind === 'folder') feedIds = among(feedIds, builder.feedsNamed(part));
    else {
      where.push(builder.termOf(part));
      if (part.kind === 'label') few.push(fewLabelled(builder.labelIds(part), query.openedAt));
      else if (part.kind === 'is' && (part.state === 'starred' || part.state === 'later')) few.push(fewMarked(part.state, query.openedAt));
    }
  }
  if (scope.within?.kind === 'feed') feedIds = among(feedIds, [scope.within.feedId]);
  else if (scope.within?.kind === 'folder') feedIds = among(feedIds, feedsInFolder(connection, scope.within.folderId));
  else if (scope.within?.kind === 'today') since = Math.max(since, scope.within.from);
  else if (scope.within !== null && scope.within.kind !== 'all') {
    where.push(builder.scopeOf(scope.within));
    if (scope.within.kind === 'label') few.push(fewLabelled([scope.within.labelId], query.openedAt));
    else if (scope.within.kind === 'starred' || scope.within.kind === 'later') few.push(fewMarked(scope.within.kind, query.openedAt));
  }
  const fault = builder.fault();
  if (fault !== null) return { ok: false, fault };
  const whole = where.length === 0 ? null : where.map(term => `(${term})`).join(' AND ');
  const parameters = { ...builder.parameters(), ...(whole?.includes(':openedAt') === true ? { openedAt: query.openedAt } : {}) };
  return { ok: true, plan: { fullText, since, before, feedIds, where: whole, parameters, few } };
}

function among(feedIds: ReadonlySet<FeedId>, some: readonly FeedId[]): ReadonlySet<FeedId> {
  return new Set(some.filter(id => feedIds.has(id)));
}

/** What the index answers by itself, as one question to it, and the rest. A "not" needs something that it is taken from. */
function split(parts: readonly QueryNode[]): { readonly indexed: QueryNode | null; readonly others: readonly QueryNode[] } {
  const isWanted = (node: QueryNode) => node.kind !== 'not' && fullTextOf(node) !== null;
  if (!parts.some(isWanted)) return { indexed: null, others: parts };
  const isIndexed = (node: QueryNode) => isWanted(node) || (node.kind === 'not' && fullTextOf(node.node) !== null);
  return { indexed: { kind: 'and', nodes: parts.filter(isIndexed) }, others: parts.filter(node => !isIndexed(node)) };
}

// As it was when the list was opened: what is read or starred in it stays in it.
const since = (column: string) => `coalesce(state.${column}, 0) >= :openedAt`;
const wasUnread = `iif(state.is_read = 0, NOT (${since('unread_at')} AND NOT ${since('read_at')}), ${since('read_at')})`;
const wasStarred = `iif(state.is_starred = 1, NOT (${since('starred_at')} AND NOT ${since('unstarred_at')}), ${since('unstarred_at')})`;
const wasLater = `iif(state.is_later = 1, NOT (${since('later_at')} AND NOT ${since('unlater_at')}), ${since('unlater_at')})`;
const wasReadByUser = `state.read_at < :openedAt AND (state.is_read = 1 OR ${since('unread_at')})`;
const mediaType = { audio: 'audio/%', video: 'video/%', image: 'image/%' } as const;

/** Also those that were marked until lately. */
function fewMarked(state: 'starred' | 'later', openedAt: Milliseconds): SearchPlan['few'][number] {
  const sql = `SELECT entry_id AS id FROM entry_state WHERE is_${state} = 1 UNION ALL SELECT entry_id FROM entry_state WHERE un${state}_at >= :openedAt`;
  return { sql, parameters: { openedAt } };
}

function fewLabelled(labelIds: readonly LabelId[], openedAt: Milliseconds): SearchPlan['few'][number] {
  const of = (table: string) => `SELECT entry_id AS id FROM ${table} WHERE label_id IN (SELECT value FROM json_each(:labels))`;
  const sql = `${of('entry_label')} UNION ALL ${of('entry_unlabelled')} AND removed_at >= :openedAt`;
  return { sql, parameters: { labels: JSON.stringify(labelIds), openedAt } };
}

function createBuilder(connection: Connection) {
  const values: Record<string, string | number> = {};
  let fault: SearchFault | null = null;

  function bound(value: string | number): string {
    const name = `p${Object.keys(values).length}`;
    values[name] = value;
    return `:${name}`;
  }

  function termOf(node: QueryNode): string {
    switch (node.kind) {
      case 'and':
      case 'or': {
        const fullText = fullTextOf(node);
        if (fullText !== null) return indexTerm(fullText);
        return node.nodes.map(each => `(${termOf(each)})`).join(node.kind === 'and' ? ' AND ' : ' OR ');
      }
      case 'not':
        return `NOT (${termOf(node.node)})`;
      case 'text':
        return indexTerm(fullTextOf(node) ?? '""');
      case 'is':
        return { unread: wasUnread, read: `NOT (${wasUnread})`, starred: wasStarred, later: wasLater }[node.state];
      case 'has':
        return hasTerm(node.what);
      case 'time':
        return timeTerm(node.since, node.before);
      case 'label':
        return labelsNamed(node);
      case 'feed':
      case 'folder':
        return feedsTerm(feedsNamed(node));
      case 'url':
        return `EXISTS (SELECT 1 FROM entry WHERE entry.id = state.entry_id AND instr(lower(entry.url), lower(${bound(node.part)})) > 0)`;
    }
  }

  function indexTerm(fullText: string): string {
    return `state.entry_id IN (SELECT rowid FROM entry_search WHERE entry_search MATCH ${bound(fullText)}
      AND rowid BETWEEN ${idBound('lowId')} AND ${idBound('highId')} AND ${isAwaited})`;
  }

  function hasTerm(what: keyof typeof mediaType): string {
    const enclosed = `EXISTS (SELECT 1 FROM enclosure WHERE enclosure.entry_id = state.entry_id AND type LIKE ${bound(mediaType[what])})`;
    if (what !== 'image') return enclosed;
    return `${enclosed} OR EXISTS (SELECT 1 FROM entry WHERE entry.id = state.entry_id AND image_url IS NOT NULL)`;
  }

  function timeTerm(from: number | null, before: number | null): string {
    const terms = [
      ...(from === null ? [] : [`state.sort_at >= ${bound(from)}`]),
      ...(before === null ? [] : [`state.sort_at < ${bound(before)}`]),
    ];
    return terms.length === 0 ? 'TRUE' : terms.join(' AND ');
  }

  function labelTerm(labelId: LabelId): string {
    // Not IN, for which all that have the label would be gathered again for every few that are asked about.
    const had = (table: string, more: string) =>
      `EXISTS (SELECT 1 FROM ${table} AS had WHERE label_id = ${bound(labelId)} AND had.entry_id = state.entry_id AND added_at < :openedAt${more})`;
    return `${had('entry_label', '')} OR ${had('entry_unlabelled', ' AND removed_at >= :openedAt')}`;
  }

  function feedsTerm(feedIds: readonly FeedId[]): string {
    return `state.feed_id IN (SELECT value FROM json_each(${bound(JSON.stringify(feedIds))}))`;
  }

  function feedsNamed(node: NameNode): readonly FeedId[] {
    const isNamed = (title: string) => plain(title).includes(plain(node.name));
    if (node.kind === 'feed') {
      const feeds = connection
        .all<{ id: FeedId; title: string }>(
          `SELECT id, coalesce(user_title, nullif(title, ''), feed_url) AS title FROM feed WHERE ${hasArticles}`,
        )
        .filter(feed => isNamed(feed.title));
      if (feeds.length === 0) fault ??= searchFault('no-feed', node.name, node);
      return feeds.map(feed => feed.id);
    }
    const folders = connection
      .all<{ id: number; title: string }>('SELECT id, title FROM folder WHERE removed_at IS NULL')
      .filter(folder => isNamed(folder.title));
    if (folders.length === 0) fault ??= searchFault('no-folder', node.name, node);
    return [...new Set(folders.flatMap(folder => feedsInFolder(connection, folder.id)))];
  }

  function labelIds(node: NameNode): readonly LabelId[] {
    return connection
      .all<{ id: number; name: string }>('SELECT id, name FROM label WHERE removed_at IS NULL')
      .filter(label => plain(label.name).includes(plain(node.name)))
      .map(label => label.id);
  }

  function labelsNamed(node: NameNode): string {
    const labels = labelIds(node);
    if (labels.length === 0) fault ??= searchFault('no-label', node.name, node);
    return labels.length === 0 ? 'FALSE' : labels.map(labelTerm).join(' OR ');
  }

  function scopeOf(scope: Exclude<PlainScope, { readonly kind: 'all' | 'today' | 'feed' | 'folder' }>): string {
    if (scope.kind === 'label') return labelTerm(scope.labelId);
    return { unread: wasUnread, starred: wasStarred, later: wasLater, recent: wasReadByUser }[scope.kind];
  }

  function liveFeeds(): ReadonlySet<FeedId> {
    return new Set(connection.all<{ id: FeedId }>(`SELECT id FROM feed WHERE ${hasArticles}`).map(({ id }) => id));
  }

  return { termOf, scopeOf, feedsNamed, labelIds, liveFeeds, parameters: (): Parameters => values, fault: () => fault };
}

/** Accents and case do not matter in names either. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
