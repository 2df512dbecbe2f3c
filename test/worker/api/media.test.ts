import { expect, test } from 'vitest';
import { createMediaHandlers } from '../../../worker/api/media.ts';
import { hostAndPort } from '../../../worker/fetch/address-kind.ts';
import type { EntryDetail } from '../../../worker/protocol/entries.ts';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { createNetwork, serve } from '../fetch/fetching.ts';

/** Where the player is told to load an enclosure from, or the code of the refusal. */
async function locate(path: string, answer: { readonly type: string; readonly body: string }): Promise<string> {
  const server = await serve();
  server.on(path, answer);
  const url = `${server.origin}${path}`;
  const handlers = createMediaHandlers({
    read: {
      entry: () => ({ feedId: 1, enclosures: [{ url, type: 'audio/mpeg', length: null }] }) as Partial<EntryDetail> as EntryDetail,
      articleFeedUrl: () => `${server.origin}/feed`,
      settings: () => ({ proxy: { kind: 'system' } }) as Settings,
      confirmedLocalHosts: () => new Set([hostAndPort(new URL(server.origin))]),
      played: () => 0,
    },
    write: { setPlayed: async () => undefined },
    fetch: createNetwork().fetcher,
  });
  const found = handlers['media.locate']({ entryId: 1, url }, { signal: new AbortController().signal });
  return Promise.resolve(found).then(
    media => media.url.slice(server.origin.length),
    (error: { readonly code: string }) => error.code,
  );
}

test('a recording is played from where it is', async () => {
  expect(await locate('/episode.mp3', { type: 'audio/mpeg', body: 'ID3 and so on' })).toBe('/episode.mp3');
  expect(await locate('/empty.mp3', { type: 'audio/mpeg', body: '' })).toBe('/empty.mp3');
});

test.each([
  ['its kind', '/live', 'application/vnd.apple.mpegurl', ''],
  ['its older kind', '/live', 'audio/x-mpegURL', ''],
  ['its name', '/live.m3u8', 'audio/mpeg', ''],
  ['its first bytes', '/live.mp3', 'audio/mpeg', '#EXTM3U\n#EXTINF:10,\nhttp://192.168.0.1/reboot\n'],
  ['its first bytes behind a mark', '/live.mp3', 'audio/mpeg', '\uFEFF#EXTM3U\nhttp://192.168.0.1/\n'],
  ['its kind, as a manifest', '/live', 'application/dash+xml', ''],
  [
    'its first bytes, as a manifest',
    '/live.mp4',
    'video/mp4',
    '<?xml version="1.0"?>\n<!-- a -->\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>',
  ],
])('a playlist, which would lead the player to addresses that nobody has looked at, is refused by %s', async (_, path, type, body) => {
  expect(await locate(path, { type, body })).toBe('media-refused');
});
