import type { ArchiveFeed, ArchiveFolder, ArchiveLabel, ArchiveLine, ArchiveScope, ArchiveSearch } from '../../protocol/archive.ts';
import type { FeedId, FolderId, LabelId, PlainScope } from '../../protocol/model.ts';
import { withoutLogin } from '../../text/mask-secrets.ts';
import { hasArticles } from '../feed-terms.ts';
import { retentionFromText } from '../retention-text.ts';
import type { Connection } from '../sqlite.ts';
import { readSavedSearches } from './saved-searches.ts';

type LabelRow = Omit<ArchiveLabel, 'kind'> & { readonly id: LabelId };
type FolderRow = Omit<ArchiveFolder, 'kind' | 'path' | 'isPaused' | 'retention'> & {
  readonly id: FolderId;
  readonly parentId: FolderId | null;
  readonly title: string;
  readonly isPaused: number;
  readonly retention: string | null;
};
type FeedRow = Omit<ArchiveFeed, 'kind' | 'path' | 'isPaused' | 'retention' | 'isUnsubscribed' | 'isApart'> & {
  readonly keeps: number;
  readonly id: FeedId;
  readonly folderId: FolderId | null;
  readonly isApart: number;
  readonly isPaused: number;
  readonly retention: string | null;
};

/** Labels, folders, feeds and saved searches of a full export. */
export function readArchiveRules(connection: Connection): readonly ArchiveLine[] {
  const labels = connection.all<LabelRow>('SELECT id, name, color FROM label WHERE removed_at IS NULL ORDER BY position, id');
  const folders = connection.all<FolderRow>(
    'SELECT id, parent_id AS parentId, title, pace, is_paused AS isPaused, retention FROM folder WHERE removed_at IS NULL ORDER BY position, id',
  );
  const feeds = connection.all<FeedRow>(
    `SELECT id, feed_url AS feedUrl, site_url AS siteUrl, user_title AS title, title AS ownTitle, folder_id AS folderId, pace,
       is_paused AS isPaused, retention, fetched_at AS fetchedAt, keeps, is_apart AS isApart
     FROM feed WHERE ${hasArticles} ORDER BY position, id`,
  );
  const pathOf = createPaths(folders);
  return [
    ...labels.map(({ name, color }): ArchiveLabel => ({ kind: 'label', name, color })),
    ...folders.map(
      ({ id, pace, isPaused, retention }): ArchiveFolder => ({
        kind: 'folder',
        path: pathOf(id),
        pace,
        isPaused: isPaused === 1,
        retention: retentionFromText(retention),
      }),
    ),
    ...feeds.map(
      ({ id: _, folderId, feedUrl, isPaused, retention, keeps, isApart, ...feed }): ArchiveFeed => ({
        ...(keeps === 1 ? { isUnsubscribed: true } : {}),
        ...(isApart === 1 ? { isApart: true } : {}),
        kind: 'feed',
        feedUrl: withoutLogin(feedUrl),
        ...feed,
        path: pathOf(folderId),
        isPaused: isPaused === 1,
        retention: retentionFromText(retention),
      }),
    ),
    ...readSavedSearches(connection).flatMap(({ name, query, order, within }): readonly ArchiveSearch[] => {
      const scope = within === null ? null : scopeFrom(within, { labels, feeds, pathOf });
      // One within a feed, folder or label that is gone finds nothing any more.
      return scope === undefined ? [] : [{ kind: 'search', name, query, order, within: scope }];
    }),
  ];
}

type PathOf = (folderId: FolderId | null) => readonly string[];

function createPaths(folders: readonly FolderRow[]): PathOf {
  const byId = new Map(folders.map(folder => [folder.id, folder]));
  return folderId => {
    const path: string[] = [];
    const seen = new Set<FolderId>();
    for (let at = folderId; at !== null && !seen.has(at); at = byId.get(at)?.parentId ?? null) {
      seen.add(at);
      path.unshift(byId.get(at)?.title ?? '');
    }
    return path;
  };
}

interface Named {
  readonly labels: readonly LabelRow[];
  readonly feeds: readonly FeedRow[];
  readonly pathOf: PathOf;
}

function scopeFrom(scope: PlainScope, { labels, feeds, pathOf }: Named): ArchiveScope | undefined {
  switch (scope.kind) {
    case 'feed': {
      const feed = feeds.find(({ id }) => id === scope.feedId);
      return feed && { kind: 'feed', feedUrl: withoutLogin(feed.feedUrl) };
    }
    case 'folder': {
      const path = pathOf(scope.folderId);
      return path.includes('') ? undefined : { kind: 'folder', path };
    }
    case 'label': {
      const label = labels.find(({ id }) => id === scope.labelId);
      return label && { kind: 'label', name: label.name };
    }
    default:
      return scope;
  }
}
