import { expect, test } from 'vitest';
import { headerFeedLinks } from '../../../worker/discover/link-header.ts';

const page = 'https://site.example/blog/';
const urls = (header: string) => headerFeedLinks(header, page).map(({ feedUrl }) => feedUrl);

test('takes the feeds of a Link header, in its order', () => {
  const header =
    '<style.css>; rel=stylesheet, <feed.xml>; rel="alternate"; type="application/rss+xml"; title="News, and \\"notes\\"", </atom>;rel=alternate;type=application/atom+xml';
  expect(headerFeedLinks(header, page)).toEqual([
    { feedUrl: 'https://site.example/blog/feed.xml', title: 'News, and "notes"', kind: 'rss', why: 'announced' },
    { feedUrl: 'https://site.example/atom', title: '', kind: 'atom', why: 'announced' },
  ]);
});

test.each([
  '</wp-json/>; rel="https://api.w.org/"',
  '</wp-json/feeds/1>; rel="alternate"; type="application/json"',
  '</?p=1>; rel=shortlink',
  '<javascript:x>; rel=alternate; type="application/rss+xml"',
  '</f>; rel=alternate; type="application/rss+xml"; anchor="/other"',
  '</f>',
  'nonsense',
  '',
])('takes none from %o', header => {
  expect(urls(header)).toEqual([]);
});

test('is in time for hostile headers', () => {
  const startedAt = performance.now();
  for (const hostile of [
    '<'.repeat(16_000),
    '<a>;'.repeat(4_000),
    `<a>${';a="'.repeat(4_000)}`,
    `<a>${' ;'.repeat(8_000)}`,
    `<a>;a=${' '.repeat(16_000)}`,
  ]) {
    expect(urls(hostile)).toEqual([]);
  }
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
