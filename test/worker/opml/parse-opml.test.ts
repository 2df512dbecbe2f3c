import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseOpml } from '../../../worker/opml/parse-opml.ts';
import { cpuTime } from '../../helpers/cpu-time.ts';

const programs = readFileSync(join(import.meta.dirname, '../../fixtures/opml/programs.opml'), 'utf8');

describe('an OPML file', () => {
  const { outlines, skipped } = parseOpml(programs);

  test('gives its feeds with title, site and folders, however its attributes are spelt', () => {
    expect(outlines).toEqual([
      { feedUrl: 'https://one.example/feed', title: 'Loose', siteUrl: 'https://one.example/', path: [] },
      { feedUrl: 'https://two.example/feed?a=1&b=2', title: 'Shouted', siteUrl: null, path: ['Tech & Tools'] },
      { feedUrl: 'https://three.example/Feed', title: 'Its title', siteUrl: null, path: ['Tech & Tools', 'Deep'] },
      { feedUrl: 'http://five.example/?x=1&y=2', title: 'R&D & more', siteUrl: null, path: [] },
      { feedUrl: 'https://six.example/atom', title: 'Url only', siteUrl: null, path: [] },
    ]);
  });

  test('lists what was not taken, with its line and the reason in words', () => {
    expect(skipped).toEqual([
      { line: 11, text: 'Again', reason: 'This feed is in the file already, on line 5.' },
      { line: 13, text: 'No address', reason: 'It has no feed address.' },
      { line: 14, text: 'Empty folder', reason: 'It is a folder without feeds.' },
      { line: 15, text: 'File', reason: 'Its feed address begins with "file:"; only http and https can be subscribed to.' },
      { line: 16, text: 'Script', reason: 'Its feed address begins with "javascript:"; only http and https can be subscribed to.' },
      { line: 17, text: 'Relative', reason: 'Its feed address is not a web address.' },
      { line: 18, text: 'http://[', reason: 'Its feed address cannot be read.' },
    ]);
  });

  test('may end early or have junk around it', () => {
    const cut = programs.slice(0, programs.indexOf('//Three.example') + 6);
    expect(parseOpml(`\ufeff\n junk ${cut}`).outlines.map(outline => outline.title)).toEqual(['Loose', 'Shouted']);
  });

  test('may nest folders a hundred thousand deep; those below the eighth are left out', () => {
    const depth = 100_000;
    const opens = Array.from({ length: depth }, (_, n) => `<outline text="f${n}">`).join('');
    const {
      outlines: [deep],
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

describe('what is no OPML', () => {
  test.each([
    ['', /empty/],
    ['  \n', /empty/],
    ['{"feeds":[]}', /JSON/],
    ['<!doctype html><html><body><outline xmlUrl="https://a.example/"/></body></html>', /web page/],
    ['<rss version="2.0"><channel/></rss>', /is a feed/],
    ['https://a.example/feed', /not OPML/],
  ])('%j is said to be so', (text, words) => {
    expect(() => parseOpml(text)).toThrow(expect.objectContaining({ name: 'FeedError', code: 'bad-opml' }));
    expect(() => parseOpml(text)).toThrow(words);
  });

  test('is a file of more than 32 MB', () => {
    expect(() => parseOpml(`<opml>${' '.repeat(32 * 1024 * 1024)}</opml>`)).toThrow(/32 MB/);
  });
});
