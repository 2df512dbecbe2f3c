import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { article, articleTitle, eventually, list, read, row, tree } from './window.ts';

describe('An article that has a window to itself', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  beforeAll(async () => {
    site = await startSite('Hill walks', [
      { title: 'One: over the saddle', html: '<p>Wind from the west.</p>', minutesAgo: 10 },
      { title: 'Two: at low tide', html: '<p>Two miles of sand.</p>', minutesAgo: 20 },
    ]);
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    window = await reader.openWindow();
    page = window.page;
    await tree(page).waitFor();
    await row(page, 'Two: at low tide').waitFor();
  });

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('shows it alone by a key, and gives the panes back by Esc', async () => {
    await read(page, 'One: over the saddle');
    await page.keyboard.press('f');
    await eventually(() => list(page).isVisible()).toBe(false);
    await eventually(() => tree(page).count()).toBe(0);
    expect(await articleTitle(page).innerText()).toBe('One: over the saddle');
    await page.keyboard.press('f');
    await eventually(() => list(page).isVisible()).toBe(true);
    await page.keyboard.press('f');
    await eventually(() => list(page).isVisible()).toBe(false);
    // What the browser's own key does to a full screen is no key of the page.
    await page.evaluate(() => document.exitFullscreen().catch(() => undefined));
    await page.keyboard.press('Escape');
    await eventually(() => list(page).isVisible()).toBe(true);
    await tree(page).waitFor();
  });

  it('opens in a tab by Shift+Enter, with the same keys, and the marks follow in both', async () => {
    await page.keyboard.press('n');
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('Shift+Enter');
    const tab = await opened;
    await articleTitle(tab).filter({ hasText: 'Two: at low tide' }).waitFor();
    expect(new URL(tab.url()).hash).toMatch(/^#article=\d+$/);
    await eventually(() => tab.title()).toBe('Two: at low tide');
    await eventually(() => row(page, 'Two: at low tide').getByText('Unread').count()).toBe(0);
    expect(await tree(tab).count()).toBe(0);

    await tab.keyboard.press('s');
    await row(page, 'Two: at low tide').getByText('Starred').waitFor();
    await page.bringToFront();
    await page.keyboard.press('s');
    await eventually(() => row(page, 'Two: at low tide').getByText('Starred').count()).toBe(0);
    await tab.getByRole('button', { name: 'Star', exact: true }).waitFor();

    await tab.bringToFront();
    await tab.reload();
    await article(tab).getByText('Two miles of sand.').waitFor();
    await tab.close();
  });

  it('opens in a tab by a double click, and the same article only once', async () => {
    const opened = page.context().waitForEvent('page');
    await row(page, 'One: over the saddle').dblclick();
    const tab = await opened;
    await articleTitle(tab).filter({ hasText: 'One: over the saddle' }).waitFor();
    await page.bringToFront();
    await row(page, 'One: over the saddle').dblclick();
    await eventually(() => page.context().pages().length).toBe(2);
    await tab.close();
    expect(window.complaints).toEqual([]);
  });
});
