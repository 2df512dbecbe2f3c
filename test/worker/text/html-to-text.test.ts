import { describe, expect, test } from 'vitest';
import { htmlToText } from '../../../worker/text/html-to-text.ts';
import { snippetOf } from '../../../worker/text/snippet.ts';
import { titleText } from '../../../worker/text/title-text.ts';
import { cpuTime } from '../../helpers/cpu-time.ts';

describe('text of HTML', () => {
  test.each([
    ['plain  words\n here', 'plain words here'],
    ['<p>One</p><p>two</p>three<br>four', 'One two three four'],
    ['in<b>line</b>d and H<sub>2</sub>O', 'inlined and H2O'],
    ['a &amp; b &lt;c&gt; &#8211; &amp;amp; &nbsp; d', 'a & b <c> – &amp; d'],
    ['<script>alert("x")</script>x<style>p{}</style>y<!-- no -->z', 'xyz'],
    ['<svg/>after <title>no</title>yes', 'after yes'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['cut off <a href="', 'cut off'],
    ['<ul><li>one</li><li>two</li></ul>', 'one two'],
    ['', ''],
  ])('%j reads %j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  test('is the same in one piece and over the edges of what is read at once', () => {
    for (let length = 4_080; length < 4_110; length += 1) {
      expect(htmlToText(`${'x'.repeat(length)}&eacute;<b>b</b>`)).toBe(`${'x'.repeat(length)}éb`);
    }
  });

  test.each(['<', '<a', '<a ', '<p>', '&', '&amp', '<!--', '<script>', '</x>', '<a b="', ' \n'])('takes linear time for many %s', piece => {
    const html = piece.repeat(2_000_000 / piece.length);
    expect(cpuTime(() => htmlToText(html))).toBeLessThan(5_000);
  });
});

describe('the snippet', () => {
  test('is short text whole', () => {
    expect(snippetOf('<p>Short &amp; sweet</p>')).toBe('Short & sweet');
  });

  test('ends between words, with an ellipsis, within 300 characters', () => {
    const snippet = snippetOf(`<p>${'word, '.repeat(100)}</p>`);
    expect(snippet.length).toBeLessThanOrEqual(300);
    expect(snippet).toMatch(/word…$/);
  });

  test('of a script without spaces fills its room and never ends in half a character', () => {
    const snippet = snippetOf('日本語'.repeat(200));
    expect(snippet).toHaveLength(300);
    for (let lead = 0; lead < 4; lead += 1) expect(snippetOf(`${'x'.repeat(lead)}${'😀'.repeat(300)}`).isWellFormed()).toBe(true);
  });

  test('holds no script, no style and no markup', () => {
    expect(snippetOf('<style>p{color:red}</style><script>if (a<b) x()</script><p onclick="x()">Hello <img src=x onerror=y> you')).toBe(
      'Hello you',
    );
  });

  test('of a huge text reads only its beginning', () => {
    const html = `<p>${'many words '.repeat(50)}</p>${'<p>more</p>'.repeat(200_000)}`;
    expect(cpuTime(() => snippetOf(html))).toBeLessThan(100);
  });
});

describe('a title that may be HTML', () => {
  test.each([
    ['<b>Bold</b> <i>move</i>', 'Bold move'],
    ['The <video> tag', 'The <video> tag'],
    ['Use <b> sparingly', 'Use <b> sparingly'],
    ['Line<br>break<br/>s', 'Line break s'],
    ['Tom &amp; Jerry &lt;live&gt;', 'Tom & Jerry <live>'],
    ['?a=1&copy=2', '?a=1&copy=2'],
    ['x < y > z', 'x < y > z'],
  ])('%j reads %j', (title, text) => {
    expect(titleText(title)).toBe(text);
  });
});
