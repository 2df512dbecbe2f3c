import { isSecretName } from '../../hide-secrets.ts';
import type { ArchiveFeed, ArchiveFolder, ArchiveLabel, ArchiveLine, ArchiveScope, ArchiveSearch } from '../../protocol/archive.ts';
import type { PlainScope } from '../../protocol/entry-lists.ts';
import type { FeedId, FolderId, LabelId } from '../../protocol/ids.ts';
import { withoutLogin } from '../../text/mask-secrets.ts';
import { hasArticles } from '../feed-terms.ts';
import { retentionFromText } from '../retention-text.ts';
import type { Connection } from '../sqlite.ts';
import { readFeedAccess } from './access.ts';
import { readSavedSearches } from './saved-searches.ts';

type LabelRow = Omit<ArchiveLabel, 'kind'> & { readonly id: LabelId };
type FolderRow = Omit<ArchiveFolder, 'kind' | 'path' | 'isPaused' | 'retention' | 'isMade' | 'fullText'> & {
  readonly isMade: number;
  readonly fullText: number | null;
  readonly id: FolderId;
  readonly parentId: FolderId | null;
  readonly title: string;
  readonly isPaused: number;
  readonly retention: string | null;
};
type FeedRow = Omit<
  ArchiveFeed,
  'kind' | 'path' | 'isPaused' | 'retention' | 'isUnsubscribed' | 'isApart' | 'fullText' | 'headers' | 'userAgent'
> & {
  readonly fullText: number | null;
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
    'SELECT id, parent_id AS parentId, title, pace, is_paused AS isPaused, retention, full_text AS fullText, is_made AS isMade FROM folder WHERE removed_at IS NULL ORDER BY position, id',
  );
  const feeds = connection.all<FeedRow>(
    `SELECT id, feed_url AS feedUrl, site_url AS siteUrl, user_title AS title, title AS ownTitle, folder_id AS folderId, pace,
       is_paused AS isPaused, retention, fetched_at AS fetchedAt, keeps, is_apart AS isApart, full_text AS fullText
     FROM feed WHERE ${hasArticles} ORDER BY position, id`,
  );
  const pathOf = createPaths(folders);
  return [
    ...labels.map(({ name, color }): ArchiveLabel => ({ kind: 'label', name, color })),
    ...folders.map(
      ({ id, pace, isPaused, retention, fullText, isMade }): ArchiveFolder => ({
        ...(isMade === 1 ? { isMade: true } : {}),
        ...fullTextOf(fullText),
        kind: 'folder',
        path: pathOf(id),
        pace,
        isPaused: isPaused === 1,
        retention: retentionFromText(retention),
      }),
    ),
    ...feeds.map(
      ({ id, folderId, feedUrl, isPaused, retention, keeps, isApart, fullText, ...feed }): ArchiveFeed => ({
        ...fullTextOf(fullText),
        ...accessOf(connection, id, feedUrl),
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

function fullTextOf(fullText: number | null): { readonly fullText?: boolean } {
  return fullText === null ? {} : { fullText: fullText === 1 };
}

/** Without what is a secret: that is sealed, and of this machine. */
function accessOf(connection: Connection, feedId: FeedId, feedUrl: string): Pick<ArchiveFeed, 'headers' | 'userAgent'> {
  const { origin, headers: all, userAgent } = readFeedAccess(connection, feedId);
  const isOwn = origin !== null && originsOf(feedUrl).includes(origin);
  const headers = Object.entries(isOwn ? all : {}).filter(([name]) => !isSecretName(name));
  return {
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...(userAgent === null ? {} : { userAgent }),
  };
}

/** A feed that is reached securely meanwhile keeps what was set for it before. */
function originsOf(feedUrl: string): readonly string[] {
  const origin = URL.parse(feedUrl)?.origin ?? '';
  return [origin, origin.replace(/^https:/, 'http:')];
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
