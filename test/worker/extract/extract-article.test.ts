import { describe, expect, it } from 'vitest';
import { extractArticle } from '../../../worker/extract/extract-article.ts';

const paragraph = `<p>${'The river runs slowly past the mill, and the miller, who is old, watches it. '.repeat(4)}</p>`;

function extract(html: string, { url = 'https://news.example/a/story', contentType = 'text/html; charset=utf-8' } = {}) {
  return extractArticle({ bytes: new TextEncoder().encode(html), contentType, url });
}

function codeOf(html: string): string {
  try {
    return extract(html).html;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('the article of a page', () => {
  it('is found between what stands around it', () => {
    const { html } = extract(
      `<html><head><title>Story</title></head><body><nav><a href="/">Home</a><a href="/b">More</a></nav>
       <article><h1>Story</h1>${paragraph.repeat(5)}</article><footer><a href="/imprint">Imprint</a></footer></body></html>`,
    );
    expect(html).toContain('The river runs slowly');
    expect(html).not.toContain('Imprint');
    expect(html).not.toContain('Home');
  });

  it('keeps pictures, links and headings, and says against what they are resolved', () => {
    const page = `<base href="/elsewhere/"><article>${paragraph.repeat(3)}<h2>Part two</h2><p><a href="next">Next</a>
      <img src="mill.jpg" alt="The mill"></p>${paragraph.repeat(3)}<p id="note"><a href="#note">1</a></p></article>`;
    const { html, baseUrl } = extract(page);
    expect(baseUrl).toBe('https://news.example/elsewhere/');
    expect(html).toContain('https://news.example/elsewhere/next');
    expect(html).toContain('alt="The mill"');
    expect(html).toContain('Part two');
    expect(html).toContain('href="#note"');
  });

  it('has the language of the page', () => {
    expect(extract(`<html lang="de_AT"><body>${paragraph.repeat(5)}</body></html>`).language).toBe('de-AT');
    expect(extract(`<meta http-equiv="Content-Language" content="fr">${paragraph.repeat(5)}`).language).toBe('fr');
    expect(extract(`<html lang="&quot;><script>">${paragraph.repeat(5)}</html>`).language).toBeNull();
  });

  it('is read in the charset of the page', () => {
    const bytes = Buffer.from(`<meta charset="iso-8859-1"><article><p>Größe</p>${paragraph.repeat(4)}</article>`, 'latin1');
    expect(extractArticle({ bytes, contentType: 'text/html', url: 'https://news.example/' }).html).toContain('Größe');
  });

  it('holds no scripts, forms or hidden words', () => {
    const page = `<article>${paragraph.repeat(4)}<script>steal()</script><style>p{}</style><form><input value="secret"></form>
      <p style="display: none">${'hidden words, '.repeat(20)}</p><template>${paragraph}</template><svg><text>drawn</text></svg></article>`;
    const { html } = extract(page);
    expect(html).not.toMatch(/steal|secret|hidden words|drawn|<template|<style/);
  });

  it('is not found on a login page', () => {
    expect(codeOf('<title>Log in</title><form><label>Name <input></label><input type="password"><button>Log in</button></form>')).toBe(
      'nothing-to-read',
    );
    expect(codeOf('')).toBe('nothing-to-read');
  });

  it('keeps text that looks like markup as text', () => {
    const { html } = extract(
      `<article>${paragraph.repeat(4)}<p>&lt;img src=x onerror=alert(1)&gt; is how they do it, they said.</p></article>`,
    );
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });
});

describe('a hostile page', () => {
  it.each([
    ['elements nested ten thousand deep', `${'<div>'.repeat(10_000)}${paragraph}`],
    ['formatting that is never closed', `${'<b><p>'.repeat(20_000)}${paragraph}`],
    ['a hundred thousand elements', '<p>a, b, c</p>'.repeat(100_000)],
    ['nothing but less-than signs', '<'.repeat(5_000_000)],
    ['nothing but references', '&lt;&amp;&#x41;'.repeat(300_000)],
  ])('with %s is too large', (_, html) => {
    expect(codeOf(html)).toBe('too-large');
  });

  it.each([
    ['an unclosed tag without end', '<a '.repeat(1_000_000)],
    ['comments without end', '<!--'.repeat(1_000_000)],
  ])('with %s has nothing to read', (_, html) => {
    expect(codeOf(html)).toBe('nothing-to-read');
  });

  it('with a huge attribute is read without it', () => {
    const html = codeOf(
      `<div class="${'a b '.repeat(500_000)}"><a href="https://x.example/${'x'.repeat(100_000)}">Far</a>${paragraph.repeat(5)}</div>`,
    );
    expect(html).toContain('The river');
    expect(html.length).toBeLessThan(5_000);
  });

  it('with the names of prototypes changes nothing', () => {
    const page = `<div __proto__="1" constructor="2" id="__proto__" class="constructor hasOwnProperty">${paragraph.repeat(4)}
      <__proto__>${paragraph}</__proto__><constructor>${paragraph}</constructor></div>`;
    expect(codeOf(page)).toContain('The river');
    expect(Object.prototype).not.toHaveProperty('1');
    expect({}.constructor).toBe(Object);
  });
});
