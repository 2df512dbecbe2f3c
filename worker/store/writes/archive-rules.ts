import type { ArchiveFeed, ArchiveFolder, ArchiveLabel, ArchiveScope, ArchiveSearch } from '../../protocol/archive.ts';
import type { PlainScope } from '../../protocol/entry-lists.ts';
import type { ChangeId, FolderId, Milliseconds } from '../../protocol/ids.ts';
import { feedKey } from '../../text/feed-key.ts';
import { cleanName, labelNamed } from '../label-names.ts';
import { limitTitle } from '../limits.ts';
import { readSavedSearches } from '../reads/saved-searches.ts';
import type { Connection } from '../sqlite.ts';
import { makeLabel } from './labels.ts';
import { makeSearch } from './saved-searches.ts';
import { feedsByKey, folderNamed } from './subscriptions.ts';

/** Those whose names are not there. @returns how many */
export function addArchiveLabels(connection: Connection, labels: readonly ArchiveLabel[], changeId: ChangeId): number {
  const missing = labels.filter(({ name }) => labelNamed(connection, cleanName(name)) === null);
  for (const { name, color } of missing) makeLabel(connection, name, color, changeId);
  return missing.length;
}

export interface NewFolder extends ArchiveFolder {
  readonly id: FolderId;
}

/** In their order, and before their feeds. @returns those that were not there */
export function addFolders(connection: Connection, folders: readonly ArchiveFolder[], changeId: ChangeId): readonly NewFolder[] {
  const last = connection.get<{ id: number }>('SELECT coalesce(max(id), 0) AS id FROM folder')?.id ?? 0;
  const added = new Map<FolderId, NewFolder>();
  for (const folder of folders) {
    let id: FolderId | null = null;
    for (const title of folder.path) id = folderNamed(connection, id, title, changeId);
    if (id !== null && id > last) added.set(id, { ...folder, id });
  }
  return [...added.values()];
}

export function setFolderRules(connection: Connection, folders: readonly NewFolder[]): void {
  for (const { id, pace, isPaused, retention, fullText, isMade = false } of folders) {
    const set = 'pace = :pace, is_paused = :isPaused, retention = :retention, full_text = :fullText, is_made = :isMade';
    connection.run(`UPDATE folder SET ${set} WHERE id = :id`, {
      id,
      fullText: fullText === undefined ? null : Number(fullText),
      isMade: Number(isMade),
      pace,
      isPaused: Number(isPaused),
      retention: retention === null ? null : JSON.stringify(retention),
    });
  }
}

const hasEntries = 'EXISTS (SELECT 1 FROM entry WHERE entry.feed_id = feed.id)';

/** Of feeds that this change has subscribed. What their servers say next is news where they had answered there. */
export function setFeedRules(connection: Connection, feeds: readonly ArchiveFeed[], changeId: ChangeId, at: Milliseconds): void {
  const known = feeds.length === 0 ? new Map() : feedsByKey(connection);
  for (const feed of feeds) {
    const { feedUrl, ownTitle, pace, isPaused, retention, fetchedAt, isUnsubscribed = false, isApart = false, fullText } = feed;
    const { headers = {}, userAgent = null } = feed;
    const hasAccess = userAgent !== null || Object.keys(headers).length > 0;
    connection.run(
      // One that was unsubscribed there is here for its articles only. What it had here without a mark is put aside (settle-feeds.ts).
      `UPDATE feed SET removed_at = :removedAt, keeps = iif(:keeps = 1 AND NOT ${hasEntries}, 1, 0), settling = iif(:keeps = 1, iif(${hasEntries}, 'keep', NULL), settling), pace = :pace, is_paused = :isPaused, retention = :retention, title = iif(title = '', :ownTitle, title),
         fetched_at = :fetchedAt, is_apart = :isApart, full_text = :fullText,
         request_headers = iif(access_origin IS NULL, :headers, request_headers), user_agent = iif(access_origin IS NULL, :userAgent, user_agent),
         access_origin = coalesce(access_origin, :origin)
       WHERE id = :id AND change_id = :changeId`,
      {
        id: known.get(feedKey(feedUrl))?.id ?? 0,
        changeId,
        pace,
        isPaused: Number(isPaused),
        isApart: Number(isApart),
        fullText: fullText === undefined ? null : Number(fullText),
        headers: Object.keys(headers).length === 0 ? null : JSON.stringify(headers),
        userAgent,
        origin: hasAccess ? (URL.parse(feedUrl)?.origin ?? null) : null,
        removedAt: isUnsubscribed ? at : null,
        keeps: Number(isUnsubscribed),
        retention: retention === null ? null : JSON.stringify(retention),
        ownTitle: limitTitle(ownTitle),
        fetchedAt: fetchedAt === null ? null : Math.min(fetchedAt, at),
      },
    );
  }
}

/** Those that are not there, word for word. @returns how many */
export function addArchiveSearches(
  connection: Connection,
  searches: readonly ArchiveSearch[],
  changeId: ChangeId,
  at: Milliseconds,
): number {
  if (searches.length === 0) return 0;
  const keyOf = ({ name, query, order, within }: Omit<ArchiveSearch, 'kind' | 'within'> & { readonly within: PlainScope | null }) =>
    JSON.stringify([name, query, order, within?.kind === 'today' ? 'today' : within]);
  const known = new Set(readSavedSearches(connection).map(keyOf));
  let added = 0;
  for (const { name, query, order, within } of searches) {
    const scope = within === null ? null : scopeHere(connection, within);
    if (scope === undefined) continue;
    const search = { name, query, order, within: scope };
    if (known.has(keyOf(search))) continue;
    makeSearch(connection, search, changeId, at);
    known.add(keyOf(search));
    added += 1;
  }
  return added;
}

/** Undefined: there is none such here. */
function scopeHere(connection: Connection, scope: ArchiveScope): PlainScope | undefined {
  switch (scope.kind) {
    case 'feed': {
      const feed = feedsByKey(connection).get(feedKey(scope.feedUrl));
      return feed && { kind: 'feed', feedId: feed.id };
    }
    case 'folder': {
      const folderId = folderAt(connection, scope.path);
      return folderId === undefined ? undefined : { kind: 'folder', folderId };
    }
    case 'label': {
      const labelId = labelNamed(connection, cleanName(scope.name));
      return labelId === null ? undefined : { kind: 'label', labelId };
    }
    default:
      return scope;
  }
}

function folderAt(connection: Connection, path: readonly string[]): FolderId | undefined {
  let id: FolderId | null = null;
  for (const title of path) {
    const found: { readonly id: FolderId } | undefined = connection.get(
      'SELECT id FROM folder WHERE parent_id IS :id AND title = :title AND removed_at IS NULL ORDER BY position, id LIMIT 1',
      { id, title: limitTitle(title) },
    );
    if (found === undefined) return undefined;
    id = found.id;
  }
  return id ?? undefined;
}
