import { describe, expect, it } from 'vitest';
import { splitHtml } from '../../../renderer/sanitize/split-html.ts';

function split(html: string, maxChars = 200, maxTags = 20): readonly string[] {
  return [...splitHtml(html, { maxChars, maxTags })].map(part => part.html);
}

describe('a long article', () => {
  it('is cut between its blocks, and nothing is lost', () => {
    const html = '<p>One paragraph of <b>text</b>.</p>'.repeat(30);
    const parts = split(html);
    expect(parts.length).toBeGreaterThan(4);
    expect(parts.join('')).toBe(html);
    expect(parts.every(part => part.startsWith('<p>') && part.endsWith('</p>'))).toBe(true);
  });

  it('is cut by its elements too, however short they are', () => {
    const parts = [...splitHtml('<hr>'.repeat(100), { maxChars: 10_000, maxTags: 20 })];
    expect(parts.every(part => part.tags <= 20)).toBe(true);
    expect(parts.reduce((sum, part) => sum + part.tags, 0)).toBe(100);
  });

  it('goes on in the same table, at a row', () => {
    const row = '<tr><td>a<p>b</p></td></tr>';
    const parts = split(`<table>${row.repeat(20)}</table><p>end</p>`);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.every(part => part.startsWith('<table><tr>'))).toBe(true);
    expect(parts.join('').split(row)).toHaveLength(21);
  });

  it('goes on in the same list and quotation', () => {
    const parts = split(`<blockquote><ol>${'<li>An entry of the list.</li>'.repeat(20)}</ol></blockquote>`);
    expect(parts.slice(1).every(part => part.startsWith('<blockquote><ol><li>'))).toBe(true);
  });

  it('without any markup is cut between words', () => {
    const html = 'word '.repeat(300);
    const parts = split(html);
    expect(parts.join('')).toBe(html);
    expect(parts.every(part => part.length <= 200)).toBe(true);
    expect(parts.slice(1).every(part => part.startsWith(' word'))).toBe(true);
  });

  it('is not cut inside a script, a style or a comment, whose rest would be read as text', () => {
    const script = `<script>${'document.write("<p>x</p>");'.repeat(40)}</script>`;
    const comment = `<!-- ${'<p>hidden</p>'.repeat(40)} -->`;
    const parts = split(`<p>a</p>${script}<p>b</p>${comment}<p>c</p>`);
    expect(parts.filter(part => part.includes('document.write') && !part.includes('</script>'))).toEqual([]);
    expect(parts.filter(part => part.includes('hidden') && !part.includes('-->'))).toEqual([]);
  });
});

it('a short article is one part', () => {
  expect(split('<p>a</p>')).toEqual(['<p>a</p>']);
  expect(split('')).toEqual([]);
});

it.each(['<', '</p', '<a ', '<!--', '<script>', '<blockquote>', '<table><tr>', '<p', 'x'])(
  'a megabyte of %j is split in no time',
  piece => {
    const html = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const startedAt = performance.now();
    let length = 0;
    for (const part of splitHtml(html, { maxChars: 100_000, maxTags: 1500 })) length += part.html.length;
    expect(length).toBeGreaterThanOrEqual(html.length);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  },
);
