import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseOpml } from '../../../worker/opml/parse-opml.ts';
import { cpuTime } from '../../helpers/cpu-time.ts';

const programs = readFileSync(join(import.meta.dirname, '../../fixtures/opml/programs.opml'), 'utf8');

describe('an OPML file', () => {
  const { feeds, skipped, title, duplicates } = parseOpml(programs);

  test('gives its feeds with title, site and folders, however its attributes are spelt', () => {
    expect(feeds).toEqual([
      { feedUrl: 'https://one.example/feed', title: 'Loose', siteUrl: 'https://one.example/', path: ['Tech'], line: 5 },
      { feedUrl: 'https://two.example/feed?a=1&b=2', title: 'Shouted', siteUrl: null, path: ['Tech & Tools'], line: 7 },
      { feedUrl: 'https://three.example/Feed', title: 'Its title', siteUrl: null, path: ['Tech & Tools', 'Deep'], line: 9 },
      { feedUrl: 'http://five.example/?x=1&y=2', title: 'R&D & more', siteUrl: null, path: [], line: 20 },
      { feedUrl: 'https://six.example/atom', title: 'Url only', siteUrl: null, path: [], line: 22 },
    ]);
  });

  test('lists what was not taken, with its line and the reason in words', () => {
    expect(skipped).toEqual([
      { line: 11, text: 'Again', code: 'duplicate', of: '5', reason: 'This feed is in the list already, on line 5.' },
      { line: 13, text: 'No address', code: 'no-feed-address', of: '', reason: 'It has no feed address.' },
      { line: 14, text: 'Empty folder', code: 'empty-folder', of: '', reason: 'It is a folder without feeds.' },
      {
        line: 15,
        text: 'File',
        code: 'other-scheme',
        of: 'file',
        reason: 'Its feed address begins with "file:"; only http and https can be subscribed to.',
      },
      {
        line: 16,
        text: 'Script',
        code: 'other-scheme',
        of: 'javascript',
        reason: 'Its feed address begins with "javascript:"; only http and https can be subscribed to.',
      },
      { line: 17, text: 'Relative', code: 'no-web-address', of: '', reason: 'Its feed address is not a web address.' },
      { line: 18, text: 'http://[', code: 'unreadable-address', of: '', reason: 'Its feed address cannot be read.' },
    ]);
  });

  test('has a name of its own', () => {
    expect(title).toBe('Mixed');
    expect(duplicates).toBe(1);
  });

  test('may end early or have junk around it, and says where it breaks off', () => {
    const cut = programs.slice(0, programs.indexOf('//Three.example') + 6);
    const content = parseOpml(`\ufeff\n junk ${cut}`);
    expect(content.feeds.map(feed => feed.title)).toEqual(['Loose', 'Shouted']);
    expect(content.skipped).toEqual([{ line: 10, text: '', code: 'breaks-off', of: '', reason: expect.stringMatching(/breaks off here/) }]);
  });

  test('may lack its head, its body, or all but its outlines', () => {
    const feed = '<outline text="A" xmlUrl="https://a.example/"/>';
    for (const text of [`<opml>${feed}</opml>`, `<OPML><BODY>${feed}</BODY></OPML>`, feed, `<subscriptions>${feed}</subscriptions>`])
      expect(parseOpml(text)).toMatchObject({ feeds: [{ title: 'A', feedUrl: 'https://a.example/' }], skipped: [] });
  });

  test('may name HTML characters, leave ampersands bare and quotes away', () => {
    const text =
      '<opml><body><outline text="Caf&eacute; &amp; R&D&nbsp;&#8212; &bogus;" xmlUrl=http://a.example/?a=1&copy=2&lt;3 /></body></opml>';
    expect(parseOpml(text).feeds).toMatchObject([{ title: 'Café & R&D — &bogus;', feedUrl: 'http://a.example/?a=1&copy=2%3C3' }]);
  });

  test('may hand on feeds by the feed: scheme', () => {
    const feed = (url: string) => `<outline xmlUrl="${url}"/>`;
    const text = `<opml><body>${feed('feed://a.example/x')}${feed('feed:https://b.example/')}${feed('feed:javascript:alert(1)')}</body></opml>`;
    const content = parseOpml(text);
    expect(content.feeds.map(({ feedUrl }) => feedUrl)).toEqual(['http://a.example/x', 'https://b.example/']);
    expect(content.skipped).toHaveLength(1);
  });

  test('puts a feed that stands in no folder into that of its first category', () => {
    const feed = (category: string) => `<outline xmlUrl="https://a.example/${encodeURIComponent(category)}" category="${category}"/>`;
    const paths = ['/News/Rivers,/Other', 'Plain', ' , /Second', '', '//'].map(
      category => parseOpml(`<opml>${feed(category)}</opml>`).feeds[0]?.path,
    );
    expect(paths).toEqual([['News', 'Rivers'], ['Plain'], ['Second'], [], []]);
    expect(parseOpml(`<opml><outline text="F">${feed('/Other')}</outline></opml>`).feeds[0]?.path).toEqual(['F']);
  });

  test('names a feed twice when only what no server sees is different', () => {
    const feed = (url: string) => `<outline xmlUrl="${url}"/>\n`;
    const same = ['https://a.example/x', 'https://A.example:443/x#top', 'https://a.example/%78'];
    const others = ['http://a.example/x', 'https://a.example/x/'];
    const content = parseOpml(`<opml>${[...same, ...others].map(feed).join('')}</opml>`);
    expect(content.feeds.map(({ line }) => line)).toEqual([1, 4, 5]);
    expect(content.duplicates).toBe(2);
  });

  test('may nest folders a hundred thousand deep; those below the eighth are left out', () => {
    const depth = 100_000;
    const opens = Array.from({ length: depth }, (_, n) => `<outline text="f${n}">`).join('');
    const {
      feeds: [deep],
    } = parseOpml(`<opml><body>${opens}<outline xmlUrl="https://a.example/"/>${'</outline>'.repeat(depth)}</body></opml>`);
    expect(deep?.path).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7']);
  });

  test('gives up nothing in silence: a report too long to read ends in a count', () => {
    const many = '<outline type="rss" text="x"/>'.repeat(1_500);
    const report = parseOpml(`<opml><body>${many}</body></opml>`).skipped;
    expect(report).toHaveLength(1_001);
    expect(report.at(-1)?.reason).toBe('And 500 more.');
  });

  test('is read in linear time', () => {
    const text = `<opml><body>${'<outline text="f"><outline xmlUrl="https://a.example/"/>'.repeat(50_000)}`;
    expect(cpuTime(() => parseOpml(text))).toBeLessThan(5_000);
  });
});
