import { expect, it } from 'vitest';
import { asideLines } from '../../headless/commands/aside-lines.ts';

it('tells where an article is from, and of which episode it is', () => {
  expect(
    asideLines({
      source: { title: 'Other', url: null, feedUrl: 'https://other.example/feed' },
      podcast: {
        durationMs: 3_849_000,
        season: 2,
        episode: 12,
        episodeType: 'bonus',
        chaptersUrl: 'https://a.example/12.json',
        transcripts: [{ url: 'https://a.example/12.vtt', type: 'text/vtt', language: 'en' }],
      },
    }),
  ).toEqual([
    'From: Other · https://other.example/feed',
    'Season 2 · Episode 12 · Bonus episode · 1:04:09',
    'Transcript (en): https://a.example/12.vtt',
    'Chapters: https://a.example/12.json',
  ]);
  expect(asideLines({ source: null, podcast: null })).toEqual([]);
});
