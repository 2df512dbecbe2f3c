import { expect, test } from 'vitest';
import { findFeedLinks, withoutFeedScheme } from '../../../worker/discover/feed-links.ts';

const page = 'https://site.example/blog/';
const urls = (html: string, at = page) => findFeedLinks(html, at).map(link => link.feedUrl);

test('finds the feeds that a page announces, with title and kind, in its order', () => {
  const html = `<!doctype html><html><head><title>Site</title>
    <link rel="stylesheet" href="style.css">
    <link rel="alternate" type="application/rss+xml" title="News &amp; notes" href="/rss">
    <link rel="alternate" type="application/atom+xml" title="Atom" href="atom.xml">
    <link rel="alternate" type="application/feed+json" href="https://other.example/feed.json#x">
    <link rel="alternate" type="application/rdf+xml" href="?format=rdf">
    <link rel="alternate" hreflang="de" href="/de/"></head><body></body></html>`;
  expect(findFeedLinks(html, page)).toEqual([
    { feedUrl: 'https://site.example/rss', title: 'News & notes', kind: 'rss', why: 'announced' },
    { feedUrl: 'https://site.example/blog/atom.xml', title: 'Atom', kind: 'atom', why: 'announced' },
    { feedUrl: 'https://other.example/feed.json', title: '', kind: 'json', why: 'announced' },
    { feedUrl: 'https://site.example/blog/?format=rdf', title: '', kind: 'rss', why: 'announced' },
  ]);
});

test.each([
  ['attributes in any order and case', '<LINK HREF=/f TYPE="Application/RSS+XML; charset=utf-8" REL="Alternate">'],
  ['several relations', '<link rel="home alternate" type="application/rss+xml" href="/f">'],
  ['no quotes', '<link rel=alternate type=application/rss+xml href=/f>'],
  ['an XML slash', '<link rel="alternate" type="application/rss+xml" href="/f"/>'],
  ['spaces and line ends', '<link\n rel = "alternate"\n type = " application/rss+xml "\n href = " /f\n"\n>'],
  ['an older type', '<link rel="alternate" type="text/xml" href="/f">'],
  ['the relation "feed"', '<link rel="feed" href="/f">'],
  ['a place in the body', '<body><p>text<link rel="alternate" type="application/rss+xml" href="/f">'],
  ['an unclosed head', '<html><head><title>Site<link rel=x></title><link rel="alternate" type="application/rss+xml" href="/f"'.concat('>')],
  ['a repeated attribute', '<link rel="alternate" rel="icon" type="application/rss+xml" href="/f" href="/g">'],
])('takes %s', (_, html) => {
  expect(urls(html)).toEqual(['https://site.example/f']);
});

test.each([
  ['a style sheet', '<link rel="alternate stylesheet" type="text/xml" href="/f">'],
  ['a comment', '<!-- <link rel="alternate" type="application/rss+xml" href="/f"> -->'],
  ['a script', '<script>"<link rel=alternate type=application/rss+xml href=/f>"</script>'],
  ["a site's programming interface", '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">'],
  ["a feed of a site's programming interface", '<link rel="alternate" type="application/json" href="/wp-json/feedzy/v1">'],
  ['an embedding format', '<link rel="alternate" type="application/json+oembed" href="/feed">'],
  ['another scheme', '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">'],
  ['an empty address', '<link rel="alternate" type="application/rss+xml" href="">'],
  ['the page itself', '<link rel="alternate" type="application/rss+xml" href="/blog/#top">'],
  ['a password', '<link rel="alternate" type="application/rss+xml" href="https://u:p@site.example/f">'],
])('takes no feed from %s', (_, html) => {
  expect(urls(html)).toEqual([]);
});

test('resolves against the first base address of the page', () => {
  const html =
    '<base target="_blank"><base href="https://cdn.example/x/"><base href="/no/"><link rel=alternate type=application/rss+xml href=f>';
  expect(urls(html)).toEqual(['https://cdn.example/x/f']);
});

test('puts the feeds of comments last', () => {
  const html = `
    <link rel="alternate" type="application/rss+xml" title="Site » Comments Feed" href="/a">
    <link rel="alternate" type="application/rss+xml" title="" href="/comments/feed/">
    <link rel="alternate" type="application/rss+xml" title="Site" href="/feed/">`;
  expect(urls(html)).toEqual(['https://site.example/feed/', 'https://site.example/a', 'https://site.example/comments/feed/']);
});

test('names each address once', () => {
  const link = '<link rel="alternate" type="application/rss+xml" href="/f">';
  expect(urls(`${link}${link}<link rel="alternate" type="application/atom+xml" href="/f#a">`)).toEqual(['https://site.example/f']);
});

test('looks at obvious links in the text only when nothing is announced', () => {
  const body = `<a href="/about">About</a> <a href="/index.xml"><img src=x> RSS <b>feed</b></a> <a href="feed://site.example/all">All</a>
    <a href="/category/feed/">Feed</a> <a type="application/atom+xml" href="/latest">Atom</a> <a href="/feedback">Feedback</a>`;
  expect(findFeedLinks(body, page)).toEqual([
    { feedUrl: 'https://site.example/index.xml', title: 'RSS feed', kind: null, why: 'link' },
    { feedUrl: 'http://site.example/all', title: 'All', kind: null, why: 'link' },
    { feedUrl: 'https://site.example/category/feed/', title: 'Feed', kind: null, why: 'link' },
    { feedUrl: 'https://site.example/latest', title: 'Atom', kind: 'atom', why: 'link' },
  ]);
  expect(urls(`<link rel="alternate" type="application/rss+xml" href="/f">${body}`)).toEqual(['https://site.example/f']);
});

test('drops the scheme that browsers put before a feed', () => {
  expect(withoutFeedScheme('feed://a.example/x')).toBe('http://a.example/x');
  expect(withoutFeedScheme(' FEED:https://a.example/x')).toBe('https://a.example/x');
  expect(withoutFeedScheme('feed:a.example')).toBe('http://a.example');
  expect(withoutFeedScheme('https://a.example/feed:x')).toBe('https://a.example/feed:x');
});

test('stays linear and bounded on hostile pages', () => {
  const hostile = [
    '<a>'.repeat(300_000) + '</b>'.repeat(250_000),
    '<link '.repeat(400_000),
    `<link ${'a=b '.repeat(500_000)}>`,
    `<a href="${'x&amp;'.repeat(400_000)}">`,
    '<!--'.repeat(500_000),
    '<'.repeat(2_000_000),
    `<a>${'x &amp;'.repeat(300_000)}`,
  ];
  for (const html of hostile) {
    const startedAt = performance.now();
    expect(urls(html)).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  }
  const many = Array.from(
    { length: 5000 },
    (_, index) => `<link rel=alternate type=application/rss+xml href=/${index} title="${'x'.repeat(1000)}">`,
  ).join('');
  const links = findFeedLinks(many, page);
  expect(links).toHaveLength(50);
  expect(links[0]?.title).toHaveLength(200);
});
