import { describe, expect, test, vi } from 'vitest';
import { parseFeed } from '../../../worker/parse/parse-feed.ts';
import { cpuTime } from '../../helpers/cpu-time.ts';

const read = (text: string, contentType: string | null = null) =>
  parseFeed(new TextEncoder().encode(text), contentType, 'https://a.example/feed');
const rss = (items: string, channel = '') => read(`<rss version="2.0"><channel><title>T</title>${channel}${items}</channel></rss>`);
const failure = (code: string) => expect.objectContaining({ name: 'FeedError', code });

describe('what is no feed', () => {
  test.each([
    ['', 'not-a-feed', /empty/],
    [' \n\t', 'not-a-feed', /empty/],
    ['<!DOCTYPE html><html><head><title>x</title></head><body></body></html>', 'not-a-feed', /web page/],
    ['<?xml version="1.0"?><!-- x --><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', 'not-a-feed', /web page/],
    ['<opml version="2.0"><body/></opml>', 'not-a-feed', /not a feed/],
    ['Just words', 'not-a-feed', /not a feed/],
    ['{"name":"x"}', 'not-a-feed', /JSON/],
    ['{"name":', 'not-a-feed', /not a feed/],
    ['{"version":"https://jsonfeed.org/version/1","title":"x', 'broken-feed', /damaged/],
  ])('%j is said to be so', (text, code, words) => {
    expect(() => read(text)).toThrow(failure(code));
    expect(() => read(text)).toThrow(words);
  });

  test('is judged by content, not by what the server calls it', () => {
    expect(read('<rss version="2.0"><channel><title>T</title></channel></rss>', 'text/html').title).toBe('T');
    expect(read('{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[]}', 'text/xml').kind).toBe('json');
  });

  test('is one of more than 32 MB', () => {
    expect(() => parseFeed(new Uint8Array(32 * 1024 * 1024 + 1), null, 'https://a.example/')).toThrow(failure('too-large'));
  });
});

describe('a feed without entries', () => {
  test.each([
    '<rss/>',
    '<rss version="2.0"><channel>',
    '<feed xmlns="http://www.w3.org/2005/Atom"/>',
    '<rdf:RDF xmlns="http://purl.org/rss/1.0/">',
  ])('%s is a feed all the same', text => {
    expect(read(text).entries).toEqual([]);
  });
});

describe('one bad entry', () => {
  test('never loses the others, even when reading it throws', () => {
    const parse = URL.parse;
    vi.spyOn(URL, 'parse').mockImplementation((url, base) => {
      if (String(url).includes('poison')) throw new Error('planted');
      return parse(url, base);
    });
    const feed = rss('<item><guid>1</guid></item><item><link>https://a.example/poison</link></item><item><guid>3</guid></item>');
    expect(feed.entries.map(entry => entry.guid)).toEqual(['1', '3']);
  });

  test('does not hide that all are bad', () => {
    vi.spyOn(URL, 'parse').mockImplementation(() => {
      throw new Error('planted');
    });
    expect(() => rss('<item><link>https://a.example/1</link></item>')).toThrow('planted');
  });

  test('of an Atom feed may have links without addresses and dates without sense', () => {
    const feed = read(
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><link/><link rel="alternate"/><published>never</published><updated/></entry><entry><id>2</id><updated>2026-01-01T00:00:00Z</updated></entry></feed>',
    );
    expect(feed.entries.map(entry => [entry.guid, entry.publishedAt])).toEqual([
      ['1', null],
      ['2', Date.UTC(2026, 0, 1)],
    ]);
  });
});

describe('what a feed may bring is bounded', () => {
  test('in length and number of every field', () => {
    const long = 'x'.repeat(50_000);
    const [entry] = rss(
      `<item><title>${long}</title><guid>${long}</guid><link>https://a.example/${long}</link><author>${long}</author>${Array.from({ length: 300 }, (_, n) => `<category>c${n}</category><enclosure url="/e${n}"/>`).join('')}<description>${long}</description></item>`,
    ).entries;
    expect(entry?.title).toHaveLength(16_000);
    expect(entry?.author.length).toBeLessThanOrEqual(1_000);
    expect(entry?.url).toBeNull();
    expect(entry?.categories).toHaveLength(100);
    expect(entry?.enclosures).toHaveLength(50);
    expect(entry?.contentHtml).toHaveLength(50_000);
    expect(entry?.snippet.length).toBeLessThanOrEqual(300);
  });

  test('but long guids that differ at their end stay different', () => {
    const long = 'g'.repeat(9_000);
    const [one, two] = rss(`<item><guid>${long}1</guid></item><item><guid>${long}2</guid></item>`).entries;
    expect(one?.guid?.length).toBeLessThan(2_200);
    expect(one?.guid).not.toBe(two?.guid);
  });

  test('in depth: what is nested too deep is unwrapped, and the next entry is whole', () => {
    const feed = rss(
      `<item><guid>1</guid><description>${'<b>'.repeat(5_000)}deep${'</b>'.repeat(5_000)}</description></item><item><guid>2</guid></item>`,
    );
    expect(feed.entries.map(entry => entry.guid)).toEqual(['1', '2']);
    expect(feed.entries[0]?.snippet).toBe('deep');
  });

  test('in elements', () => {
    expect(() => rss('<a/>'.repeat(2_000_001))).toThrow(failure('too-large'));
  });

  test('and names like __proto__ are only names', () => {
    const feed = rss(
      '<item __proto__="x"><__proto__><polluted>1</polluted></__proto__><constructor>2</constructor><title>t</title><guid>__proto__</guid><category>__proto__</category></item>',
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(feed.entries[0]).toMatchObject({ title: 't', guid: '__proto__', categories: ['__proto__'] });
    const json = read(
      '{"version":"https://jsonfeed.org/version/1","__proto__":{"polluted":1},"items":[{"id":"a","__proto__":{"title":"p"}}]}',
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(json.entries[0]?.title).toBe('');
  });
});

describe('reading takes time linear in the length', () => {
  const piece = [
    '<',
    '<a ',
    '<a>',
    '</a>',
    '<a b="',
    "<a b='>",
    '&',
    '&amp',
    '<!--',
    '<![CDATA[',
    '<!DOCTYPE [',
    '<!A "',
    '<?',
    '<?xml ',
    ']]>',
    '<img src=',
    '<a xmlns:b="c">',
  ];
  test.each(piece)('of many %s', text => {
    // With a quadratic step this would take minutes.
    const many = text.repeat(800_000 / text.length);
    expect(cpuTime(() => read(`<rss><channel><item><description>${many}</description></item></channel></rss>`))).toBeLessThan(5_000);
    expect(cpuTime(() => read(`<rss><channel>${many}`))).toBeLessThan(5_000);
  });
});

describe('the page of an entry', () => {
  test('is its link, else its permalink, else nothing', () => {
    const urls = rss(
      '<item><link>/a</link></item><item><guid>https://a.example/b</guid></item><item><guid isPermaLink="false">https://a.example/c</guid></item><item><link><![CDATA[ https://a.example/d ]]></link></item>',
      '<link>https://site.example/blog/</link>',
    ).entries.map(entry => entry.url);
    expect(urls).toEqual(['https://site.example/a', 'https://a.example/b', null, 'https://a.example/d']);
  });

  test('is the one that a counting host leads to', () => {
    const [entry] = rss(
      '<item><link>https://count.example/1</link><feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">https://site.example/1</feedburner:origLink></item>',
    ).entries;
    expect(entry?.url).toBe('https://site.example/1');
  });

  test('is where relative addresses in its text are meant from', () => {
    const [entry] = rss(
      '<item><link>https://site.example/2026/post.html</link><description>&lt;a href="more.html"&gt;more&lt;/a&gt; &lt;a href="#note"&gt;note&lt;/a&gt;</description></item>',
    ).entries;
    expect(entry?.contentHtml).toBe('<a href="https://site.example/2026/more.html">more</a> <a href="#note">note</a>');
    expect(entry?.baseUrl).toBe('https://site.example/2026/post.html');
  });
});

describe('the text of an entry', () => {
  test('is the one that is far longer, whatever the feed calls it', () => {
    const long = `<p>${'words '.repeat(400)}</p>`;
    const [entry] = rss(`<item><content:encoded>Teaser</content:encoded><description><![CDATA[${long}]]></description></item>`).entries;
    expect(entry).toMatchObject({ contentHtml: long, summaryHtml: 'Teaser', snippet: 'Teaser' });
  });
});

describe('a damaged tag', () => {
  test.each([
    ['<item,><guid>1</guid></item>', ['2', '3']],
    ['<item><guid>1</guid></it,em>', ['1', '2', '3']],
    ['<item><guid>1</guid><title>x</tit le></item>', ['1', '2', '3']],
    ['<description>x</descr{iption>', ['2', '3']],
    ['<item><guid>1</guid><description><![CDATA[x</description></item>', ['1', '2', '3']],
    ['<item><guid>1</guid><!-- x</item>', ['1', '2', '3']],
    ['<item><guid>1</guid><link href="x></link></item>', ['1', '2', '3']],
    ['<item><guid>1</guid><?php x</item>', ['1', '2', '3']],
  ])('costs at most its own entry: %s', (damaged, guids) => {
    const feed = rss(`${damaged}<item><guid>2</guid></item><item><guid>3</guid></item>`);
    expect(feed.entries.map(entry => entry.guid)).toEqual(guids);
  });

  test('before the root costs nothing', () => {
    for (const head of ['<?xml version="1.0"', '<?xml version="1.0"?`', '<!DOCTYPE rss PUBLIC "x>', '<!DOCTYPE rss [ <!ENTITY', '<!-- x']) {
      expect(read(`${head}\n<rss version="2.0"><channel><title>T</title></channel></rss>`).title).toBe('T');
    }
  });
});

describe('an entry inside an entry', () => {
  test('stands beside it, unless it is the content', () => {
    const inner = '<entry xmlns="http://www.w3.org/2005/Atom"><id>inner</id></entry>';
    const ids = (content: string) =>
      read(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>${content}</entry><entry><id>2</id></entry></feed>`).entries.map(
        entry => entry.guid,
      );
    expect(ids(`<content type="application/atom+xml">${inner}</content>`)).toEqual(['1', '2']);
    expect(ids(`<content type="xhtml">${inner}`)).toEqual(['1', 'inner', '2']);
  });
});

describe('a damaged JSON Feed', () => {
  test('loses the damaged item only', () => {
    const feed = read('{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1"},{"id":,"title":"x"},{"id":"3"}]}');
    expect(feed.title).toBe('J');
    expect(feed.entries.map(entry => entry.guid)).toEqual(['1', '3']);
  });
});

describe('a JSON Feed that ends too early', () => {
  test('keeps its whole items', () => {
    const text = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'J',
      items: [{ id: '1', content_html: 'a ] } " \\ b' }, { id: '2', tags: ['x'] }, { id: '3' }],
    });
    for (let end = text.indexOf('"3"'); end > text.indexOf('"2"') + 20; end -= 1) {
      const ids = read(text.slice(0, end)).entries.map(entry => entry.guid);
      expect(ids.slice(0, 1)).toEqual(['1']);
      expect(ids).not.toContain('3');
    }
    expect(read(text.slice(0, text.indexOf('"3"'))).entries.map(entry => entry.guid)).toEqual(['1', '2']);
  });
});

describe('a feed without a title', () => {
  const titleOf = (items: string) => read(`<rss version="2.0"><channel>${items}</channel></rss>`).title;

  test('is named after its only article, and not after one of several', () => {
    expect(titleOf('<item><title>Annual meeting</title></item>')).toBe('Annual meeting');
    expect(titleOf('<item><title>One</title></item><item><title>Two</title></item>')).toBe('');
    expect(titleOf('')).toBe('');
  });
});
