import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseList } from '../../../worker/opml/parse-list.ts';
import { cpuTime } from '../../helpers/cpu-time.ts';

const read = (file: string) => parseList(readFileSync(join(import.meta.dirname, '../../fixtures/opml', file), 'utf8'));

/** `folder/folder: title <address>` of every feed. */
const told = (file: string) =>
  read(file).feeds.map(({ path, title, feedUrl }) => `${path.map(name => `${name}: `).join('')}${title} <${feedUrl}>`);
const reasons = (file: string) => read(file).skipped.map(({ line, text, reason }) => `${line} ${text}: ${reason}`);

describe('the export of', () => {
  test('Feedly, where a feed stands in several folders', () => {
    expect(told('feedly.opml')).toEqual([
      'Rivers: Weir Log <https://weir.example/feed/>',
      'Rivers: Låvån & Älven <http://feeds.alven.example/alven?format=xml&lang=sv>',
      'Craft, wood & clay: The Slow Kiln <https://kiln.example/index.xml>',
      'In no folder <https://loose.example/rss>',
    ]);
    expect(reasons('feedly.opml')).toEqual(['14 Weir Log: This feed is in the list already, on line 9.']);
  });

  test('Inoreader', () => {
    expect(told('inoreader.opml')).toEqual([
      'Rivers: Weir Log <https://weir.example/feed/>',
      'Night sky: Almanac "dusk" <https://almanac.example/atom.xml>',
      'Night sky: Meteors <https://meteors.example/rss>',
      'Loose <https://loose.example/rss>',
    ]);
    expect(read('inoreader.opml')).toMatchObject({ title: 'Subscriptions from Inoreader [https://www.inoreader.com]', skipped: [] });
  });

  test('NetNewsWire, with empty sites and empty folders', () => {
    expect(told('netnewswire.opml')).toEqual([
      'Weir Log <https://weir.example/feed.json>',
      'Allotment & Orchard <https://allotment.example/?feed=rss2&x=%271%27>',
      'Craft: The Slow Kiln <https://kiln.example/index.xml>',
    ]);
    expect(reasons('netnewswire.opml')).toEqual(['10 Empty one: It is a folder without feeds.']);
  });

  test('FreshRSS, whose loose feeds name their folder as a category', () => {
    expect(told('freshrss.opml')).toEqual([
      'Rivers: Weir Log <https://weir.example/feed/>',
      'Rivers: Page of the ferry <https://ferry.example/news>',
      'From elsewhere: <Meteors> <https://meteors.example/feed.json>',
      'Odds and ends: Loose <https://loose.example/rss>',
    ]);
    expect(reasons('freshrss.opml')).toEqual(['15 Uncategorized: It is a folder without feeds.']);
  });

  test('Thunderbird, whose folders have titles only and stand in an account', () => {
    expect(told('thunderbird.opml')).toEqual([
      'Blogs & News Feeds: Rivers: Weir Log: Weir Log <https://weir.example/feed/>',
      'Blogs & News Feeds: Kiln: The Slow Kiln <https://kiln.example/index.xml>',
      'Blogs & News Feeds: Kiln: Glazes <https://glazes.example/feed.xml>',
    ]);
    expect(read('thunderbird.opml').feeds.map(({ siteUrl }) => siteUrl)).toEqual(['https://weir.example/', 'https://kiln.example/', null]);
    expect(reasons('thunderbird.opml')).toEqual(['18 Trash: It is a folder without feeds.']);
  });

  test('Feedbin, where a feed stands below each of its tags', () => {
    expect(told('feedbin.opml')).toEqual([
      'Rivers: Weir Log <https://weir.example/feed/>',
      'Rivers: Two tags <https://both.example/feed>',
      'Untagged <https://untagged.example/feed>',
      'null <https://nameless.example/feed>',
    ]);
    expect(read('feedbin.opml')).toMatchObject({ duplicates: 1, skipped: [{ line: 13 }] });
  });

  test('Miniflux, whose feeds have no type', () => {
    expect(told('miniflux.opml')).toEqual([
      'All: Weir Log <https://weir.example/feed/>',
      'All: Ben &amp; Jo <https://benjo.example/feed>',
      'Night / sky: Meteors <https://meteors.example/rss>',
    ]);
    expect(read('miniflux.opml').skipped).toEqual([]);
  });

  test('Newsboat, without folders and on one line', () => {
    expect(told('newsboat.opml')).toEqual([
      'Weir Log <https://weir.example/feed/>',
      'null <https://private.example/feed?n=1&m=2>',
      'The "Slow" Kiln <https://kiln.example/index.xml>',
    ]);
    expect(reasons('newsboat.opml')).toEqual(['2 Notes: Its feed address begins with "file:"; only http and https can be subscribed to.']);
  });

  test('RSS Guard, with icons inside, scripts and files', () => {
    expect(told('rss-guard.opml')).toEqual([
      'Rivers: Lower: Weir Log <https://weir.example/atom>',
      'Meteors <https://meteors.example/feed.json>',
    ]);
    expect(reasons('rss-guard.opml')).toEqual([
      '12 By a script: Its feed address is not a web address.',
      '13 From a file: Its feed address is not a web address.',
      '16 Nothing in it: It is a folder without feeds.',
    ]);
  });

  test('Fluent Reader, on one line and without a line end', () => {
    expect(told('fluent-reader.opml')).toEqual([
      'Weir Log <https://weir.example/feed/>',
      'Craft: The Slow Kiln <https://kiln.example/index.xml?a=1&b=2>',
      'Craft: 陶芸 <https://togei.example/rss>',
    ]);
    expect(reasons('fluent-reader.opml')).toEqual(['1 Group of none: It is a folder without feeds.']);
  });
});

describe('a list that is no OPML', () => {
  test('may be the urls file of newsboat: tags, titles, hidden feeds; what would run a program is left out', () => {
    expect(told('newsboat-urls.txt')).toEqual([
      'Rivers: Weir Log <https://weir.example/feed/>',
      'Rivers: Älven "upper" <https://alven.example/rss>',
      'Craft: null <https://hidden.example/feed>',
      'null <https://kiln.example/index.xml>',
      'Craft: null <https://quoted.example/feed>',
      'Home: null <http://192.168.1.7/feed>',
    ]);
    expect(reasons('newsboat-urls.txt')).toEqual([
      '8 query:Unread:unread = "yes": It is a search of Newsboat, not a feed.',
      '9 exec:~/bin/ferry.sh --rss: It runs a program, which Freshet does not do.',
      '10 filter:~/bin/clean.py:https://noisy.example/feed: It sends a feed through a program, which Freshet does not do.',
      '11 file:///home/ines/notes.xml: Its feed address begins with "file:"; only http and https can be subscribed to.',
      '12 https://weir.example/feed/#again: This feed is in the list already, on line 2.',
    ]);
    expect(read('newsboat-urls.txt').format).toBe('newsboat');
  });

  test('may be any text with addresses in it', () => {
    expect(told('addresses.txt')).toEqual([
      'null <https://weir.example/feed/>',
      'null <https://kiln.example/index.xml>',
      'null <https://glazes.example/feed_(new).xml>',
      'Almanac <https://almanac.example/atom.xml>',
      'null <https://meteors.example/rss>',
      'null <http://loose.example/rss>',
    ]);
    expect(reasons('addresses.txt')).toEqual([
      '1 My feeds, for Ana:: There is no web address in this line.',
      '8 ftp://old.example/feed: Its feed address begins with "ftp:"; only http and https can be subscribed to.',
      '9 ferry.example/feed: It has no https:// or http:// in front.',
      '10 HTTPS://WEIR.example:443/feed/: This feed is in the list already, on line 3.',
    ]);
    expect(read('addresses.txt').format).toBe('addresses');
  });

  test('may have any line ends, and a mark at its start', () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(parseList(`\ufeffhttps://a.example/${end}${end}https://b.example/`).feeds.map(({ feedUrl }) => feedUrl)).toEqual([
        'https://a.example/',
        'https://b.example/',
      ]);
  });
});

describe('what is no list', () => {
  test.each([
    ['', /empty/],
    ['  \n', /empty/],
    ['{"feeds":[]}', /JSON/],
    ['<!doctype html><html><body><outline xmlUrl="https://a.example/"/></body></html>', /web page/],
    ['<rss version="2.0"><channel><outline xmlUrl="https://a.example/"/></channel></rss>', /is a feed/],
    ['<?xml version="1.0"?><plist/>', /XML/],
    ['Dear Ana,\nnothing here.', /neither OPML nor web addresses/],
    ['PK\u0003\u0004\0\0', /not a text file/],
  ])('%j is said to be so', (text, words) => {
    expect(() => parseList(text)).toThrow(expect.objectContaining({ name: 'FeedError', code: 'bad-opml' }));
    expect(() => parseList(text)).toThrow(words);
  });

  test('is a file of more than 32 MB', () => {
    expect(() => parseList(`<opml>${' '.repeat(32 * 1024 * 1024)}</opml>`)).toThrow(/32 MB/);
  });
});

test.each([
  ['brackets', '['],
  ['closing brackets', 'https://a.example/'.concat(')'.repeat(40), ' ')],
  ['quotes', 'https://a.example/ "'],
  ['backslashes in quotes', 'https://a.example/ "\\'],
  ['links without a begin', '](https://a.example/'],
  ['unclosed titles', '<opml><title>a'],
  ['attributes', '<outline a b c '],
])('a list of nothing but %s is read in linear time', (_what, piece) => {
  const text = piece.repeat(Math.ceil(4_000_000 / piece.length));
  const lines = (text.match(/.{1,16000}/gs) ?? []).join('\n');
  for (const each of [text, lines])
    expect(
      cpuTime(() => {
        try {
          parseList(each);
        } catch {
          // That it is no list is right as well.
        }
      }),
    ).toBeLessThan(5_000);
});
