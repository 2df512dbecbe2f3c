import { describe, expect, it } from 'vitest';
import { readFeed } from '../../../worker/parse/parse-feed.ts';
import { freshEntries, type KnownEntries, type ReadDocument } from '../../../worker/read-document.ts';

const url = 'https://example.org/feed';
const bytes = (text: string) => new TextEncoder().encode(text);

function read(text: string, known: KnownEntries | null = null, options: { readonly url?: string; readonly reader?: string } = {}) {
  return readFeed({ bytes: bytes(text), contentType: null, url: options.url ?? url, known }, options.reader ?? '1');
}

/** As a store would remember it. */
function remembered({ prints, dates }: ReadDocument): KnownEntries {
  return { prints, dates, ids: Float64Array.from(prints, (_, at) => at + 1) };
}

const freshTitles = (document: ReadDocument) => freshEntries(document).map(({ at, entry }) => `${at} ${entry.title}`);

const rssItem = (name: string, inside = '') =>
  `<item><title>${name}</title><link>/${name}</link><pubDate>Fri, 06 Mar 2026 09:00:00 GMT</pubDate>${inside}</item>`;
const rss = (items: string, { root = '', head = '<link>https://example.org/</link>' } = {}) =>
  `<rss version="2.0"${root}><channel><title>T</title>${head}${items}</channel></rss>`;
const atom = (entries: string, head = '') => `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>${head}${entries}</feed>`;
const atomEntry = (name: string) => `<entry><id>${name}</id><title>${name}</title><updated>2026-03-06T09:00:00Z</updated></entry>`;
const json = (names: readonly string[], more: object = {}) =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'T', ...more, items: names.map(id => ({ id, title: id })) });

describe('an entry that is stored as it stands', () => {
  it.each([
    ['RSS', rss(rssItem('a') + rssItem('b')), rss(rssItem('new') + rssItem('a') + rssItem('b'))],
    ['Atom', atom(atomEntry('a') + atomEntry('b')), atom(atomEntry('new') + atomEntry('a') + atomEntry('b'))],
    ['JSON Feed', json(['a', 'b']), json(['new', 'a', 'b'])],
  ])('is not read again in %s, and keeps its place and date', (_, before, after) => {
    const first = read(before);
    expect(freshTitles(first)).toEqual(['0 a', '1 b']);
    const second = read(after, remembered(first));
    expect(freshTitles(second)).toEqual(['0 new']);
    expect([...second.prints].slice(1)).toEqual([...first.prints]);
    expect([...second.dates].slice(1)).toEqual([...first.dates]);
    expect(second.feed).toEqual(first.feed);
  });

  it('is known while the feed around it changes its title, its dates and its pictures', () => {
    const first = read(rss(rssItem('a')));
    const head = '<link>https://example.org/</link><lastBuildDate>Sat, 07 Mar 2026 09:00:00 GMT</lastBuildDate><ttl>60</ttl>';
    const second = read(rss(rssItem('a'), { head }), remembered(first));
    expect(freshTitles(second)).toEqual([]);
    expect(second.feed).toMatchObject({ title: 'T', ttlMinutes: 60 });
  });

  it('is known when its start was cut by a missing end tag, as long as it reads the same', () => {
    const unclosed = rss(`<item><title>a</title>${rssItem('b')}`);
    expect(freshTitles(read(unclosed, remembered(read(unclosed))))).toEqual([]);
  });

  it('is never taken for known when it has no end tag of its own at the end of the document', () => {
    const cut = '<rss version="2.0"><channel><title>T</title><item><title>a</title>';
    const first = read(cut);
    expect([...first.prints]).toEqual([0n]);
    expect(freshTitles(read(cut, remembered(first)))).toEqual(['0 a']);
  });
});

describe('an entry is read anew', () => {
  const first = rss(rssItem('a'));
  it.each<[string, string, { readonly url?: string; readonly reader?: string }]>([
    ['one character of it changed', rss(rssItem('a', ' ')), {}],
    ['the feed has another site, against which its link is meant', rss(rssItem('a'), { head: '<link>https://other.example/</link>' }), {}],
    ['the document came from another address', first, { url: 'https://example.org/other' }],
    ['another version of the program reads', first, { reader: '2' }],
    ['an xml:base around it changed', rss(rssItem('a'), { root: ' xml:base="https://base.example/"' }), {}],
    ['an xml:lang around it changed', rss(rssItem('a'), { root: ' xml:lang="fr"' }), {}],
    ['a prefix means another vocabulary', rss(rssItem('a'), { root: ' xmlns:dc="https://other.example/ns"' }), {}],
    ['the feed says that it is of another version', first.replace('2.0', '0.91'), {}],
  ])('when %s', (_, second, options) => {
    expect(freshTitles(read(second, remembered(read(first)), options))).toEqual(['0 a']);
  });

  it('when the authors of its Atom feed, which are its own too, changed', () => {
    const before = read(atom(atomEntry('a'), '<author><name>Ann</name></author>'));
    const after = read(atom(atomEntry('a'), '<author><name>Bo</name></author>'), remembered(before));
    expect(freshEntries(after).map(({ entry }) => entry.author)).toEqual(['Bo']);
  });

  it('when the language of its JSON feed changed', () => {
    const before = read(json(['a'], { language: 'en' }));
    expect(freshTitles(read(json(['a'], { language: 'fr' }), remembered(before)))).toEqual(['0 a']);
  });
});
