import { expect, test } from 'vitest';
import { firstLink, readGiven } from '../../../renderer/format/given-address.ts';

test.each([
  'https://example.org/feed.xml',
  ' http://example.org \n',
  'feed:https://example.org/feed',
  'feed://example.org/feed',
  'example.org',
  'пример.рф/лента',
  'sub.example.co.uk:8080/a?b=c',
  '127.0.0.1:8080/feed',
  'localhost:8080',
  'r/birding',
  '@river@social.example',
])('takes %j for an address', text => {
  expect(readGiven(text)).toEqual({ kind: 'address', address: text.trim() });
});

test.each([
  ['javascript:alert(1)', 'javascript'],
  ['data:text/html,<p>', 'data'],
  ['file:///etc/passwd', 'file'],
  ['ftp://example.org/feed.xml', 'ftp'],
  ['mailto:ana@example.org', 'mailto'],
  ['JavaScript:alert(1)', 'javascript'],
])('refuses %j and names its scheme', (text, scheme) => {
  expect(readGiven(text)).toEqual({ kind: 'refused', scheme });
});

test.each(['', 'two words', 'https://example.org/one\nhttps://example.org/two', 'weir', '1.5', 'x'.repeat(3000), 'https://'])(
  'takes %j for no address',
  text => {
    expect(readGiven(text).kind).not.toBe('address');
  },
);

test('knows a list of feeds', () => {
  expect(readGiven('<?xml version="1.0"?>\n<opml version="2.0"><body/></opml>').kind).toBe('list');
  expect(readGiven('<p>opml</p>').kind).toBe('nothing');
});

test('reads the first link of a list of links', () => {
  expect(firstLink('# a comment\r\nhttps://example.org/a\r\nhttps://example.org/b')).toBe('https://example.org/a');
  expect(firstLink('')).toBe('');
});
