import { expect, test } from 'vitest';
import { claimFeedLinks, createFeedHandOver, feedLinksIn } from '../../electron/feed-hand-over.ts';

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

test('puts -- before the link into the command that it registers, and registers only when told to', () => {
  const calls: unknown[] = [];
  let isOurs = false;
  const app = (isPackaged: boolean) => ({
    isPackaged,
    isDefaultProtocolClient: () => isOurs,
    setAsDefaultProtocolClient: (...args: unknown[]) => {
      calls.push(args);
      isOurs = true;
      return true;
    },
    removeAsDefaultProtocolClient: () => {
      isOurs = false;
      return true;
    },
  });
  expect(claimFeedLinks(app(true), null, '/bin/freshet', '/app/main.js')).toBe(false);
  expect(calls).toEqual([]);
  expect(claimFeedLinks(app(true), true, '/bin/freshet', '/app/main.js')).toBe(true);
  expect(claimFeedLinks(app(true), false, '/bin/freshet', '/app/main.js')).toBe(false);
  claimFeedLinks(app(false), true, '/bin/electron', '/app/main.js');
  expect(calls).toEqual([
    ['feed', '/bin/freshet', ['--']],
    ['feed', '/bin/electron', ['/app/main.js', '--']],
  ]);
});
