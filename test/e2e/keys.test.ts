import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFaults } from './axe.ts';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { articleTitle, eventually, row } from './window.ts';

const shots = process.env['FRESHET_SHOTS'];

describe('Keys of the user', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const openKeys = async () => {
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Keys', exact: true }).click();
  };

  beforeAll(async () => {
    site = await startSite('River notes', [
      { title: 'The weir in May', html: '<p>High water.</p>', minutesAgo: 10 },
      { title: 'A kingfisher, twice', html: '<p>Once upstream.</p>', minutesAgo: 90 },
    ]);
    reader = await startReader({ profileDir: profile.dir });
    await runCommand(profile.dir, 'add', site.url, '--allow-local');
    window = await reader.openWindow();
    page = window.page;
    await row(page, 'The weir in May').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('are recorded, take a key from another command, and work at once', async () => {
    await openKeys();
    await page.getByRole('button', { name: 'Add a key for Star', exact: true }).click();
    await page.keyboard.press('l');
    await page.getByText('l belongs to “Read later”.').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    if (shots !== undefined) await page.screenshot({ path: `${shots}/keys-conflict.png` });
    await page.getByRole('button', { name: 'Use it here' }).click();
    await page.getByRole('button', { name: 'Take l away from Star' }).waitFor();
    await page.keyboard.press('Escape');
    await row(page, 'The weir in May').click();
    await articleTitle(page).filter({ hasText: 'The weir in May' }).waitFor();
    await page.keyboard.press('l');
    await row(page, 'The weir in May').getByText('Starred').waitFor();
  });

  it('are shown by the sheet of keys', async () => {
    await page.keyboard.press('?');
    const star = page.getByRole('dialog').getByText('Star', { exact: true }).locator('..');
    await eventually(() => star.locator('kbd').allInnerTexts()).toEqual(['s', 'l']);
    await page.keyboard.press('Escape');
  });

  it('are given up by Esc, taken as two in a row, and reset', async () => {
    await openKeys();
    await page.getByRole('button', { name: 'Add a key for Star', exact: true }).click();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('z');
    await page.keyboard.press('z');
    await page.getByRole('button', { name: 'Take z then z away from Star' }).waitFor();
    await page.getByRole('button', { name: 'Add a key for Star', exact: true }).click();
    await page.keyboard.press('z');
    await page.getByText('This command also has z then z, and only one of the two can work.').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Add a key for Star', exact: true }).click();
    await page.keyboard.press('g');
    await page.getByText(/^g is part of the keys of “[^”]+”, “[^”]+”, “[^”]+” and \d more\./).waitFor();
    await page.getByText(/^Show all \d+$/).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: /^History of what was done$/ })
      .waitFor();
    if (shots !== undefined) await page.screenshot({ path: `${shots}/keys-many.png` });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('searchbox', { name: 'Find a command' }).fill('snooze');
    await eventually(() => page.getByRole('button', { name: /^Add a key for/ }).count()).toBe(1);
    await page.getByRole('searchbox', { name: 'Find a command' }).fill('');
    await page.getByRole('button', { name: 'Reset the keys of Star' }).click();
    await page.getByRole('button', { name: 'Take l away from Read later' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('are never nowhere: in a list without articles, and after a button that goes away with its press', async () => {
    const holder = () =>
      page.evaluate(() => {
        const { activeElement: has } = document;
        return has?.getAttribute('data-pane') === 'list' ? 'the empty list' : (has?.getAttribute('aria-label') ?? has?.tagName);
      });
    await row(page, 'A kingfisher, twice').click();
    await eventually(holder).toBe('Articles');
    for (const key of ['g', 'l']) await page.keyboard.press(key);
    await page.getByText('Nothing to read later').waitFor();
    await eventually(holder).toBe('the empty list');
    for (const key of ['g', 'a']) await page.keyboard.press(key);
    await row(page, 'A kingfisher, twice').waitFor();
    await eventually(holder).toBe('Articles');
    await row(page, 'A kingfisher, twice').click();
    await page.keyboard.press('Delete');
    await row(page, 'A kingfisher, twice').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await row(page, 'A kingfisher, twice').waitFor();
    await eventually(holder).toBe('Articles');
  });

  it('are those of another reader by one choice', async () => {
    await openKeys();
    await page.getByRole('combobox', { name: 'Keys as in' }).selectOption('Miniflux');
    await page.getByRole('button', { name: 'Take f away from Star' }).waitFor();
    await page.keyboard.press('Escape');
    await row(page, 'A kingfisher, twice').click();
    await page.keyboard.press('f');
    await row(page, 'A kingfisher, twice').getByText('Starred').waitFor();
  });

  it.runIf(shots !== undefined)('look as they should', async () => {
    await openKeys();
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      for (const [width, height] of [
        [1280, 800],
        [900, 600],
        [400, 800],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: `${shots}/keys-${scheme}-${width}.png` });
      }
    }
    await page.keyboard.press('Escape');
  });
});
