import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faultsIn } from '../helpers/app-suite.ts';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { eventually, notice, row, rows, treeRow } from './window.ts';

const dayMinutes = 24 * 60;
const old = Array.from({ length: 30 }, (_, index) => ({
  title: `Old walk ${index + 1}`,
  html: '<p>Long ago.</p>',
  minutesAgo: (300 + index) * dayMinutes,
}));
const fresh = [1, 2, 3].map(minutesAgo => ({ title: `New walk ${minutesAgo}`, html: '<p>Today.</p>', minutesAgo }));

describe('Old articles', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  beforeAll(async () => {
    site = await startSite('Walks', old);
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0 });
    site.articles = fresh;
    expect(await runCommand(profile.dir, 'refresh', '--force')).toMatchObject({ code: 0 });
    window = await reader.openWindow();
    page = window.page;
    await row(page, 'New walk 1').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('are counted before they are removed, and come back from the history', async () => {
    await page.keyboard.press('Control+,');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await settings.getByRole('button', { name: 'Storage' }).click();
    await settings.getByText('Nothing at the moment.').waitFor();
    await settings.getByLabel('But at least, of each feed').selectOption('20');
    await settings.getByText(/^13 old articles, /u).waitFor();
    await settings
      .getByRole('listitem')
      .filter({ hasText: 'Walks' })
      .getByText(/^13 articles, /u)
      .waitFor();
    expect(await faultsIn(page, 'dialog')).toEqual([]);
    await settings.getByRole('button', { name: 'Remove now' }).click();
    await settings.getByText('Nothing at the moment.').waitFor();
    await page.keyboard.press('Escape');
    await notice(page, '13 old articles removed').waitFor();
    await eventually(() => rows(page).count()).toBeLessThan(25);

    await page.keyboard.press('g');
    await page.keyboard.press('h');
    const line = page.getByRole('dialog', { name: 'History' }).getByRole('listitem').filter({ hasText: 'Removed 13 old articles' });
    await line.getByText('Freshet, by the clean-up that is set').waitFor();
    await line.getByRole('button', { name: 'Take back' }).click();
    await line.getByText('Taken back').waitFor();
    await page.keyboard.press('Escape');
    expect(await runCommand(profile.dir, 'status', '--json').then(({ stdout }) => JSON.parse(stdout).entries)).toBe(33);
  });

  it('have a rule of their own in the properties of their feed', async () => {
    await treeRow(page, 'Walks').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Properties' }).click();
    const properties = page.getByRole('dialog', { name: 'Feed properties' });
    await properties.getByLabel('Keep articles').selectOption({ label: 'For ever' });
    await properties.getByText('Feed changed').waitFor();
    expect(await properties.getByLabel('Keep articles').inputValue()).toBe('all');
    expect(await faultsIn(page, 'dialog')).toEqual([]);
    await page.keyboard.press('Escape');
  });
});
