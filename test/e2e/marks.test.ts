import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFaults } from './axe.ts';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { article, articleTitle, eventually, notice, read, row, titles, tree, treeRow } from './window.ts';

describe('Marks of the user’s own', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const field = () => dialog().getByRole('combobox', { name: 'Find or make a label' });
  const option = (name: string) => dialog().getByRole('option', { name, exact: true });
  const hasCount = (name: string, count: number) =>
    treeRow(page, name)
      .getByText(new RegExp(`^${count} `))
      .waitFor();

  async function open(): Promise<void> {
    window = await reader.openWindow();
    page = window.page;
    await tree(page).waitFor();
  }

  beforeAll(async () => {
    site = await startSite('Hill walks', [
      { title: 'One: over the saddle', html: '<p>Wind from the west.</p>', minutesAgo: 10 },
      { title: 'Two: at low tide', html: '<p>Two miles of sand.</p>', minutesAgo: 20 },
      { title: 'Three: under the crag', html: '<p>Out of the wind at last.</p>', minutesAgo: 30 },
    ]);
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    await open();
    await row(page, 'Three: under the crag').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('keeps articles for later by key and by button, and takes them out again', async () => {
    await press('n', 'l');
    await row(page, 'One: over the saddle').getByText('Read later').waitFor();
    await read(page, 'Two: at low tide');
    await page.getByRole('button', { name: 'Read later', exact: true }).click();
    await page.getByRole('button', { name: 'Take out of Read later' }).waitFor();
    await hasCount('Read later', 2);
    await treeRow(page, 'Read later').click();
    await heading('Read later').waitFor();
    await eventually(() => titles(page)).toEqual(['One: over the saddle', 'Two: at low tide']);
    await row(page, 'One: over the saddle').click();
    await press('l');
    await hasCount('Read later', 1);
    // It stays where it is until the view changes.
    expect(await titles(page)).toEqual(['One: over the saddle', 'Two: at low tide']);
    await press('Control+z');
    await notice(page, 'In Read later again').waitFor();
    await hasCount('Read later', 2);
  });

  it('makes, gives and takes labels by the keys alone', async () => {
    await press('g', 'a');
    await heading('All articles').waitFor();
    await row(page, 'Three: under the crag').click();
    await articleTitle(page).filter({ hasText: 'Three' }).waitFor();
    await press('t');
    await field().waitFor();
    await page.keyboard.type('Mountains');
    await press('Enter');
    await option('Mountains').and(page.locator('[aria-selected=true]')).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.type('Weather');
    await press('Enter');
    await option('Weather').and(page.locator('[aria-selected=true]')).waitFor();
    await page.keyboard.type('mou');
    await eventually(() => dialog().getByRole('option').count()).toBe(2);
    await press('Enter');
    await option('Mountains').and(page.locator('[aria-selected=false]')).waitFor();
    await press('Enter');
    await option('Mountains').and(page.locator('[aria-selected=true]')).waitFor();
    await press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    await row(page, 'Three: under the crag').getByText('Label: Mountains').waitFor();
    await article(page).getByRole('list', { name: 'Labels' }).getByText('Weather').waitFor();
  });

  it('gives a label to all of a list, and takes that back', async () => {
    await press('Shift+T');
    await option('Weather').click();
    await dialog().getByText('“Weather” given to 2 articles').waitFor();
    await dialog().getByRole('button', { name: 'Undo' }).click();
    await dialog().getByText('Label taken off 2 articles again').waitFor();
    await option('Weather').click();
    await dialog().getByText('“Weather” given to 2 articles').waitFor();
    await dialog().getByRole('button', { name: 'Done' }).click();
    await treeRow(page, 'Weather').click();
    await heading('Weather').waitFor();
    await eventually(() => titles(page)).toHaveLength(3);
  });

  it('renames, colours, merges and deletes labels, each with a way back', async () => {
    await press('e');
    const name = dialog().getByLabel('Name');
    await name.fill('Storms');
    await press('Enter');
    await treeRow(page, 'Storms').waitFor({ state: 'attached' });
    await dialog().getByLabel('Purple').click();
    await dialog().getByText('Label changed').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await name.fill('mountains');
    await dialog().getByText('There is a label “Mountains” already. Merge this one into it?').waitFor();
    await dialog().getByRole('button', { name: 'Merge' }).click();
    await dialog().getByText('“Storms” merged into “Mountains”').waitFor();
    await dialog().getByRole('button', { name: 'Undo' }).click();
    await dialog().getByText('Labels are as they were').waitFor();
    await press('Escape');
    await treeRow(page, 'Storms').waitFor();
    await treeRow(page, 'Storms').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await notice(page, 'Label “Storms” deleted').waitFor();
    await eventually(() => treeRow(page, 'Storms').count()).toBe(0);
    await notice(page, 'Label “Storms” deleted').getByRole('button', { name: 'Undo' }).click();
    await treeRow(page, 'Storms').click();
    await eventually(() => titles(page)).toHaveLength(3);
  });

  it('shows what was read, the latest first, and keeps its order while it is read', async () => {
    await press('g', 'a');
    for (const title of ['Three: under the crag', 'One: over the saddle', 'Two: at low tide']) {
      await read(page, title);
      await press('m');
      await row(page, title).getByText('Unread').waitFor();
      await press('m');
      await row(page, title).getByText('Unread').waitFor({ state: 'detached' });
    }
    await press('g', 'r');
    await heading('Recently read').waitFor();
    const order = ['Two: at low tide', 'One: over the saddle', 'Three: under the crag'];
    await eventually(() => titles(page)).toEqual(order);
    await read(page, 'Three: under the crag');
    expect(await titles(page)).toEqual(order);
  });

  it('keeps all of it over a restart', async () => {
    await reader.stop();
    reader = await startReader({ profileDir: profile.dir });
    await open();
    await hasCount('Read later', 2);
    await treeRow(page, 'Mountains').click();
    await eventually(() => titles(page)).toEqual(['Three: under the crag']);
    await row(page, 'Three: under the crag').getByText('Label: Storms').waitFor();
  });
});
