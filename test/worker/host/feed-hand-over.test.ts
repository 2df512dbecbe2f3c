import { expect, test } from 'vitest';
import { createFeedHandOver, feedLinksIn, handedAddresses } from '../../../worker/host/feed-hand-over.ts';

test('reads feed links among the words of a start, and leaves switches and all else alone', () => {
  const words = [
    'freshet',
    '--evil',
    '--gpu-launcher=calc.exe',
    '--',
    'feed://site.example/rss',
    'FEED:https://site.example/x',
    'https://site.example/',
    'file:///etc/passwd',
    'feed:a b',
    'feed:a\nb',
    '-feed:x',
  ];
  expect(feedLinksIn(words)).toEqual(['feed://site.example/rss', 'FEED:https://site.example/x', 'https://site.example/']);
});

test('looks at a hundred words of 8 kB at most', () => {
  const padding = Array.from({ length: 100 }, () => 'x');
  expect(feedLinksIn([...padding, 'feed:late.example'])).toEqual([]);
  expect(feedLinksIn([`feed:${'x'.repeat(8_188)}`])).toEqual([]);
  expect(feedLinksIn([`feed:${'x'.repeat(8_187)}`])).toHaveLength(1);
});

test('keeps addresses until the window takes them, the last five at most', () => {
  const handOver = createFeedHandOver();
  let arrivals = 0;
  handOver.onArrival(() => {
    arrivals += 1;
  });
  handOver.add([]);
  expect([arrivals, handOver.take()]).toEqual([0, null]);
  handOver.add(['feed:1', 'feed:2', 'feed:3', 'feed:4', 'feed:5', 'feed:6']);
  handOver.add(['feed:7']);
  expect(arrivals).toBe(2);
  expect([handOver.take(), handOver.take()]).toEqual(['feed:3', 'feed:4']);
});

test.each([null, 'feed:x.example', {}, { addresses: 'feed:x.example' }, { addresses: [1, null, '--evil', 'file:///etc/passwd'] }])(
  'takes nothing from another start that sends %j',
  params => expect(handedAddresses(params)).toEqual([]),
);

test('takes links from another start', () => {
  expect(handedAddresses({ addresses: [1, 'feed:x.example'] })).toEqual(['feed:x.example']);
});
