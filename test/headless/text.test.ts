import { describe, expect, it } from 'vitest';
import { plainText } from '../../headless/plain-text.ts';
import { terminalJson, terminalText, terminalTime } from '../../headless/terminal-text.ts';

describe('the reading copy of an article', () => {
  it.each([
    ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<ul><li>a</li><li>b</li></ul>', '• a\n• b'],
    ['<p>a\n   b\t c</p>', 'a b c'],
    ['x<script>bad("</p>")</script>y', 'xy'],
    ['x<style>p{}</style><!-- <p>hidden</p> -->y', 'xy'],
    ['x<script>never closed <p>text', 'x'],
    ['&lt;b&gt; &amp;amp; &#8364; &#x20ac; &euro; &unknown; &#xd800; &#0;', '<b> &amp; € € € &unknown; \ufffd \ufffd'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['<p title="a">b', 'b'],
    ['a <!DOCTYPE html> b </ c> d', 'a b d'],
    ['<', '<'],
    ['', ''],
  ])('of %j is %j', (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  it.each([['<'], ['<!--'], ['</'], ['<p'], ['&#'], ['<script><'], [' \n'], ['<br>'], ['<b> '], ['&#9;'], ['<br> ']])(
    'is made in linear time of a megabyte of %j',
    piece => {
      const html = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const from = performance.now();
      plainText(html);
      expect(performance.now() - from).toBeLessThan(3_000);
    },
  );
});

describe('text for a terminal', () => {
  it('holds no escape sequences and no marks that turn the reading direction', () => {
    expect(terminalText('a\u001b[31mb\u0007c\u009bd\u202ee\n\tf')).toBe('a[31mbcde\n\tf');
  });

  it('is the same in JSON, which stays JSON', () => {
    const json = terminalJson({ a: '\u001b\u009b\u007f' });
    expect(json).not.toMatch(/[\u007f-\u009f]|\u001b/);
    expect(JSON.parse(json)).toEqual({ a: '\u001b\u009b\u007f' });
  });

  it('shows local time, and a dash for none', () => {
    expect(terminalTime(new Date(2026, 10, 3, 4, 5).getTime())).toBe('2026-11-03 04:05');
    expect(terminalTime(null).trim()).toBe('-');
  });
});
