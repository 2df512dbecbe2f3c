import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { article, articleTitle, eventually, list, notice, read, row, tree } from './window.ts';

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
      {
        title: 'Three: all the way',
        html: Array.from({ length: 80 }, (_, at) => `<p>Mile ${at} of a long path.</p>`).join(''),
        minutesAgo: 30,
      },
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
    expect(new URL(tab.url()).hash).toMatch(/^#article=\d+&from=/);
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

  it('goes on through the list it was opened from, has no command of a list that it does not show, and closes by Esc', async () => {
    await read(page, 'One: over the saddle');
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('Shift+Enter');
    const tab = await opened;
    await articleTitle(tab).filter({ hasText: 'One: over the saddle' }).waitFor();
    await tab.keyboard.press('j');
    await articleTitle(tab).filter({ hasText: 'Two: at low tide' }).waitFor();
    await tab.keyboard.press('n');
    await articleTitle(tab).filter({ hasText: 'Three: all the way' }).waitFor();
    // Nobody has clicked into the article yet.
    await tab.keyboard.press('PageDown');
    await eventually(async () => (await article(tab).getByText('Mile 3 of').boundingBox())?.y ?? 0).toBeLessThan(0);
    await tab.keyboard.press('Home');
    await eventually(async () => (await article(tab).getByText('Mile 3 of').boundingBox())?.y ?? 0).toBeGreaterThan(0);
    await eventually(() => row(page, 'Three: all the way').getByText('Unread').count()).toBe(0);
    await tab.keyboard.press('j');
    await notice(tab, 'last article').waitFor();
    await tab.keyboard.press('s');
    await row(page, 'Three: all the way').getByText('Starred').waitFor();

    for (const key of ['/', '+', 'x', 'e', 'r', 'Shift+A', 'Shift+D', 'Shift+J', 'Control+Shift+F']) await tab.keyboard.press(key);
    for (const key of ['a', 'u', 'f', 's']) {
      await tab.keyboard.press('g');
      await tab.keyboard.press(key);
    }
    // What those keys do not do is done by none of them: "s" and "f" after "g" are no commands of their own either.
    await tab.keyboard.press('?');
    const help = tab.getByRole('dialog', { name: 'Keys' });
    await help.waitFor();
    expect(await help.getByText('Next article', { exact: true }).count()).toBe(1);
    for (const name of ['Search', 'Add a feed', 'Unread', 'Mark all as read'])
      expect(await help.getByText(name, { exact: true }).count(), name).toBe(0);
    await tab.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    expect(await articleTitle(tab).innerText()).toBe('Three: all the way');

    await article(tab).getByText('Mile 3 of').hover();
    await tab.mouse.wheel(0, 1_500);
    await eventually(async () => (await article(tab).getByText('Mile 3 of').boundingBox())?.y ?? 0).toBeLessThan(-400);
    await tab.keyboard.press('k');
    await articleTitle(tab).filter({ hasText: 'Two: at low tide' }).waitFor();
    // The tab may be gone before the key has come up again.
    await Promise.all([tab.waitForEvent('close'), tab.keyboard.press('Escape').catch(() => undefined)]);
    await read(page, 'Three: all the way');
    await eventually(async () => (await article(page).getByText('Mile 3 of').boundingBox())?.y ?? 0).toBeLessThan(-300);
    await read(page, 'One: over the saddle');
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
