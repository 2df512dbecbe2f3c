import { createServer } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { extractArticle } from '../../../worker/extract/extract-article.ts';
import { type ArticleWindow, openArticleWindow } from '../../helpers/article-window.ts';
import { launchChromium } from '../../helpers/chromium.ts';
import { deliver, deliveries } from '../../helpers/deliver.ts';
import { armedHtml, readPayloads } from '../../helpers/payloads.ts';
import { listen, serveWindowPage, type WindowPage } from '../../helpers/window-page.ts';

const payloads = readPayloads();
/** What no honest page would ask for. Nothing of an article may ever reach it. */
const canaryHits: string[] = [];
const canary = createServer((request, response) => {
  canaryHits.push(request.url ?? '');
  response.end();
});

let canaryHost = '';
let browser: Browser;
let served: WindowPage;
let reader: ArticleWindow;

beforeAll(async () => {
  canaryHost = new URL(await listen(canary, '127.0.0.2')).host;
  [browser, served] = await Promise.all([launchChromium(), serveWindowPage()]);
  reader = await openArticleWindow(browser, served);
});

afterAll(async () => {
  await browser.close();
  await served.close();
  canary.close();
});

test('there are more than 250 payloads, each with text to keep', () => {
  expect(payloads.length).toBeGreaterThan(250);
  expect(new Set(payloads.map(({ name }) => name)).size).toBe(payloads.length);
  expect(payloads.filter(({ html }) => !html.includes('keep-'))).toEqual([]);
});

describe.each(deliveries)('hostile articles in a feed by %s', delivery => {
  test('break nothing of the allow-list, run nothing and keep their text', async () => {
    // What takes thousands of elements takes its time, and what carries it makes no difference.
    const tried = payloads.filter(({ many }) => many === undefined || delivery === 'cdata');
    const articles = tried.map(payload => ({ ...payload, ...deliver(armedHtml(payload, canaryHost), delivery) }));
    const shown = await reader.showEach(articles.map(({ name, html }) => ({ title: name, contentHtml: html })));
    const wrong: Record<string, unknown> = {};
    for (const [index, { name, html, isLegal, shows = '' }] of articles.entries()) {
      const { breaches, text } = shown[index] ?? { breaches: ['not shown'], text: '' };
      const marks = isLegal ? [...(tried[index]?.html.match(/keep-[a-z]\b/g) ?? []), shows] : [];
      const found = [...breaches, ...marks.filter(mark => !text.includes(mark)).map(mark => `${mark} is gone`)];
      if (found.length > 0) wrong[name] = { found, html: html.slice(0, 500) };
    }
    expect(wrong).toEqual({});
    expect(articles.filter(({ isLegal }) => isLegal).length).toBeGreaterThan(delivery === 'xhtml' ? 120 : 250);
    expect(await reader.page.evaluate(() => 'ran' in window || 'ran' in (window.frames[0] ?? {}))).toBe(false);
  });
});

describe('what the window makes of an article', () => {
  /** Well-formed ones do not change the meaning of those after them. */
  const all = () =>
    payloads
      .filter(({ html, many }) => many === undefined && deliver(html, 'xhtml').isLegal)
      .map(payload => `<section>${armedHtml(payload, canaryHost)}</section>`)
      .join('\n');

  test('keeps to the same rules in footnotes that are shown in place', async () => {
    const notes = payloads.filter(({ name }) => name.startsWith('footnote-')).map(payload => armedHtml(payload, canaryHost));
    await reader.show({ contentHtml: notes.join('') });
    const frame = reader.page.frameLocator('iframe');
    let shown = 0;
    for (const mark of await frame.locator('article.text sup a').all()) {
      await mark.focus();
      await reader.page.keyboard.press('Enter');
      shown += await frame.getByRole('note').count();
      expect(await reader.page.evaluate(() => window.test.breachesIn('iframe', '.footnote .text, article.text'))).toEqual([]);
      await reader.page.keyboard.press('Escape');
    }
    expect(shown).toBeGreaterThan(4);
  });

  test('keeps to them on paper', async () => {
    await reader.page.evaluate(() => {
      const { get } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow') ?? {};
      Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
        get(this: HTMLIFrameElement) {
          const view = get?.call(this) as Window;
          if (this.title === 'Printed article') view.print = () => this.setAttribute('data-printed', '');
          return view;
        },
      });
    });
    await reader.show({ contentHtml: `<p>All of them</p>${all()}` });
    await reader.page.frameLocator('iframe').getByText('All of them').click();
    await reader.page.keyboard.press('Control+P');
    const paper = reader.page.locator('iframe[data-printed]');
    await paper.waitFor({ state: 'attached' });
    expect(await reader.page.evaluate(() => window.test.breachesIn('iframe[data-printed]', 'article.text'))).toEqual([]);
    expect(await paper.evaluate(shown => (shown as HTMLIFrameElement).contentDocument?.querySelectorAll('article.text').length)).toBe(1);
    await paper.evaluate(shown => (shown as HTMLIFrameElement).contentWindow?.dispatchEvent(new Event('afterprint')));
    await expect.poll(() => paper.count()).toBe(0);
  });

  test('keeps to them in full texts, as the worker finds them in pages', async () => {
    const paragraphs =
      '<p>Words of an honest page, long enough to be taken for what the page is about, with commas, and with sense.</p>'.repeat(12);
    const page = `<!doctype html><html><head><title>Page</title></head><body><nav>Elsewhere</nav><article>${paragraphs}${all()}${paragraphs}</article></body></html>`;
    const found = extractArticle({
      bytes: new TextEncoder().encode(page),
      contentType: 'text/html; charset=utf-8',
      url: 'http://host.example/page',
    });
    expect(found.html.length).toBeGreaterThan(10_000);
    const [shown] = await reader.showEach([{ contentHtml: found.html }]);
    expect(shown?.breaches).toEqual([]);
    expect(shown?.text).toContain('Words of an honest page');
  });

  test('does not change when code is coloured and words are found in it', async () => {
    await reader.show({ contentHtml: all() });
    const before = await reader.page.evaluate(() =>
      document.querySelector('iframe')?.contentDocument?.querySelector('article.text')?.getHTML(),
    );
    await reader.page.frameLocator('iframe').getByText('keep-a').first().click();
    await reader.page.keyboard.press('Control+F');
    await reader.page.keyboard.type('keep');
    await reader.page.getByText(/^1 of \d{3}$/).waitFor();
    await reader.page.keyboard.press('Escape');
    expect(
      await reader.page.evaluate(() => document.querySelector('iframe')?.contentDocument?.querySelector('article.text')?.getHTML()),
    ).toBe(before);
  });
});

test('no pixel outside its frame changes by what an article holds (H7)', async () => {
  const kinds = /^(?:clobber|embed|form|layout|overlay|page|style|vector)-/;
  const hostile = payloads
    .filter(({ name, many }) => kinds.test(name) && many === undefined)
    .map(payload => armedHtml(payload, canaryHost));
  expect(hostile.length).toBeGreaterThan(80);
  const outside = () => reader.page.screenshot({ mask: [reader.page.locator('iframe')], animations: 'disabled', caret: 'hide' });
  await reader.show({ contentHtml: '<p>Calm</p>' });
  const calm = await outside();
  await reader.show({ contentHtml: `<p>All of them</p>${hostile.join('\n')}` });
  await reader.page.frameLocator('iframe').getByText('All of them').waitFor();
  expect((await outside()).equals(calm)).toBe(true);
});

test('what hostile articles ask for never leaves the window', async () => {
  // A last article with a picture of its own: when that is asked for, what came before it has been too.
  await reader.show({ contentHtml: '<img src="http://host.example/last.png">' });
  await expect.poll(() => served.requests.some(url => url.includes('last.png'))).toBe(true);
  expect(canaryHits).toEqual([]);
  expect(served.requests.filter(url => !url.startsWith('/picture/3?') && url !== '/favicon.ico')).toEqual([]);
  expect(served.requests.filter(url => /pixel|poster|feedburner/.test(url))).toEqual([]);
  expect(reader.page.context().pages()).toHaveLength(1);
  expect(reader.page.frames().map(frame => frame.url())).toEqual([`${served.origin}/`, 'about:srcdoc']);
});
