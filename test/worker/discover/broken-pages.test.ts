import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findFeedLinks } from '../../../worker/discover/feed-links.ts';
import { readPageFacts } from '../../../worker/discover/page-facts.ts';
import { findIconLinks } from '../../../worker/icon/icon-links.ts';
import { decodePage } from '../../../worker/text/decode-page.ts';
import { brokenHtml } from '../../helpers/broken-html.ts';

const page = 'https://site.example/blog/';
const link = '<link rel="alternate" type="application/rss+xml" href="/feed">';
const isWeb = (url: string | null) => url === null || /^https?:$/.test(new URL(url).protocol);

/** All that is read of a page. Whatever it is made of: nothing is thrown, and only web addresses come of it. */
function readAll(html: string): void {
  const feeds = findFeedLinks(html, page);
  const { icons, manifestUrl } = findIconLinks(html, page);
  const { canonicalUrl, refreshUrl } = readPageFacts(html, page);
  const urls = [...feeds.map(({ feedUrl }) => feedUrl), ...icons.map(({ url }) => url), manifestUrl, canonicalUrl, refreshUrl];
  expect(urls.filter(url => !isWeb(url))).toEqual([]);
}

test('reads broken pages without a fault', () => {
  for (let seed = 1; seed <= 400; seed += 1) readAll(brokenHtml(seed));
});

test('finds the announced feed in front of whatever is broken behind it', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    expect(findFeedLinks(`<head>${link}</head>${brokenHtml(seed)}`, page).map(({ feedUrl }) => feedUrl)).toContain(
      'https://site.example/feed',
    );
  }
});

test('reads tags of any attributes, cut off anywhere', () => {
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('alternate', 'icon', 'manifest', 'canonical', 'application/rss+xml', '0;url=//[', '//', 'http://[', '16x16 x'),
  );
  const name = fc.constantFrom('rel', 'type', 'href', 'sizes', 'content', 'http-equiv', 'property', '');
  const tag = fc.tuple(fc.constantFrom('link', 'a', 'meta', 'base', 'LINK', 'l\0ink'), fc.array(fc.tuple(name, value), { maxLength: 6 }));
  const html = fc
    .array(tag, { maxLength: 8 })
    .map(tags =>
      tags.map(([element, attributes]) => `<${element} ${attributes.map(([key, text]) => `${key}="${text}"`).join(' ')}>`).join(''),
    );
  fc.assert(
    fc.property(html, fc.nat(400), (text, cut) => readAll(text.slice(0, cut))),
    { numRuns: 500 },
  );
});

test('decodes any bytes under any type', () => {
  const type = fc.oneof(
    fc.constant(null),
    fc.string(),
    fc.constantFrom('text/html; charset=utf-7', 'text/html; charset=x-user-defined', 'text/html;charset='),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3_000 }), type, (bytes, contentType) => readAll(decodePage(bytes, contentType))),
    { numRuns: 300 },
  );
});

test('reads no more of a page of 32 MiB than its head needs', () => {
  const megabytes32 = 32 * 1024 * 1024;
  const filler = Buffer.alloc(megabytes32, '<p a=b>&amp; <!-- ');
  const bytes = Buffer.concat([Buffer.from(`<!doctype html><head>${link}</head>`), filler]);
  const small = Buffer.from(bytes.subarray(0, 2 * 1024 * 1024));
  const timeOf = (body: Uint8Array) => {
    const startedAt = process.cpuUsage();
    readAll(decodePage(body, 'text/html'));
    const { user, system } = process.cpuUsage(startedAt);
    return user + system;
  };
  timeOf(small);
  // Sixteen times the page costs no more than a few times the work: what is behind is never looked at.
  expect(timeOf(bytes)).toBeLessThan(8 * timeOf(small) + 100_000);
});
