import { expect, it } from 'vitest';
import { fitsFilter, healthOf, sortFeeds } from '../../../renderer/state/feed-health.ts';
import type { Subscription } from '../../../worker/protocol/subscriptions.ts';

const now = Date.UTC(2026, 4, 20);
const feed = (feedId: number, fields: Partial<Subscription> = {}): Subscription =>
  ({ feedId, title: `Feed ${feedId}`, failure: null, plan: null, isHeld: false, newestEntryAt: now, ...fields }) as Subscription;
const volumes = new Map([
  [1, { feedId: 1, articles: 301, answerMs: 9_000 }],
  [2, { feedId: 2, articles: 1, answerMs: 5_001 }],
  [3, { feedId: 3, articles: 300, answerMs: 5_000 }],
]);

it('calls a feed noisy by its articles, and slow by its answers', () => {
  const healths = [1, 2, 3, 4].map(feedId => healthOf(feed(feedId), now, volumes));
  expect(healths).toEqual(['noisy', 'slow', 'well', 'well']);
  expect(healthOf(feed(2, { isHeld: true }), now, volumes)).toBe('paused');
  expect(fitsFilter('slow', 'slow')).toBe(true);
  expect(fitsFilter('slow', 'trouble')).toBe(false);
});

it('puts what can be mended first', () => {
  const sorted = sortFeeds([feed(4), feed(2), feed(1)], 'trouble', now, volumes);
  expect(sorted.map(({ feedId }) => feedId)).toEqual([1, 2, 4]);
  expect(sortFeeds([feed(4), feed(3), feed(1)], 'volume', now, volumes).map(({ feedId }) => feedId)).toEqual([1, 3, 4]);
});
