import { expect, test } from 'vitest';
import { failureLines } from '../../headless/commands/failure-lines.ts';

const words = 'None of the servers can be reached.';
const unreached = Array.from({ length: 40 }, (_, index) => ({
  feedId: index,
  feedUrl: `https://site-${index}.example/feed`,
  code: 'offline' as const,
  message: words,
}));
const broken = { feedId: 99, feedUrl: 'https://mill.example/feed', code: 'gone', message: 'It does not exist any more.' } as const;

test('names each feed that failed, and counts in one line those that no network reached (R11)', () => {
  expect(failureLines([...unreached.slice(0, 20), broken, ...unreached.slice(20)])).toEqual([
    'https://mill.example/feed: It does not exist any more.',
    `40 feeds were not reached. ${words}`,
  ]);
  expect(failureLines(unreached.slice(0, 1))).toEqual([`1 feed was not reached. ${words}`]);
  expect(failureLines([])).toEqual([]);
});
