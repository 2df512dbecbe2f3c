import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { eventually, notice, row, titles, treeRow } from './window.ts';

const articles = Array.from({ length: 60 }, (_, index) => ({
  title: `Walk ${index + 1}`,
  html: '<p>Along the water.</p>',
  minutesAgo: index + 1,
}));

describe('The history', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const dialog = () => page.getByRole('dialog', { name: 'History' });
  const line = (words: string | RegExp) => dialog().getByRole('listitem').filter({ hasText: words });

  beforeAll(async () => {
    site = await startSite('Walks', articles.slice(-1));
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0 });
    // What comes with a later answer is unread, however much it is.
    site.articles = articles;
    expect(await runCommand(profile.dir, 'refresh', '--force')).toMatchObject({ code: 0 });
    window = await reader.openWindow();
    page = window.page;
    await row(page, 'Walk 1').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('deletes an article by a key, takes it back, and keeps it away while its feed still has it', async () => {
    await press('g', 'a');
    await eventually(() => titles(page).then(all => all[0])).toBe('Walk 1');
    await press('n', 'Delete');
    await notice(page, 'Article deleted').waitFor();
    await row(page, 'Walk 1').waitFor({ state: 'detached' });
    await row(page, 'Walk 2').and(page.locator('[aria-selected=true]')).waitFor();
    await treeRow(page, 'Unread').getByText('59').waitFor();
    await press('Control+z');
    await row(page, 'Walk 1').waitFor();
    await treeRow(page, 'Unread').getByText('60').waitFor();

    await row(page, 'Walk 2').and(page.locator('[aria-selected=true]')).waitFor();
    await press('#');
    await row(page, 'Walk 2').waitFor({ state: 'detached' });
    site.articles = [{ title: 'Walk 0', html: '<p>A new one.</p>', minutesAgo: 0 }, ...articles];
    expect(await runCommand(profile.dir, 'refresh', '--force')).toMatchObject({ code: 0 });
    await treeRow(page, 'Unread').getByText('60').waitFor();
    await page.getByRole('button', { name: '1 new article' }).click();
    await row(page, 'Walk 0').waitFor();
    expect(await row(page, 'Walk 2').count()).toBe(0);

    await press('g', 'h');
    await line('Deleted 1 article').filter({ hasText: 'Walk 2' }).getByRole('button', { name: 'Take back' }).click();
    await line('Deleted 1 article').filter({ hasText: 'Walk 2' }).getByText('Taken back').waitFor();
    // The keys stay on the button.
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Do again');
    await press('Enter');
    await line('Deleted 1 article').filter({ hasText: 'Walk 2' }).getByRole('button', { name: 'Take back' }).waitFor();
    await row(page, 'Walk 2').waitFor({ state: 'detached' });
    await eventually(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Take back');
    await press('Enter');
    await line('Deleted 1 article').filter({ hasText: 'Walk 2' }).getByRole('button', { name: 'Do again' }).waitFor();
    await press('Escape');
    await row(page, 'Walk 2').waitFor();
  });
});
