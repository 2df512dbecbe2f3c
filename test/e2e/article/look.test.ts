import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { type AppWindow, ok, openAppWindow } from '../../helpers/app-window.ts';
import { sampleEntry, sampleSettings } from '../../helpers/article-window.ts';
import { launchChromium } from '../../helpers/chromium.ts';
import { serveWindowPage, type WindowPage } from '../../helpers/window-page.ts';

let browser: Browser;
let served: WindowPage;
let app: AppWindow;
let page: Page;
let frame: FrameLocator;

const row = { ...sampleEntry, contentHtml: '<p>A line of text, <a href="/x">and a link</a>.</p>' };
const query = { scope: { kind: 'all' }, onlyUnread: false, order: 'newest', upToId: 1, openedAt: 0 };

beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), serveWindowPage()]);
});

afterAll(async () => {
  await browser.close();
  await served.close();
});

beforeEach(async () => {
  app = await openAppWindow(browser, served, {
    answers: {
      'entries.open': { query, total: 1, unread: 0, index: 0, rows: [row], anchorIndex: null },
      'entries.get': row,
      'entries.setRead': { id: 1, kind: 'read', count: 1 },
    },
  });
  page = app.page;
  frame = page.frameLocator('iframe');
  await page.getByRole('option').click();
  await frame.getByText('A line of text').waitFor();
});

afterEach(() => app.close());

/** The worker keeps what it is told from now on. */
function store(change: Partial<Settings>): Promise<void> {
  return app.answer('settings.set', ok({ ...sampleSettings, theme: 'light', ...change }));
}

function styleOf(text: string, name: string): Promise<string> {
  return frame.getByText(text).evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);
}

describe('the look of articles', () => {
  test('is chosen beside the article, works at once in the article, and is stored', async () => {
    await page.getByRole('button', { name: 'Text and page' }).click();
    const popover = page.getByRole('dialog', { name: 'Text and page' });
    await store({ articlePage: 'black' });
    await popover.getByRole('radio', { name: 'Black' }).click();
    await expect.poll(() => frame.locator('html').evaluate(root => getComputedStyle(root).backgroundColor)).toBe('oklch(0 0 0)');
    await store({ articleFace: 'hyperlegible' });
    await popover.getByRole('combobox', { name: 'Typeface' }).selectOption('hyperlegible');
    await expect.poll(() => styleOf('A line of text', 'font-family')).toContain('Atkinson');
    await store({ articleSize: 19 });
    await popover.getByRole('slider', { name: 'Text size' }).press('ArrowRight');
    await expect.poll(() => styleOf('A line of text', 'font-size')).toBe('19px');
    await store({ articleLeading: 172 });
    await popover.getByRole('slider', { name: 'Line height' }).press('ArrowRight');
    await expect.poll(() => styleOf('A line of text', 'line-height')).toBe(`${18 * 1.72}px`);
    await store({ articleWidth: 440 });
    await popover.getByRole('slider', { name: 'Column width' }).press('Home');
    await expect.poll(() => frame.locator('main').evaluate(main => main.clientWidth)).toBe(440);
    expect(await app.asked('settings.set')).toEqual([
      { change: { articlePage: 'black' } },
      { change: { articleFace: 'hyperlegible' } },
      { change: { articleSize: 19 } },
      { change: { articleLeading: 172 } },
      { change: { articleWidth: 440 } },
    ]);
    await page.keyboard.press('Escape');
    await expect.poll(() => popover.count()).toBe(0);
  });

  test('is put back one by one and altogether, in the settings with a sample that follows', async () => {
    await store({ articleSize: 30, articlePage: 'sepia' });
    await page.evaluate(() => window.test.dialogs.getState().show({ kind: 'settings', section: 'reading' }));
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Sepia' }).click();
    const sample = dialog.getByRole('region', { name: 'Sample' });
    await expect.poll(() => sample.evaluate(shown => getComputedStyle(shown).fontSize)).toBe('30px');
    await store({ articleSize: 18, articlePage: 'sepia' });
    await dialog.getByRole('button', { name: 'Reset: Text size' }).click();
    await expect.poll(() => sample.evaluate(shown => getComputedStyle(shown).fontSize)).toBe('18px');
    await store({});
    await dialog.getByRole('button', { name: 'Reset this section' }).click();
    await expect.poll(() => dialog.getByRole('radio', { name: 'Paper' }).isChecked()).toBe(true);
    expect((await app.asked('settings.set')).slice(1)).toEqual([{ change: { articleSize: 18 } }, { change: { articlePage: 'paper' } }]);
  });

  test('grows and shrinks by Ctrl and plus, minus and 0 while the article has the keys, and only then', async () => {
    await page.keyboard.press('Control+Equal');
    expect(await app.asked('settings.set')).toEqual([]);
    await page.keyboard.press('Enter');
    await store({ articleSize: 19 });
    await page.keyboard.press('Control+Equal');
    await expect.poll(() => styleOf('A line of text', 'font-size')).toBe('19px');
    await store({ articleSize: 18 });
    await page.keyboard.press('Control+Minus');
    await expect.poll(() => styleOf('A line of text', 'font-size')).toBe('18px');
    await store({ articleSize: 24 });
    await page.evaluate(() => window.test.loadSettings());
    expect(await app.asked('settings.set')).toEqual([{ change: { articleSize: 19 } }, { change: { articleSize: 18 } }]);
  });
});
