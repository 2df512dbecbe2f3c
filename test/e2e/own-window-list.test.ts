import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { articleTitle, eventually, notice, read, row, tree, treeRow } from './window.ts';

const titled = (names: readonly string[], first: number) =>
  names.map((title, at) => ({ title, html: `<p>About ${title}.</p>`, minutesAgo: first + at * 20 }));

describe('The list of an article’s own window', () => {
  const profile = newProfile();
  const sites: Site[] = [];
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  beforeAll(async () => {
    // In turn: a coast, a hill.
    sites.push(await startSite('Coasts', titled(['Coast one', 'Coast two', 'Coast three', 'Coast four', 'Coast five'], 10)));
    sites.push(await startSite('Hills', titled(['Hill one', 'Hill two', 'Hill three', 'Hill four', 'Hill five'], 20)));
    reader = await startReader({ profileDir: profile.dir });
    for (const { url } of sites) expect(await runCommand(profile.dir, 'add', url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    window = await reader.openWindow();
    page = window.page;
    await tree(page).waitFor();
    await row(page, 'Hill five').waitFor();
  });

  afterAll(async () => {
    await reader.stop();
    for (const site of sites) await site.close();
    profile.remove();
  });

  async function openInTab(title: string): Promise<Page> {
    await read(page, title);
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('Shift+Enter');
    const tab = await opened;
    await articleTitle(tab).filter({ hasText: title }).waitFor();
    return tab;
  }

  const shown = (tab: Page) => articleTitle(tab).innerText();

  it('passes over no article once a feed of it was unsubscribed, and has all of them when it is back', async () => {
    const tab = await openInTab('Hill three');
    await page.bringToFront();
    await treeRow(page, 'Coasts').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Unsubscribe' }).click();
    await treeRow(page, 'Coasts').waitFor({ state: 'detached' });
    await tab.bringToFront();
    await standsIn(tab, 2);
    await tab.keyboard.press('j');
    await eventually(() => shown(tab)).toBe('Hill four');
    await tab.keyboard.press('j');
    await eventually(() => shown(tab)).toBe('Hill five');
    await tab.keyboard.press('j');
    await notice(tab, 'last article').waitFor();
    await tab.keyboard.press('k');
    await eventually(() => shown(tab)).toBe('Hill four');

    await tab.keyboard.press('Control+z');
    await treeRow(page, 'Coasts').waitFor();
    await standsIn(tab, 7);
    await tab.keyboard.press('k');
    await eventually(() => shown(tab)).toBe('Coast four');
    await tab.keyboard.press('j');
    await eventually(() => shown(tab)).toBe('Hill four');
    await tab.close();
  });

  it('goes on from where an article was that went with its feed', async () => {
    const tab = await openInTab('Coast three');
    await page.bringToFront();
    await treeRow(page, 'Coasts').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Unsubscribe' }).click();
    await tab.getByText('This article went with its feed: Coasts was unsubscribed.').waitFor();
    await tab.bringToFront();
    await standsIn(tab, 2);
    await tab.keyboard.press('j');
    await eventually(() => shown(tab)).toBe('Hill three');
    await tab.keyboard.press('k');
    await eventually(() => shown(tab)).toBe('Hill two');
    await tab.close();
    expect(window.complaints).toEqual([]);
  });
});

/** Which row it is in its list: the address of the tab says so, for a reload. */
async function standsIn(tab: Page, index: number): Promise<void> {
  await eventually(() => tab.evaluate(() => JSON.parse(decodeURIComponent(location.hash.split('&from=')[1] ?? 'null'))?.index)).toBe(index);
}
