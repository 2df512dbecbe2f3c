import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ArticleWindow, openArticleWindow } from '../../helpers/article-window.ts';
import { launchChromium } from '../../helpers/chromium.ts';
import { deliver, deliveries } from '../../helpers/deliver.ts';
import { listen, serveWindowPage, type WindowPage } from '../../helpers/window-page.ts';

interface Payload {
  readonly name: string;
  readonly html: string;
}

const folder = join(import.meta.dirname, '../../fixtures/payloads');
const payloads = readdirSync(folder).flatMap(file => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Payload[]);
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

/** `RUN` leaves a mark in every window that it can reach, and calls home. */
function arm(html: string): string {
  const code = `(top.ran=self.ran=parent.ran=1,fetch(&quot;//${canaryHost}/ran&quot;))`;
  return html.replaceAll('RUN', code).replaceAll('CANARY', canaryHost);
}

test('there are more than a hundred payloads, each with text to keep', () => {
  expect(payloads.length).toBeGreaterThan(100);
  expect(payloads.filter(({ html }) => !html.includes('keep-'))).toEqual([]);
});

describe.each(deliveries)('hostile articles in a feed by %s', delivery => {
  test('break nothing of the allow-list, run nothing and keep their text', async () => {
    const wrong: Record<string, unknown> = {};
    let shown = 0;
    for (const { name, html } of payloads) {
      const contentHtml = deliver(arm(html), delivery);
      if (contentHtml === null) continue;
      shown += 1;
      await reader.show({ title: name, contentHtml });
      const text = await reader.text();
      const found = [
        ...(await reader.breaches()),
        ...(html.match(/keep-[a-z]\b/g) ?? []).filter(mark => !text.includes(mark)).map(mark => `${mark} is gone`),
      ];
      if (found.length > 0) wrong[name] = { found, contentHtml };
    }
    expect(wrong).toEqual({});
    expect(shown).toBeGreaterThan(delivery === 'xhtml' ? 30 : 100);
    expect(await reader.page.evaluate(() => 'ran' in window || 'ran' in (window.frames[0] ?? {}))).toBe(false);
  });
});

test('what hostile articles ask for never leaves the window', async () => {
  // A last article with a picture of its own: when that is asked for, what came before it has been too.
  await reader.show({ contentHtml: '<img src="http://host.example/last.png">' });
  await expect.poll(() => served.requests.some(url => url.includes('last.png'))).toBe(true);
  await reader.page.waitForLoadState('networkidle');
  expect(canaryHits).toEqual([]);
  expect(served.requests.filter(url => !url.startsWith('/picture/3?') && url !== '/favicon.ico')).toEqual([]);
  expect(served.requests.filter(url => /pixel|poster|feedburner/.test(url))).toEqual([]);
  expect(reader.page.context().pages()).toHaveLength(1);
  expect(reader.page.frames().map(frame => frame.url())).toEqual([`${served.origin}/`, 'about:srcdoc']);
});
