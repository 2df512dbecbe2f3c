import type { ArchiveAdded, ArchiveFound } from '../../worker/protocol/archive.ts';
import { request } from '../client/request.ts';
import { archiveLines } from '../format/archive-lines.ts';

/** What of the file is done, from 0 to 1. */
export type OnShare = (share: number) => void;

const nothingFound: ArchiveFound = {
  feeds: 0,
  newFeeds: 0,
  articles: 0,
  starred: 0,
  later: 0,
  labels: 0,
  searches: 0,
  hasSettings: false,
  hasEnd: false,
};

/** Reads all of a full export, and stores nothing. @throws RequestError for a damaged line, LineTooLong */
export async function lookThrough(file: File, onShare: OnShare, signal: AbortSignal): Promise<ArchiveFound> {
  let found = nothingFound;
  for await (const { lines, firstLine, bytes } of archiveLines(file)) {
    const piece = await request('archive.look', { lines, firstLine });
    signal.throwIfAborted();
    found = {
      feeds: found.feeds + piece.feeds,
      newFeeds: found.newFeeds + piece.newFeeds,
      articles: found.articles + piece.articles,
      starred: found.starred + piece.starred,
      later: found.later + piece.later,
      labels: found.labels + piece.labels,
      searches: found.searches + piece.searches,
      hasSettings: found.hasSettings || piece.hasSettings,
      hasEnd: found.hasEnd || piece.hasEnd,
    };
    onShare(bytes / file.size);
  }
  return found;
}

export type Merged = Pick<ArchiveAdded, 'changeId' | 'feeds' | 'articles' | 'states'>;

const nothingMerged: Merged = { changeId: 0, feeds: 0, articles: 0, states: 0 };

/** Merges a full export piece by piece. What was merged before it failed or was stopped is told too: it stands, as one change. */
export async function mergeArchive(
  file: File,
  takeSettings: boolean,
  onShare: OnShare,
  signal: AbortSignal,
): Promise<{ readonly merged: Merged; readonly error: unknown }> {
  let merged = nothingMerged;
  try {
    for await (const { lines, firstLine, bytes } of archiveLines(file)) {
      if (signal.aborted) break;
      const joins = merged.changeId === 0 ? null : merged.changeId;
      const added = await request('archive.add', { lines, firstLine, joins, takeSettings });
      merged = {
        changeId: added.changeId === 0 ? merged.changeId : added.changeId,
        feeds: merged.feeds + added.feeds,
        articles: merged.articles + added.articles,
        states: merged.states + added.states,
      };
      onShare(bytes / file.size);
    }
    return { merged, error: null };
  } catch (error) {
    return { merged, error };
  }
}
