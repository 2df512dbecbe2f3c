import { expect, test } from 'vitest';
import { createMediaHandlers } from '../../../worker/api/media.ts';
import { hostAndPort } from '../../../worker/fetch/address-kind.ts';
import type { EntryDetail, PodcastEpisode } from '../../../worker/protocol/entries.ts';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { createNetwork, serve } from '../fetch/fetching.ts';

function handlersOf(origin: string, entry: Partial<EntryDetail>) {
  return createMediaHandlers({
    read: {
      entry: () => ({ feedId: 1, ...entry }) as EntryDetail,
      articleFeedUrl: () => `${origin}/feed`,
      settings: () => ({ proxy: { kind: 'system' } }) as Settings,
      confirmedLocalHosts: () => new Set([hostAndPort(new URL(origin))]),
      played: () => 0,
    },
    write: { setPlayed: async () => undefined },
    fetch: createNetwork().fetcher,
  });
}

/** Where the player is told to load an enclosure from, or the code of the refusal. */
async function locate(path: string, answer: { readonly type: string; readonly body: string }): Promise<string> {
  const server = await serve();
  server.on(path, answer);
  const url = `${server.origin}${path}`;
  const handlers = handlersOf(server.origin, { enclosures: [{ url, type: 'audio/mpeg', length: null }] });
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

/** What is listed of a document of chapters, or the code of the refusal. */
async function chaptersOf(body: string | Uint8Array, more: Partial<PodcastEpisode> = {}) {
  const server = await serve();
  server.on('/chapters.json', { type: 'application/json+chapters', body });
  const podcast = { chaptersUrl: `${server.origin}/chapters.json`, ...more } as PodcastEpisode;
  const asked = handlersOf(server.origin, { podcast })['media.chapters']({ entryId: 1 }, { signal: new AbortController().signal });
  const chapters = await Promise.resolve(asked).catch((error: { readonly code: string }) => error.code);
  return { chapters, requests: server.requests('/chapters.json').length };
}

test('chapters are those of the document that the feed names, in their order, without what is not to be listed', async () => {
  const listed = [
    { startTime: 90.25, title: 'Letters', img: 'http://192.168.0.1/a.png', url: 'javascript:alert(1)' },
    { startTime: 0, title: ' Welcome ', toc: true },
    { startTime: 30, title: 'A picture', toc: false },
    { startTime: 40 },
    { startTime: -1, title: 'Before' },
    { startTime: 1e300, title: 'Never' },
    { startTime: 90.25, title: 'Twice' },
  ];
  expect(await chaptersOf(JSON.stringify({ version: '1.2.0', chapters: listed }))).toEqual({
    chapters: [
      { atMs: 0, title: 'Welcome' },
      { atMs: 90_250, title: 'Letters' },
    ],
    requests: 1,
  });
  const many = Array.from({ length: 3_000 }, (_, startTime) => ({ startTime, title: 'x'.repeat(1_000) }));
  const { chapters } = await chaptersOf(JSON.stringify({ chapters: many.slice(0, 900) }));
  expect(chapters).toHaveLength(500);
  expect((chapters as readonly { readonly title: string }[])[0]?.title).toHaveLength(300);
  expect((await chaptersOf(JSON.stringify({ chapters: many }))).chapters).toBe('too-large');
});

test('chapters of the feed itself are listed without a request', async () => {
  const chapters = [{ atMs: 0, title: 'Start' }];
  expect(await chaptersOf('', { chapters })).toEqual({ chapters, requests: 0 });
});

test.each(['', 'no chapters', '[]', '{"chapters":{}}', '{"chapters":[{"startTime":"0","title":"x"}]}', '<html>', '['.repeat(200_000)])(
  'what is no list of chapters is refused: %.20s',
  async body => {
    expect((await chaptersOf(body)).chapters).toBe('no-chapters');
  },
);
