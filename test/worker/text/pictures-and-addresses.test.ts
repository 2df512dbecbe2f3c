import { describe, expect, test } from 'vitest';
import { absoluteUrl, absoluteUrls, httpUrl } from '../../../worker/text/absolute-urls.ts';
import { firstPicture } from '../../../worker/text/first-picture.ts';

const base = 'https://site.example/blog/post.html';

describe('the first picture', () => {
  test.each([
    ['<p>x</p><img alt="a > b" src="a.jpg">', 'https://site.example/blog/a.jpg'],
    ['<IMG SRC=/a.jpg>', 'https://site.example/a.jpg'],
    ["<img\n src='//cdn.example/a.jpg?x=1&amp;y=2'/>", 'https://cdn.example/a.jpg?x=1&y=2'],
    ['<img src="placeholder.gif" data-src="real.jpg">', 'https://site.example/blog/real.jpg'],
    ['<img src="t.gif" width=1 height=1><img src="b.jpg" width="640">', 'https://site.example/blog/b.jpg'],
    [
      '<img src="https://feeds.feedburner.com/~r/x"><img src="https://pixel.wp.example/b.gif"><img src="c.jpg">',
      'https://site.example/blog/c.jpg',
    ],
    ['<img src="data:image/gif;base64,R0"><img src="javascript:x"><img><img src="d.jpg">', 'https://site.example/blog/d.jpg'],
    ['<imgx src="no.jpg">', null],
    ['no picture', null],
    [`<img alt="${'x'.repeat(10_000)}" src="far.jpg">`, null],
  ])('of %j is %j', (html, url) => {
    expect(firstPicture(html, base)).toBe(url);
  });
});

describe('addresses in HTML', () => {
  test.each([
    ['<a href="x?a=1&amp;b=2">x</a>', '<a href="https://site.example/blog/x?a=1&#38;b=2">x</a>'],
    ['<a href=/x>x</a><p>href="y"</p>', '<a href=https://site.example/x>x</a><p>href="y"</p>'],
    ['<a href="#note">1</a><a href="https://else.example/a b">2</a>', '<a href="#note">1</a><a href="https://else.example/a b">2</a>'],
    [
      '<img srcset="a.jpg 1x, b.jpg 2x" src="a.jpg">',
      '<img srcset="https://site.example/blog/a.jpg&#32;1x,&#32;https://site.example/blog/b.jpg&#32;2x" src="https://site.example/blog/a.jpg">',
    ],
    [
      '<a href="javascript:x()">1</a><a href="mailto:a@b.example">2</a>',
      '<a href="javascript:x()">1</a><a href="mailto:a@b.example">2</a>',
    ],
  ])('%j become absolute, and nothing else changes', (html, expected) => {
    expect(absoluteUrls(html, base)).toBe(expected);
    expect(absoluteUrls(absoluteUrls(html, base), base)).toBe(expected);
  });

  test('cannot break out of their attribute', () => {
    expect(absoluteUrls(`<a href=x&quot;&gt;&lt;script&gt;>`, base)).not.toContain('<script>');
  });

  test('are left alone without a base', () => {
    expect(absoluteUrls('<a href="x">', null)).toBe('<a href="x">');
  });
});

describe('an address', () => {
  test('is absolute, of sensible length, and of the web', () => {
    expect(absoluteUrl(' /x ', base)).toBe('https://site.example/x');
    expect(absoluteUrl('x', null)).toBeNull();
    expect(absoluteUrl('http://[', base)).toBeNull();
    expect(absoluteUrl(`https://a.example/${'x'.repeat(9_000)}`, null)).toBeNull();
    expect(httpUrl('javascript:alert(1)', base)).toBeNull();
    expect(httpUrl('HTTP://A.example', null)).toBe('http://a.example/');
  });
});
