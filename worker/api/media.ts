import type { HandlersOf } from '../dispatch.ts';
import { FeedError } from '../errors.ts';
import type { Fetcher } from '../fetch/request.ts';
import { ownLocalHost } from '../icon/own-local-host.ts';
import { readChapters } from '../parse/chapters.ts';
import type { ReadStore } from '../store/store.ts';
import type { WriteStore } from '../store/write-store.ts';

/** Five hundred chapters with addresses and pictures are a tenth of it. */
const maxChapterBytes = 1_024 * 1_024;

interface MediaApiNeeds {
  readonly read: Pick<ReadStore, 'entry' | 'articleFeedUrl' | 'settings' | 'confirmedLocalHosts' | 'played'>;
  readonly write: Pick<WriteStore, 'setPlayed'>;
  readonly fetch: Fetcher;
}

/** The player loads a recording itself, on a click (H4); where it is, is looked at here first, with the guard of every request (N2, N3). */
export function createMediaHandlers({
  read,
  write,
  fetch,
}: MediaApiNeeds): HandlersOf<'media.locate' | 'media.chapters' | 'media.setPlayed'> {
  return {
    async 'media.locate'({ entryId, url }, { signal }) {
      const entry = read.entry(entryId);
      const feedUrl = entry === null ? null : read.articleFeedUrl(entry.feedId);
      // Only what the article brings along: the window shows hostile HTML, and does not name addresses.
      if (feedUrl === null || !entry?.enclosures.some(enclosure => enclosure.url === url))
        throw new FeedError('not-found-here', 'This recording is not there any more.');
      if (read.settings().proxy.kind === 'manual')
        throw new FeedError(
          'proxy',
          'A recording would not go by way of the proxy that is set in Freshet. Open it in your browser instead.',
        );
      const answer = await fetch({
        url,
        purpose: 'media',
        validators: null,
        confirmedLocalHosts: ownLocalHost(feedUrl, read.confirmedLocalHosts()),
        signal,
        isUrgent: true,
        headOnly: true,
      });
      if (answer.kind === 'fetched' && isPlaylist(answer))
        throw new FeedError(
          'media-refused',
          'This is a list of other addresses to play, which Freshet does not follow. Open it in your browser.',
        );
      return { url: answer.url, atMs: read.played(entryId, url) };
    },
    async 'media.chapters'({ entryId }, { signal }) {
      const entry = read.entry(entryId);
      const feedUrl = entry === null ? null : read.articleFeedUrl(entry.feedId);
      if (feedUrl === null || entry === null) throw new FeedError('not-found-here', 'This recording is not there any more.');
      const { chapters = [], chaptersUrl = null } = entry.podcast ?? {};
      if (chapters.length > 0 || chaptersUrl === null) return chapters;
      const answer = await fetch({
        url: chaptersUrl,
        purpose: 'media',
        validators: null,
        confirmedLocalHosts: ownLocalHost(feedUrl, read.confirmedLocalHosts()),
        signal,
        isUrgent: true,
        maxBytes: maxChapterBytes,
      });
      const found = answer.kind === 'fetched' ? readChapters(answer.body) : null;
      if (found === null)
        throw new FeedError(
          'no-chapters',
          'What the feed names as the chapters of this recording is no list of chapters. It plays without them.',
        );
      return found;
    },
    async 'media.setPlayed'({ entryId, url, atMs }) {
      await write.setPlayed(entryId, url, atMs);
      return null;
    },
  };
}

/**
 * Streaming playlists (HLS, RFC 8216 section 4.1; MPEG-DASH): Chromium would go on to the addresses in them, which nobody has looked at.
 * It tells an HLS playlist by its first bytes, whatever the server calls it.
 */
function isPlaylist({
  url,
  contentType,
  body,
}: {
  readonly url: string;
  readonly contentType: string | null;
  readonly body: Uint8Array;
}): boolean {
  if (/mpegurl|dash\+xml/i.test(contentType ?? '') || /\.(m3u8?|mpd)$/i.test(new URL(url).pathname)) return true;
  const beginning = new TextDecoder().decode(body).trimStart();
  return beginning.startsWith('#EXTM3U') || (beginning.startsWith('<') && beginning.includes('<MPD'));
}
