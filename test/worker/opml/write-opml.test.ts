import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseOpml } from '../../../worker/opml/parse-opml.ts';
import { type OpmlToWrite, writeOpml } from '../../../worker/opml/write-opml.ts';
import { feedKey } from '../../../worker/text/feed-key.ts';

const now = Date.UTC(2026, 2, 1, 12);

const folder = (id: number, parentId: number | null, title: string, position = id) => ({ id, parentId, title, position });
const subscription = (feedUrl: string, folderId: number | null, title = 'T', position = 0) => ({
  feedUrl,
  siteUrl: null,
  title,
  folderId,
  position,
});
const write = (folders: OpmlToWrite['folders'], subscriptions: OpmlToWrite['subscriptions']) =>
  writeOpml({ title: 'Mine', folders, subscriptions, withSecrets: false, now });

describe('the OPML that is written', () => {
  test('is version 2.0 with folders nested and in order', () => {
    const text = writeOpml({
      title: 'Tom & "Jerry"',
      folders: [folder(2, 1, 'Inner'), folder(1, null, 'Outer', 5), folder(3, null, 'First', 1)],
      subscriptions: [
        { feedUrl: 'https://a.example/feed?x=1&y=2', siteUrl: 'https://a.example/', title: 'A <1>', folderId: 2, position: 0 },
        subscription('https://c.example/', null, 'C', 2),
        subscription('https://b.example/', null, 'B', 1),
      ],
      withSecrets: false,
      now,
    });
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Tom &amp; &quot;Jerry&quot;</title>
    <dateCreated>Sun, 01 Mar 2026 12:00:00 GMT</dateCreated>
  </head>
  <body>
    <outline type="rss" text="B" title="B" xmlUrl="https://b.example/"/>
    <outline type="rss" text="C" title="C" xmlUrl="https://c.example/"/>
    <outline text="First" title="First">
    </outline>
    <outline text="Outer" title="Outer">
      <outline text="Inner" title="Inner">
        <outline type="rss" text="A &lt;1&gt;" title="A &lt;1&gt;" xmlUrl="https://a.example/feed?x=1&amp;y=2" htmlUrl="https://a.example/" category="/Outer/Inner"/>
      </outline>
    </outline>
  </body>
</opml>
`);
  });

  test('has no passwords', () => {
    const text = writeOpml({
      title: 'Mine',
      folders: [],
      subscriptions: [
        { feedUrl: 'https://user:secret@a.example/feed', siteUrl: 'https://:secret@a.example/', title: 'A', folderId: null, position: 0 },
      ],
      withSecrets: false,
      now,
    });
    expect(text).not.toContain('secret');
    expect(text).toContain('xmlUrl="https://a.example/feed"');
  });

  test('has no keys of addresses either, unless they are wanted', () => {
    const secret = {
      feedUrl: 'https://user:secret@a.example/feed?n=1&token=abc',
      siteUrl: 'https://a.example/?key=abc',
      title: 'A',
      folderId: null,
      position: 0,
    };
    const whole = { title: 'Mine', folders: [], subscriptions: [secret], now };
    expect(writeOpml({ ...whole, withSecrets: false })).not.toMatch(/abc|secret/);
    const kept = writeOpml({ ...whole, withSecrets: true });
    expect(kept).toContain('xmlUrl="https://a.example/feed?n=1&amp;token=abc" htmlUrl="https://a.example/?key=abc"');
    expect(kept).not.toContain('secret');
  });

  test('names the folders of a feed as its category, where the names allow it', () => {
    const text = write(
      [folder(1, null, 'A'), folder(2, 1, 'B/C')],
      [subscription('https://a.example/', 1), subscription('https://b.example/', 2)],
    );
    expect(text.match(/category="[^"]*"/g)).toEqual(['category="/A"']);
  });

  test('loses no feed to folders that are missing or go round in a circle', () => {
    const text = write(
      [folder(1, 2, 'One'), folder(2, 1, 'Two'), folder(3, 99, 'Orphan')],
      [
        subscription('https://a.example/', 1),
        subscription('https://b.example/', 2),
        subscription('https://c.example/', 3),
        subscription('https://d.example/', 77),
      ],
    );
    expect(new Set(parseOpml(text).feeds.map(outline => outline.feedUrl))).toEqual(
      new Set(['https://a.example/', 'https://b.example/', 'https://c.example/', 'https://d.example/']),
    );
  });

  test('drops what XML cannot hold and keeps the rest', () => {
    const text = write([], [subscription('https://a.example/', null, 'a\u0000b\u001fc\ud800d\ufffee 😀 \u{10ffff} \t\n"\'<>&')]);
    expect([...text].every(isHeldByXml)).toBe(true);
    expect(text.isWellFormed()).toBe(true);
    expect(parseOpml(text).feeds[0]?.title).toBe('abcde 😀 \u{10ffff} "\'<>&');
  });

  test('reads back as the same set, for any titles, addresses and folders', () => {
    const title = fc.string({ unit: 'binary', minLength: 0, maxLength: 40 });
    const sets = fc.record({
      parents: fc.array(fc.nat({ max: 8 }), { maxLength: 6 }),
      titles: fc.array(title, { minLength: 7, maxLength: 7 }),
      feeds: fc.uniqueArray(fc.record({ path: fc.webUrl({ withQueryParameters: true }), title, folder: fc.nat({ max: 7 }) }), {
        selector: feed => feedKey(feed.path),
        maxLength: 12,
      }),
    });
    fc.assert(
      fc.property(sets, ({ parents, titles, feeds }) => {
        // A folder's parent is one of those before it, or none.
        const folders = parents.map((parent, index) =>
          folder(index + 1, parent > 0 && parent <= index ? parent : null, `F${index} ${titles[index]}`),
        );
        const subscriptions = feeds.map((feed, index) => {
          const folderId = feed.folder > 0 && feed.folder <= folders.length ? feed.folder : null;
          return subscription(feed.path, folderId, `T ${feed.title}`, index);
        });
        const { feeds: found, skipped } = parseOpml(writeOpml({ title: 'Mine', folders, subscriptions, withSecrets: true, now }));
        expect(skipped.filter(line => line.reason !== 'It is a folder without feeds.')).toEqual([]);
        const expected = subscriptions.map(each => ({
          feedUrl: URL.parse(each.feedUrl)?.href,
          title: readable(each.title),
          siteUrl: null,
          path: pathOf(each.folderId, folders).map(readable),
        }));
        const byUrl = (one: { feedUrl?: string | undefined }, other: { feedUrl?: string | undefined }) =>
          String(one.feedUrl) < String(other.feedUrl) ? -1 : 1;
        expect(found.map(({ line: _line, ...feed }) => feed).sort(byUrl)).toEqual(expected.sort(byUrl));
      }),
      { numRuns: 1_000 },
    );
  }, 120_000);
});

function pathOf(folderId: number | null, folders: OpmlToWrite['folders']): string[] {
  const found = folders.find(each => each.id === folderId);
  return found === undefined ? [] : [...pathOf(found.parentId, folders), found.title];
}

/** What XML can hold, white space collapsed. */
function readable(text: string): string {
  return [...text].filter(isHeldByXml).join('').replace(/\s+/g, ' ').trim();
}

function isHeldByXml(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const isControl = code < 0x20 && ![0x09, 0x0a, 0x0d].includes(code);
  return !isControl && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
