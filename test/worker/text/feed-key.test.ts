import { expect, test } from 'vitest';
import { feedKey } from '../../../worker/text/feed-key.ts';

test.each([
  ['https://A.Example/feed', 'https://a.example/feed'],
  ['https://a.example:443/feed', 'https://a.example/feed'],
  ['http://a.example:80', 'http://a.example/'],
  ['https://a.example/feed#top', 'https://a.example/feed'],
  ['https://a.example/%7Eann/%e2%82%ac', 'https://a.example/~ann/%E2%82%AC'],
  ['https://a.example/\u20ac', 'https://a.example/%e2%82%ac'],
])('%s and %s are the same', (one, other) => {
  expect(feedKey(one)).toBe(feedKey(other));
});

test.each([
  ['http://a.example/feed', 'https://a.example/feed'],
  ['https://a.example/feed', 'https://a.example/feed/'],
  ['https://a.example/Feed', 'https://a.example/feed'],
  ['https://www.a.example/feed', 'https://a.example/feed'],
  ['https://a.example/?a=1&b=2', 'https://a.example/?b=2&a=1'],
  ['https://a.example/a%2Fb', 'https://a.example/a/b'],
  ['https://ann:pw@a.example/feed', 'https://a.example/feed'],
])('%s and %s may be two feeds', (one, other) => {
  expect(feedKey(one)).not.toBe(feedKey(other));
});

test('what is no address is its own key', () => {
  expect(feedKey('no address %zz')).toBe('no address %zz');
});
