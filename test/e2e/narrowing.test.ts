import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hostKind, newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { eventually, list, read, row, tree, treeRow } from './window.ts';

describe.skipIf(hostKind === 'electron')('What is open while the window gets narrow', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const narrow = async (width: number) => {
    await page.setViewportSize({ width, height: 800 });
    // Two frames: one for the panes, one for the keys that follow them.
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  };
  const menu = () => page.getByRole('menu');
  const isInSight = async () => {
    const box = await menu().boundingBox();
    return box !== null && box.x >= 0 && box.x + box.width <= (page.viewportSize()?.width ?? 0);
  };
  const paneWithKeys = () =>
    page.evaluate(() => document.activeElement?.closest('[data-pane]')?.getAttribute('data-pane') ?? document.activeElement?.tagName);

  beforeAll(async () => {
    site = await startSite('River notes', [
      { title: 'The weir in May', html: '<p>High water again.</p>', minutesAgo: 10 },
      { title: 'A kingfisher, twice', html: '<p>Once upstream.</p>', minutesAgo: 90 },
      { title: 'Of what the gauge below the old bridge says in a dry year', html: '<p>Two metres ten.</p>', minutesAgo: 100 },
    ]);
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
  });

  beforeEach(async () => {
    window = await reader.openWindow();
    page = window.page;
    await tree(page).waitFor();
    await row(page, 'The weir in May').waitFor();
  });

  afterEach(async () => {
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('stays, as a menu, with its row of the list, and gives the keys back to it', async () => {
    await row(page, 'A kingfisher, twice').click({ button: 'right' });
    await menu().waitFor();
    await narrow(700);
    expect(await menu().count()).toBe(1);
    await eventually(isInSight).toBe(true);
    await page.keyboard.press('ArrowDown');
    await page.getByRole('menuitem').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await menu().waitFor({ state: 'detached' });
    await eventually(() => list(page).evaluate(element => element === document.activeElement)).toBe(true);
    await row(page, 'A kingfisher, twice').and(page.locator('[aria-selected=true]')).waitFor();
  });

  it('stays, as a menu, with its row of the sidebar, where that lies over the rest', async () => {
    await narrow(900);
    await page.getByRole('button', { name: 'Views and feeds' }).click();
    await treeRow(page, 'River notes').click({ button: 'right' });
    await menu().waitFor();
    await narrow(700);
    expect(await menu().count()).toBe(1);
    await eventually(isInSight).toBe(true);
    await page.keyboard.press('Escape');
    await menu().waitFor({ state: 'detached' });
    await eventually(paneWithKeys).toBe('sidebar');
  });

  it('goes, as a menu, with the sidebar, and leaves the keys to the list', async () => {
    await treeRow(page, 'River notes').click({ button: 'right' });
    await menu().waitFor();
    await narrow(700);
    await menu().waitFor({ state: 'detached' });
    await eventually(paneWithKeys).toBe('list');
  });

  it('goes, as a menu, where the article takes the place of the list, and leaves the keys to it', async () => {
    await read(page, 'The weir in May');
    await row(page, 'A kingfisher, twice').click({ button: 'right' });
    await menu().waitFor();
    await narrow(700);
    await menu().waitFor({ state: 'detached' });
    await eventually(paneWithKeys).toBe('article');
  });

  it('stays, as a menu, with the article where that is what is shown', async () => {
    await read(page, 'The weir in May');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await menu().waitFor();
    await narrow(700);
    expect(await menu().count()).toBe(1);
    await eventually(isInSight).toBe(true);
    await page.keyboard.press('Escape');
    await menu().waitFor({ state: 'detached' });
    await eventually(paneWithKeys).toBe('article');
  });

  it('leaves the keys to it, as a dialog', async () => {
    await read(page, 'The weir in May');
    await page.keyboard.press('t');
    const field = page.getByRole('dialog').getByRole('combobox');
    await field.and(page.locator(':focus')).waitFor();
    await narrow(700);
    await page.keyboard.type('Rivers');
    expect(await field.inputValue()).toBe('Rivers');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('as a list has no row that is higher than its words', async () => {
    const heightOf = async (title: string) => (await row(page, title).boundingBox())?.height ?? 0;
    const long = 'Of what the gauge below the old bridge says in a dry year';
    expect(await heightOf(long)).toBeGreaterThan(await heightOf('The weir in May'));
    // What is read while it is in sight keeps its height as long as nothing else changes.
    await read(page, long);
    await narrow(700);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await eventually(async () => (await heightOf(long)) - (await heightOf('The weir in May'))).toBe(0);
  });
});
