import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hostKind, newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { article, articleTitle, eventually, list, notice, pointAt, read, row, rows, titles, tree, treeRow } from './window.ts';

const long = Array.from(
  { length: 40 },
  (_, index) => `<p>Step ${index + 1}. The path turns, and turns again, and comes back to the water.</p>`,
);

interface Listed {
  readonly title: string;
  readonly isRead: boolean;
  readonly isStarred: boolean;
}

describe('A reader that is used by key and by hand', () => {
  const profile = newProfile();
  let hills: Site;
  let shores: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const freshet = (...args: string[]) => runCommand(profile.dir, ...args);
  const listed = async () => JSON.parse((await freshet('list', '--json')).stdout) as readonly Listed[];
  const flagsOf = async () =>
    (await listed()).map(({ title, isRead, isStarred }) => `${title}${isRead ? '' : ' •'}${isStarred ? ' ★' : ''}`);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  const isSelected = (title: string) => row(page, title).and(page.locator('[aria-selected=true]')).waitFor();
  const isOpen = (title: string) => articleTitle(page).filter({ hasText: title }).waitFor();

  beforeAll(async () => {
    hills = await startSite('Hill walks', [
      { title: 'One: over the saddle', html: '<p>Wind from the west.</p>', minutesAgo: 10 },
      { title: 'Three: under the crag', html: '<p>Out of the wind at last.</p>', minutesAgo: 30 },
    ]);
    shores = await startSite('Shore walks', [
      { title: 'Two: at low tide', html: `<p>Two miles of sand.</p>${long.join('')}`, minutesAgo: 20 },
      { title: 'Four: the old pier', html: '<p>Half of it is gone.</p>', minutesAgo: 40 },
    ]);
    reader = await startReader({ profileDir: profile.dir });
    expect(await freshet('add', hills.url, '--allow-local', '--folder', 'Walks')).toMatchObject({ code: 0, stderr: '' });
    expect(await freshet('add', shores.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    window = await reader.openWindow();
    page = window.page;
    await row(page, 'Four: the old pier').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await Promise.all([hills.close(), shores.close()]);
    profile.remove();
  });

  it('moves and marks by the keys', async () => {
    await press('j');
    await isOpen('One: over the saddle');
    await press('j');
    await isOpen('Two: at low tide');
    await press('k');
    await isOpen('One: over the saddle');
    await press('n', 'n');
    await isSelected('Three: under the crag');
    await isOpen('One: over the saddle');
    await press('s');
    await row(page, 'Three: under the crag').getByText('Starred').waitFor();
    await press('p', 'm');
    await isSelected('Two: at low tide');
    await row(page, 'Two: at low tide').getByText('Unread').waitFor();
    await press('o');
    await isOpen('Two: at low tide');
    await press('Shift+N');
    await isOpen('Three: under the crag');
    await press('n', 'Enter');
    await isOpen('Four: the old pier');
    await eventually(() => page.title()).toBe('Freshet');
    await eventually(flagsOf).toEqual(['One: over the saddle', 'Two: at low tide', 'Three: under the crag ★', 'Four: the old pier']);
  });

  it('goes from view to view by the keys', async () => {
    await press('g', 's');
    await heading('Starred').waitFor();
    await eventually(() => titles(page)).toEqual(['Three: under the crag']);
    await press('g', 'u');
    await heading('Unread').waitFor();
    await page.getByText('All read', { exact: true }).waitFor();
    await press('g', 't');
    await heading('Today').waitFor();
    await press('g', 'a');
    await heading('All articles').waitFor();
    await press('Shift+J');
    await heading('Hill walks').waitFor();
    await press('Shift+J');
    await heading('Shore walks').waitFor();
    await press('Shift+K');
    await heading('Hill walks').waitFor();
    await eventually(() => titles(page)).toEqual(['One: over the saddle', 'Three: under the crag']);

    await press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.getByText('Mark all as read').waitFor();
    await press('j', 'Escape');
    await help.waitFor({ state: 'detached' });
    await press('+');
    await page.getByRole('dialog', { name: 'Add a feed' }).waitFor();
    await press('Escape', 'g', 'a');
    await heading('All articles').waitFor();
    await press('r');
    await notice(page, 'Feeds are asked at most every 5 minutes').waitFor();
  });

  it('hears the keys after a click and a selection inside the article', async () => {
    await read(page, 'Two: at low tide');
    await pointAt(page, 'Two miles of sand.', 2);
    expect(
      await article(page)
        .locator(':root')
        .evaluate(root => root.ownerDocument.getSelection()?.toString().trim()),
    ).not.toBe('');
    await press('s');
    await row(page, 'Two: at low tide').getByText('Starred').waitFor();

    const top = () =>
      article(page)
        .locator(':root')
        .evaluate(root => root.scrollTop);
    await press('Space');
    await eventually(top).toBeGreaterThan(300);
    await press('Shift+Space');
    await eventually(top).toBe(0);
    await press('m', 'j');
    await isOpen('Three: under the crag');
    await pointAt(page, 'Out of the wind at last.');
    await press('Escape', 'k');
    await isOpen('Two: at low tide');
    expect(await list(page).evaluate(element => element === document.activeElement)).toBe(true);
  });

  it('goes on by space to the next unread article at the end of one', async () => {
    await read(page, 'Three: under the crag');
    await press('n', 'm', 'p');
    await row(page, 'Four: the old pier').getByText('Unread').waitFor();
    await isSelected('Three: under the crag');
    await press('Space');
    await isOpen('Four: the old pier');
  });

  it('goes on by space to the next feed with unread articles, after saying so, and says when all is read', async () => {
    await press('m');
    await row(page, 'Four: the old pier').getByText('Unread').waitFor();
    await treeRow(page, 'Hill walks').click();
    await eventually(() => titles(page)).toEqual(['One: over the saddle', 'Three: under the crag']);
    await read(page, 'Three: under the crag');
    await press('Space');
    await notice(page, 'All of Hill walks is read. The same key again goes on to Shore walks.').waitFor();
    await isOpen('Three: under the crag');
    await press('Space');
    await isOpen('Four: the old pier');
    await heading('Shore walks').waitFor();
    await treeRow(page, 'Unread').getByText('1').waitFor({ state: 'detached' });
    await press('Space');
    await notice(page, 'Everything is read').waitFor();
    await press('g', 'a');
    await heading('All articles').waitFor();
    await eventually(() => rows(page).count()).toBe(4);
  });

  it('moves the keys from pane to pane by F6', async () => {
    await press('Escape');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('role') ?? document.activeElement?.localName);
    await eventually(focused).toBe('listbox');
    await press('F6');
    await eventually(focused).toBe('iframe');
    await press('F6');
    await eventually(focused).toBe('treeitem');
    await press('Shift+F6', 'Shift+F6');
    await eventually(focused).toBe('listbox');
  });

  it('takes changes back one after another', async () => {
    const [one, two, others] = ['One: over the saddle', 'Two: at low tide ★', ['Three: under the crag ★', 'Four: the old pier']];
    await read(page, one);
    const states = [[one, two, ...others]];
    await eventually(flagsOf).toEqual(states[0]);
    const change = async (keys: readonly string[], ...flags: readonly string[]) => {
      await press(...keys);
      states.push([...flags, ...others]);
      await eventually(flagsOf).toEqual(states.at(-1));
    };
    await change(['s'], `${one} ★`, two);
    await change(['m'], `${one} • ★`, two);
    await change(['n', 'm'], `${one} • ★`, 'Two: at low tide • ★');
    await change(['Shift+A'], `${one} ★`, two);
    await notice(page, '2 marked as read in All articles').waitFor();
    for (const before of states.slice(0, -1).toReversed()) {
      await press('Control+z');
      await eventually(flagsOf).toEqual(before);
    }
    await eventually(() => row(page, 'One: over the saddle').getByText('Starred').count()).toBe(0);
  });

  it('unsubscribes with all articles, and takes that back', async () => {
    await read(page, 'One: over the saddle');
    const before = await flagsOf();
    await treeRow(page, 'Hill walks').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Unsubscribe' }).click();
    await page.getByRole('checkbox', { name: 'Do not ask again' }).click();
    await page.getByRole('button', { name: 'Remove with the feed' }).click();
    await treeRow(page, 'Hill walks').waitFor({ state: 'detached' });
    await eventually(() => titles(page)).toEqual(['Two: at low tide', 'Four: the old pier']);
    await page.getByText('This article went with its feed: Hill walks was unsubscribed.').waitFor();
    await notice(page, 'Unsubscribed from Hill walks').getByRole('button', { name: 'Undo' }).click();
    await treeRow(page, 'Hill walks').waitFor();
    await eventually(() => rows(page).count()).toBe(4);
    await isOpen('One: over the saddle');
    expect(await flagsOf()).toEqual(before);
  });

  it('exports its feeds and imports them again, with a report of what it left out', async () => {
    const file = join(profile.dir, 'feeds.opml');
    await exportTo(file);
    const exported = readFileSync(file, 'utf8');
    expect(exported).toContain(`xmlUrl="${hills.feedUrl}"`);
    writeFileSync(file, exported.replace('</body>', '<outline text="Files" xmlUrl="ftp://127.0.0.1/feed"/></body>'));
    for (const name of ['Hill walks', 'Shore walks']) {
      await treeRow(page, name).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Unsubscribe' }).click();
      await treeRow(page, name).waitFor({ state: 'detached' });
    }

    // The folder went with its last feed: the profile is as empty as at the start.
    await page.getByRole('heading', { name: 'What would you like to read?' }).waitFor();
    await page.getByRole('button', { name: 'Import an OPML file' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file…' }).click();
    await (await chooser).setFiles(file);
    const dialog = page.getByRole('dialog', { name: 'Import feeds' });
    await dialog.getByText('1 line is left out').waitFor();
    await dialog.getByRole('button', { name: 'Import 2 feeds' }).click();
    const report = page.getByRole('dialog', { name: 'Import' });
    await report.getByText('2 feeds added').waitFor();
    await report.getByText('1 line was skipped').waitFor();
    await report
      .getByRole('listitem')
      .filter({ hasText: 'Files' })
      .getByText(/^Line \d+$/)
      .waitFor();
    await report.getByRole('button', { name: 'Done' }).click();
    await treeRow(page, 'Hill walks').waitFor();
    const again = await freshet('export');
    expect(outlines(again.stdout)).toEqual(outlines(exported));

    await press('Control+z');
    // A key pressed once too often takes no feeds away.
    const offer = notice(page, 'The last change: Imported 2 feeds');
    await treeRow(page, 'Hill walks').waitFor();
    await offer.getByRole('button', { name: 'Take back' }).click();
    await notice(page, 'Import of 2 feeds taken back').waitFor();
    await eventually(() => tree(page).getByRole('treeitem', { name: /walks/ }).count()).toBe(0);
  });

  async function exportTo(file: string): Promise<void> {
    if (hostKind === 'electron') return void (await freshet('export', file));
    const download = page.waitForEvent('download');
    await press('Control+,');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await (await download).saveAs(file);
    await press('Escape');
  }
});

function outlines(opml: string): string[] {
  return opml.match(/<outline[^>]*>/g) ?? [];
}
