import type { OpmlFeed, OpmlFolder, OpmlPreview } from '../protocol/opml.ts';
import { feedKey } from '../text/feed-key.ts';
import type { ListContent, ListedFeed } from './outline.ts';

/** More are not looked through one by one. */
const mostListed = 20_000;

/** What an import of this list would bring, for the user to pick from. */
export function previewList({ format, title, feeds, skipped, duplicates }: ListContent, subscribed: readonly string[]): OpmlPreview {
  const known = new Set(subscribed.map(feedKey));
  const folders: OpmlFolder[] = [];
  const folderAt = new Map<string, number>();

  function folderOf(path: readonly string[]): number | null {
    let parent: number | null = null;
    for (const name of path) {
      const key = `${parent ?? ''}/${name}`;
      const found: number | undefined = folderAt.get(key);
      if (found === undefined) {
        folders.push({ title: name, parent });
        folderAt.set(key, folders.length - 1);
      }
      parent = found ?? folders.length - 1;
    }
    return parent;
  }

  const isKnown = ({ feedUrl }: ListedFeed) => known.has(feedKey(feedUrl));
  const listed = feeds.slice(0, mostListed).map(
    (feed): OpmlFeed => ({
      feedUrl: feed.feedUrl,
      title: feed.title,
      folder: folderOf(feed.path),
      line: feed.line,
      isSubscribed: isKnown(feed),
    }),
  );
  return {
    format,
    title,
    folders,
    feeds: listed,
    total: feeds.length,
    alreadySubscribed: feeds.filter(isKnown).length,
    duplicates,
    skipped,
  };
}
