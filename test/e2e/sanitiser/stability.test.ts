import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ArticleWindow, openArticleWindow } from '../../helpers/article-window.ts';
import { brokenHtml } from '../../helpers/broken-html.ts';
import { launchChromium } from '../../helpers/chromium.ts';
import { serveWindowPage, type WindowPage } from '../../helpers/window-page.ts';

/** More in a long run: FRESHET_FUZZ_DOCUMENTS=100000. */
const documentCount = Number(process.env['FRESHET_FUZZ_DOCUMENTS'] ?? 3000);
const firstSeed = Number(process.env['FRESHET_FUZZ_SEED'] ?? 1);
const batchSize = 250;

let browser: Browser;
let served: WindowPage;
let reader: ArticleWindow;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), serveWindowPage()]);
  reader = await openArticleWindow(browser, served);
});

afterAll(async () => {
  await browser.close();
  await served.close();
});

test('what is left of damaged HTML keeps to the allow-list and stays the same when written out and parsed again', async () => {
  for (let first = firstSeed; first < firstSeed + documentCount; first += batchSize) {
    const batch = Array.from({ length: batchSize }, (_, index) => ({ seed: first + index, html: brokenHtml(first + index) }));
    const breaches = await reader.page.evaluate(
      documents =>
        documents.flatMap(({ seed, html }) => {
          const found = window.test.breachesOfMarkup(html);
          return found.length === 0 ? [] : [{ seed, html, found }];
        }),
      batch,
    );
    expect(breaches).toEqual([]);
  }
  expect(await reader.page.evaluate(() => document.querySelectorAll('iframe').length)).toBe(1);
}, 600_000);
