import { expect, test } from 'vitest';
import { parse } from '../../helpers/score-adapter.ts';
import { readFixture } from './read-fixture.ts';

test('the adapter for public test suites gives a feed in their words', async () => {
  const feed = await parse(readFixture('podcast'));
  expect(feed).toMatchObject({ format: 'rss2.0', title: 'Two Kettles', link: 'https://kettles.example/' });
  expect(feed.entries).toMatchObject([
    {
      id: 'kettles-12',
      title: '12: Steam',
      author: 'Jo and Sam',
      published: Date.UTC(2026, 1, 14, 6),
      enclosures: [{ length: 52_428_800 }],
    },
  ]);
});
