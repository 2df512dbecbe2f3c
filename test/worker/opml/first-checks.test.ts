import { expect, test } from 'vitest';
import { firstChecks } from '../../../worker/opml/first-checks.ts';

const feeds = (count: number, hosts: number) => Array.from({ length: count }, (_, n) => `https://h${n % hosts}.example/${n}`);

test('the first feed is asked at once, the others one after the other', () => {
  expect(firstChecks(feeds(4, 4))).toEqual([0, 250, 500, 750]);
  expect(firstChecks([])).toEqual([]);
});

test('500 feeds of as many hosts take two minutes, and never five in one second', () => {
  const plan = firstChecks(feeds(500, 500));
  expect(Math.max(...plan)).toBe(124_750);
  const perSecond = Map.groupBy(plan, at => Math.floor(at / 1_000));
  expect(Math.max(...[...perSecond.values()].map(each => each.length))).toBe(4);
});

test('feeds of one host stay two seconds apart, whatever stands between them', () => {
  for (const hosts of [1, 3, 50]) {
    const urls = feeds(500, hosts);
    const plan = firstChecks(urls);
    const byHost = Map.groupBy(plan.keys(), index => new URL(urls[index] ?? '').host);
    for (const indexes of byHost.values()) {
      const times = indexes.map(index => plan[index] ?? 0).toSorted((a, b) => a - b);
      for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(2_000);
    }
  }
});

test('however many hosts there are, all are asked within ten minutes', () => {
  expect(Math.max(...firstChecks(feeds(20_000, 20_000)))).toBeLessThanOrEqual(600_000);
});
