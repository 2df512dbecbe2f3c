import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFaults } from './axe.ts';
import { hostKind, newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { eventually, list, notice, row, rows, tree, treeRow } from './window.ts';

const count = 80;
const dayMinutes = 24 * 60;

describe('Rows of the list', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const scrollTop = () => list(page).evaluate(({ scrollTop: top }) => top);
  const topOf = async (title: string) => Math.round((await row(page, title).boundingBox())?.y ?? Number.NaN);
  const heightOf = async (title: string) => (await row(page, title).boundingBox())?.height ?? Number.NaN;
  /** What is drawn at a point of the list, CSS pixels from its top. */
  const wordsAt = (y: number) =>
    list(page).evaluate((element, down) => {
      const { left, top, width } = element.getBoundingClientRect();
      const held = element.firstElementChild?.firstElementChild;
      const box = held?.getBoundingClientRect();
      const isThere = box !== undefined && box.height < 40 && box.top <= top + down && box.bottom > top + down && box.width > width / 2;
      return isThere && left >= 0 ? (held?.textContent ?? '') : '';
    }, y);

  beforeAll(async () => {
    const articles = Array.from({ length: count }, (_, index) => ({
      title: `Note ${index + 1}`,
      html: `<p>Of the river, part ${index + 1}.</p>`,
      minutesAgo: 10 + Math.floor(index / 10) * dayMinutes,
    }));
    site = await startSite('River notes', articles);
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    window = await reader.openWindow();
    page = window.page;
    await tree(page).waitFor();
    await row(page, 'Note 1').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it.skipIf(hostKind === 'electron')('can be starred by the mouse without being opened, and do not move for it', async () => {
    const title = row(page, 'Note 2').getByRole('heading');
    const before = await title.boundingBox();
    await row(page, 'Note 2').hover();
    const star = row(page, 'Note 2').getByTitle('Star');
    await star.waitFor();
    expect(await title.boundingBox()).toEqual(before);
    await star.click();
    await row(page, 'Note 2').getByText('Starred').waitFor({ state: 'attached' });
    await row(page, 'Note 2').getByText('Unread').waitFor({ state: 'attached' });
    expect(await page.getByText('Choose an article to read').count()).toBe(1);
    expect(await seriousFaults(page)).toEqual([]);
    await page.mouse.move(5, 5);
    await star.waitFor({ state: 'hidden' });
  });

  it('open their original behind the window by the middle button, and are not opened themselves', async () => {
    await row(page, 'Note 3').click({ button: 'middle' });
    // An address on this computer is asked about first.
    const question = page.getByRole('dialog');
    await question.getByText('127.0.0.1').first().waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await row(page, 'Note 3').getByText('Unread').waitFor({ state: 'attached' });
    expect(await page.getByText('Choose an article to read').count()).toBe(1);
  });

  it('keep the heading of their day at the top, which never covers the selected one', async () => {
    expect(await wordsAt(5)).toBe('');
    await row(page, 'Note 1').click();
    for (let step = 0; step < 14; step++) await page.keyboard.press('n');
    await eventually(() => row(page, 'Note 15').getAttribute('aria-selected')).toBe('true');
    expect(await wordsAt(5)).not.toBe('');
    for (let step = 0; step < 8; step++) await page.keyboard.press('p');
    await eventually(() => row(page, 'Note 7').getAttribute('aria-selected')).toBe('true');
    const pane = await list(page).boundingBox();
    await eventually(async () => (await topOf('Note 7')) - (pane?.y ?? 0)).toBeGreaterThanOrEqual(32);
    const first = await wordsAt(5);
    for (let step = 0; step < 14; step++) await page.keyboard.press('n');
    await eventually(() => row(page, 'Note 21').getAttribute('aria-selected')).toBe('true');
    expect(await wordsAt(5)).not.toBe(first);
  });

  it('are one line each when compact, and the selected one stays where it is', async () => {
    const before = await topOf('Note 21');
    const height = await heightOf('Note 21');
    await page.keyboard.press('Shift+D');
    await eventually(() => heightOf('Note 21')).toBeLessThan(height / 2);
    await eventually(() => topOf('Note 21')).toBe(before);
    expect(await rows(page).getByText('Of the river').count()).toBe(0);
    expect(await list(page).evaluate(element => document.activeElement === element)).toBe(true);
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Shift+D');
    await eventually(() => heightOf('Note 21')).toBe(height);
    await eventually(() => topOf('Note 21')).toBe(before);
  });

  it('are the same ones in sight after another height, and after a restart', async () => {
    // By the wheel, as a reader does: rows being brought back to their place give way to a hand, not to a script.
    await list(page).hover();
    await page.mouse.wheel(0, 100_000);
    await eventually(() => list(page).evaluate(pane => Math.round(pane.scrollHeight - pane.clientHeight - pane.scrollTop))).toBeLessThan(
      30,
    );
    await row(page, `Note ${count}`).waitFor();
    await page.keyboard.press('Shift+D');
    await eventually(() => heightOf(`Note ${count}`)).toBeLessThan(50);
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Appearance' }).click();
    await eventually(() => page.getByRole('radio', { name: 'Compact' }).isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await window.close();
    window = await reader.openWindow();
    page = window.page;
    await row(page, `Note ${count}`).waitFor();
    expect(await heightOf(`Note ${count}`)).toBeLessThan(50);
    expect(await scrollTop()).toBeGreaterThan(0);
  });

  it('that are deleted leave the keys and the place to the next one', async () => {
    const before = await scrollTop();
    await row(page, `Note ${count - 6}`).click();
    await page.keyboard.press('Delete');
    await notice(page, 'Article deleted').waitFor();
    await row(page, `Note ${count - 6}`).waitFor({ state: 'detached' });
    await eventually(() => row(page, `Note ${count - 5}`).getAttribute('aria-selected')).toBe('true');
    expect(await list(page).evaluate(element => document.activeElement === element)).toBe(true);
    expect(Math.abs((await scrollTop()) - before)).toBeLessThan(60);
  });

  it('go feed by feed under the title of each, by the palette or by the menu of the list, also after a restart', async () => {
    const brook = await startSite(
      'Brook notes',
      Array.from({ length: 12 }, (_, index) => ({
        title: `Brook ${index + 1}`,
        html: '<p>Of the brook.</p>',
        minutesAgo: 400 + index * dayMinutes,
      })),
    );
    try {
      expect(await runCommand(profile.dir, 'add', brook.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
      await treeRow(page, 'Brook notes').waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('a');
      await row(page, 'Note 1').waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('group by feed');
      await page.getByRole('option', { name: /^Group by feed/ }).waitFor();
      await page.keyboard.press('Enter');
      await eventually(async () => (await rows(page).getByRole('heading').allInnerTexts()).slice(0, 13)).toEqual([
        ...Array.from({ length: 12 }, (_, index) => `Brook ${index + 1}`),
        'Note 1',
      ]);
      expect(await seriousFaults(page)).toEqual([]);
      await list(page).hover();
      await page.mouse.wheel(0, 60);
      await eventually(() => wordsAt(10)).toContain('Brook notes');
      await page.mouse.wheel(0, 800);
      await eventually(() => wordsAt(10)).toContain('River notes');
      await window.close();
      window = await reader.openWindow();
      page = window.page;
      const order = page.getByRole('button', { name: 'Order: by feed, newest first' });
      await order.click();
      await page.getByRole('menuitemcheckbox', { name: 'Group by feed', checked: true }).click();
      await page.getByRole('button', { name: 'Order: newest first' }).waitFor();
      await row(page, 'Note 1').waitFor();
    } finally {
      await brook.close();
    }
  });
});
