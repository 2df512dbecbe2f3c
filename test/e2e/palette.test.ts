import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFaults } from './axe.ts';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { articleTitle, eventually, row, titles, treeRow } from './window.ts';

const shots = process.env['FRESHET_SHOTS'];

describe('The palette', () => {
  const profile = newProfile();
  let rivers: Site;
  let tales: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const field = () => page.getByRole('combobox', { name: 'Commands, feeds and articles' });
  const results = () => page.getByRole('listbox', { name: 'What fits' });
  const options = () => results().getByRole('option');
  const chosen = () => results().getByRole('option', { selected: true }).innerText();

  beforeAll(async () => {
    [rivers, tales] = await Promise.all([
      startSite('River notes', [
        { title: 'The weir in May', html: '<p>High water.</p>', minutesAgo: 10 },
        { title: 'A kingfisher, twice', html: '<p>Once upstream, once down, and a weir.</p>', minutesAgo: 90 },
      ]),
      startSite('Long tales', [{ title: 'The weir keeper', html: '<p>A tale.</p>', minutesAgo: 30 }]),
    ]);
    reader = await startReader({ profileDir: profile.dir });
    await runCommand(profile.dir, 'add', rivers.url, '--allow-local', '--folder', 'Water');
    await runCommand(profile.dir, 'add', tales.url, '--allow-local');
    window = await reader.openWindow();
    page = window.page;
    await row(page, 'The weir in May').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await Promise.all([rivers.close(), tales.close()]);
    profile.remove();
  });

  it('opens by its key, takes what is typed at once, and goes to a feed', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('long t');
    await eventually(chosen).toContain('Long tales');
    await page.keyboard.press('Enter');
    await eventually(() => titles(page)).toEqual(['The weir keeper']);
    await treeRow(page, 'Long tales').and(page.locator('[aria-selected=true]')).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('finds articles by their titles alone, and opens one', async () => {
    await page.keyboard.press(':');
    await page.keyboard.type('weir');
    const group = results().getByRole('group', { name: 'Articles' });
    await eventually(() => group.getByRole('option').count()).toBe(2);
    if (shots !== undefined) await page.screenshot({ path: `${shots}/palette-articles.png` });
    await page.keyboard.press('ArrowUp');
    expect(await chosen()).toContain('Search all articles for “weir”');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await articleTitle(page).filter({ hasText: 'The weir keeper' }).waitFor();
  });

  it('runs a command, shows its key, and knows where the keys were', async () => {
    await row(page, 'The weir keeper').click();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('star');
    const star = results().getByRole('option', { name: 'Star s' });
    await star.waitFor();
    await star.click();
    await row(page, 'The weir keeper').getByText('Starred').waitFor();
  });

  it('has first what was used last', async () => {
    await page.keyboard.press('Control+k');
    await eventually(() => results().getByRole('group', { name: 'Used last' }).getByRole('option').allInnerTexts()).toEqual([
      expect.stringContaining('Star'),
      expect.stringContaining('Long tales'),
    ]);
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('offers no command that is not possible now', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('show new');
    await page.getByText('Nothing is called “show new”').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Nothing found').waitFor();
    expect(await page.getByRole('combobox', { name: 'Search articles' }).inputValue()).toBe('show new');
    await page.keyboard.press('Escape');
  });

  it('fits a narrow window', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('re');
    await options().first().waitFor();
    expect(await field().evaluate(element => element === document.activeElement)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await seriousFaults(page)).toEqual([]);
    if (shots !== undefined) await page.screenshot({ path: `${shots}/palette-narrow.png` });
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it.runIf(shots !== undefined)('looks as it should', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      for (const [width, height] of [
        [1280, 800],
        [900, 600],
        [400, 800],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.keyboard.press('Control+k');
        await options().first().waitFor();
        await page.screenshot({ path: `${shots}/palette-${scheme}-${width}.png` });
        await page.keyboard.press('Escape');
      }
    }
  });
});
