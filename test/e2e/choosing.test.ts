import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFaults } from './axe.ts';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { articleTitle, eventually, list, notice, read, row, rows, titles, tree } from './window.ts';

const count = 300;

describe('Several articles chosen in the list', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const bar = () => page.getByRole('toolbar', { name: 'Chosen articles' });
  const chosen = () => list(page).locator('[role=option][aria-selected=true]').getByRole('heading').allInnerTexts();
  const unread = (title: string) => row(page, title).getByText('Unread');
  const menuItem = (name: string) => page.getByRole('menuitem', { name });

  beforeAll(async () => {
    const articles = Array.from({ length: count }, (_, index) => ({
      title: `Note ${index + 1}`,
      html: `<p>Of the river, part ${index + 1}.</p>`,
      minutesAgo: 10 + index,
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

  it('by Ctrl and Shift with the mouse, without opening or marking one', async () => {
    await row(page, 'Note 2').click({ modifiers: ['Control'] });
    await row(page, 'Note 4').click({ modifiers: ['Control'] });
    await bar().getByText('2 articles').waitFor();
    expect(await chosen()).toEqual(['Note 2', 'Note 4']);
    await row(page, 'Note 7').click({ modifiers: ['Shift'] });
    await bar().getByText('4 articles').waitFor();
    expect(await chosen()).toEqual(['Note 4', 'Note 5', 'Note 6', 'Note 7']);
    await row(page, 'Note 5').click({ modifiers: ['Control'] });
    await bar().getByText('3 articles').waitFor();
    await unread('Note 4').waitFor();
    expect(await list(page).getAttribute('aria-multiselectable')).toBe('true');
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('are starred and labelled in one change each, which one undo takes back and one redo makes again', async () => {
    await bar().getByRole('button', { name: 'Star' }).click();
    await notice(page, '3 articles starred').getByRole('button', { name: 'Undo' }).click();
    await notice(page, '3 stars taken back').getByRole('button', { name: 'Redo' }).click();
    await notice(page, 'Starred 3 articles').waitFor();
    await row(page, 'Note 6').getByText('Starred').waitFor();
    await press('t');
    await page.getByRole('dialog', { name: 'Label 3 articles' }).waitFor();
    await page.keyboard.type('Water');
    await press('Enter', 'Escape');
    await row(page, 'Note 7').getByText('Label: Water').waitFor();
    await press('Control+z', 'Control+z');
    await row(page, 'Note 6').getByText('Starred').waitFor({ state: 'detached' });
    await press('Control+Shift+Z');
    await row(page, 'Note 6').getByText('Starred').waitFor();
    await press('Control+y');
    await row(page, 'Note 7').getByText('Label: Water').waitFor();
    await press('Control+y');
    await notice(page, 'Nothing to do again').waitFor();
  });

  it('end with Esc, and with an article that is opened', async () => {
    await press('Escape');
    await eventually(() => bar().count()).toBe(0);
    await row(page, 'Note 1').click({ modifiers: ['Control'] });
    await bar().waitFor();
    await read(page, 'Note 9');
    await eventually(() => bar().count()).toBe(0);
    expect(await chosen()).toEqual(['Note 9']);
  });

  it('by the keys alone, and are deleted while the rows close up', async () => {
    await row(page, 'Note 9').click();
    await press('Shift+ArrowDown', 'Shift+ArrowDown');
    await bar().getByText('3 articles').waitFor();
    await press('Shift+ArrowUp');
    await bar().getByText('2 articles').waitFor();
    await press('n', 'n', 'x');
    await bar().getByText('3 articles').waitFor();
    expect(await chosen()).toEqual(['Note 9', 'Note 10', 'Note 12']);
    await press('Delete');
    await notice(page, '3 articles deleted').waitFor();
    await eventually(async () => (await titles(page)).slice(7, 10)).toEqual(['Note 8', 'Note 11', 'Note 13']);
    await press('Control+z');
    await row(page, 'Note 10').waitFor();
  });

  it('are all of the list, also what has not been loaded', async () => {
    await row(page, 'Note 3').click();
    await articleTitle(page).filter({ hasText: 'Note 3' }).waitFor();
    await press('Control+a');
    await bar().getByText(`${count} articles`).waitFor();
    await row(page, 'Note 1').click({ modifiers: ['Control'] });
    await bar()
      .getByText(`${count - 1} articles`)
      .waitFor();
    await press('l');
    await notice(page, `${count - 1} articles kept for later`)
      .getByRole('button', { name: 'Undo' })
      .click();
    await notice(page, `${count - 1} taken out of Read later`).waitFor();
    await press('Escape');
  });

  it('has a menu for a row, by the right button and by the Menu key, that marks what is above or below', async () => {
    await row(page, 'Note 3').click({ button: 'right' });
    await menuItem('Mark everything above as read').click();
    await notice(page, '2 articles marked as read').waitFor();
    await eventually(() => unread('Note 1').count()).toBe(0);
    await unread('Note 4').waitFor();
    await row(page, 'Note 3').click();
    await press('Shift+F10');
    await menuItem('Copy as Markdown').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await press('Escape');
    await menuItem('Copy as Markdown').waitFor({ state: 'detached' });
    await press(']');
    await notice(page, /articles marked as read/).waitFor();
    await eventually(() => rows(page).getByText('Unread').count()).toBe(0);
    await press('Control+z');
    await unread('Note 4').waitFor();
    expect(await unread('Note 1').count()).toBe(0);
  });
});
