import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faultsIn } from '../helpers/app-suite.ts';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { eventually, notice, row, tree, treeRow } from './window.ts';

describe('The tree of feeds', () => {
  const profile = newProfile();
  let sites: readonly Site[];
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const dialog = (name: string) => page.getByRole('dialog', { name });
  /** Folders and feeds from top to bottom, set in by a dash for each level. */
  const shape = () =>
    tree(page)
      .locator('[data-key^="feed:"], [data-key^="folder:"]')
      .evaluateAll(rows =>
        rows.map(each => `${'-'.repeat(Number(each.getAttribute('aria-level')) - 1)}${each.querySelector('[dir]')?.textContent}`),
      );
  const undo = async () => {
    await press('Control+z');
  };
  const menu = async (of: string, item: string | RegExp) => {
    await treeRow(page, of).click({ button: 'right' });
    await page.getByRole('menuitem', { name: item }).click();
  };

  beforeAll(async () => {
    sites = await Promise.all(
      ['Alder', 'Birch', 'Cedar', 'Dogwood'].map(name =>
        startSite(name, [{ title: `${name} today`, html: '<p>Leaves.</p>', minutesAgo: 5 }]),
      ),
    );
    reader = await startReader({ profileDir: profile.dir });
    window = await reader.openWindow();
    page = window.page;
    for (const [index, site] of sites.entries()) {
      const folder = index === 3 ? ['--folder', 'Shrubs'] : [];
      expect(await runCommand(profile.dir, 'add', site.url, '--allow-local', ...folder)).toMatchObject({ code: 0, stderr: '' });
    }
    await row(page, 'Dogwood today').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await Promise.all(sites.map(site => site.close()));
    profile.remove();
  });

  it('takes a feed that is dragged to another place, with the way back', async () => {
    await treeRow(page, 'Cedar').dragTo(treeRow(page, 'Alder'), { targetPosition: { x: 60, y: 4 } });
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Cedar', 'Alder', 'Birch']);
    await notice(page, 'Cedar moved').getByRole('button', { name: 'Undo' }).click();
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Alder', 'Birch', 'Cedar']);
  });

  it('takes several that are chosen into a folder, and out to the top', async () => {
    await treeRow(page, 'Alder').click();
    await treeRow(page, 'Birch').click({ modifiers: ['Shift'] });
    expect(await tree(page).locator('[aria-selected="true"]').count()).toBe(2);
    await treeRow(page, 'Birch').dragTo(treeRow(page, 'Shrubs'));
    await notice(page, '2 feeds and folders moved to Shrubs').waitFor();
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', '-Alder', '-Birch', 'Cedar']);
    await treeRow(page, 'Alder').dragTo(treeRow(page, 'Cedar'), { targetPosition: { x: 60, y: 25 } });
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', '-Birch', 'Cedar', 'Alder']);
    await undo();
    await undo();
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Alder', 'Birch', 'Cedar']);
  });

  it('lets a drag go without effect by Escape', async () => {
    const box = async (name: string) => (await treeRow(page, name).boundingBox()) ?? { x: 0, y: 0 };
    const from = await box('Cedar');
    const to = await box('Alder');
    await page.mouse.move(from.x + 50, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + 50, to.y + 5, { steps: 5 });
    await eventually(() => tree(page).locator('[data-drop="before"]').count()).toBe(1);
    await press('Escape');
    await page.mouse.up();
    await eventually(() => tree(page).locator('[data-drop]').count()).toBe(0);
    expect(await shape()).toEqual(['Shrubs', '-Dogwood', 'Alder', 'Birch', 'Cedar']);
  });

  it('moves feeds by the keyboard alone, and keeps the keys on the feed', async () => {
    await treeRow(page, 'Alder').focus();
    await press('Alt+ArrowDown');
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Birch', 'Alder', 'Cedar']);
    await eventually(() => page.evaluate(() => document.activeElement?.querySelector('[dir]')?.textContent)).toBe('Alder');
    await press('Alt+ArrowUp');
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Alder', 'Birch', 'Cedar']);
    await press('Shift+ArrowDown', 'Shift+M');
    const question = dialog('Move 2 to which folder?');
    await question.waitFor();
    expect(await faultsIn(page, 'dialog')).toEqual([]);
    await press('ArrowDown', 'Enter');
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', '-Alder', '-Birch', 'Cedar']);
    await undo();
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Alder', 'Birch', 'Cedar']);
  });

  it('drops what a closed folder hides from a choice, and deletes in the sidebar what is chosen there', async () => {
    const chosen = () => tree(page).locator('[aria-selected="true"] [data-name]').allInnerTexts();
    await treeRow(page, 'Dogwood').click();
    await treeRow(page, 'Cedar').click({ modifiers: ['Control'] });
    await eventually(chosen).toEqual(['Dogwood', 'Cedar']);
    await treeRow(page, 'Shrubs').focus();
    await press('ArrowLeft');
    await eventually(shape).toEqual(['Shrubs', 'Alder', 'Birch', 'Cedar']);
    await eventually(chosen).toEqual(['Cedar']);
    await press('ArrowRight');
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Alder', 'Birch', 'Cedar']);
    expect(await chosen()).toEqual(['Cedar']);
    await press('Delete');
    await notice(page, 'Unsubscribed from Cedar').waitFor();
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Alder', 'Birch']);
    await undo();
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Alder', 'Birch', 'Cedar']);
  });

  it('names a feed anew among its properties where its row is hidden', async () => {
    await treeRow(page, 'Dogwood').click();
    await row(page, 'Dogwood today').waitFor();
    await treeRow(page, 'Shrubs').focus();
    await press('ArrowLeft');
    await treeRow(page, 'Dogwood').waitFor({ state: 'detached' });
    await page.getByRole('listbox', { name: 'Articles' }).focus();
    await press('F2');
    await dialog('Feed properties').getByRole('textbox', { name: 'Title' }).waitFor();
    await press('Escape');
    await treeRow(page, 'Shrubs').focus();
    await press('ArrowRight');
    await treeRow(page, 'Dogwood').waitFor();
  });

  it('unsubscribes a folder and a feed that are chosen together by Delete, and Undo brings both back', async () => {
    await treeRow(page, 'Alder').click();
    await treeRow(page, 'Shrubs').click({ modifiers: ['ControlOrMeta'] });
    await press('Delete');
    await notice(page, 'Unsubscribed from 2 feeds').waitFor();
    await eventually(shape).toEqual(['Birch', 'Cedar']);
    await notice(page, 'Unsubscribed from 2 feeds').getByRole('button', { name: 'Undo' }).click();
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Alder', 'Birch', 'Cedar']);
  });

  it('marks all of several that are chosen as read, and takes all of that back at once', async () => {
    await treeRow(page, 'Alder').click();
    await treeRow(page, 'Birch').click({ modifiers: ['Shift'] });
    await treeRow(page, 'Birch').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Mark all as read' }).click();
    await notice(page, 'marked as read in 2 feeds and folders').getByRole('button', { name: 'Undo' }).click();
    await notice(page, 'unread again').waitFor();
    await press('Escape');
  });

  it('renames in place: F2 for a feed, a double click for a folder, and nothing gives the feed’s own name back', async () => {
    await treeRow(page, 'Cedar').focus();
    await press('F2');
    await page.keyboard.type('My cedars');
    await press('Enter');
    await treeRow(page, 'My cedars').waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('treeitem');
    await press('F2', 'Delete', 'Enter');
    await treeRow(page, 'Cedar').waitFor();
    await press('F2');
    await page.keyboard.type('Never');
    await press('Escape');
    await treeRow(page, 'Cedar').waitFor();
    await tree(page).getByText('Shrubs', { exact: true }).dblclick();
    await page.keyboard.type('Bushes');
    await press('Enter');
    await treeRow(page, 'Bushes').waitFor();
    await undo();
    await treeRow(page, 'Shrubs').waitFor();
  });

  it('makes folders, empty or around a feed, in one another', async () => {
    await menu('Birch', 'New folder with this feed…');
    await dialog('New folder').getByLabel('Name').fill('Trees');
    await press('Enter');
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Trees', '-Birch', 'Alder', 'Cedar']);
    await menu('Trees', 'New folder in this one…');
    await dialog('New folder').getByLabel('Name').fill('Empty');
    await press('Enter');
    await notice(page, 'Folder Empty made').waitFor();
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Trees', '-Empty', '-Birch', 'Alder', 'Cedar']);
    await undo();
    await undo();
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Alder', 'Birch', 'Cedar']);
  });

  it('finds a feed by a part of its name, and shows all again by Escape', async () => {
    await treeRow(page, 'Alder').focus();
    await press('Control+Shift+f');
    await page.keyboard.type('DOG');
    await eventually(shape).toEqual(['Shrubs', '-Dogwood']);
    await page.getByRole('status').filter({ hasText: '1 feed found' }).waitFor({ state: 'attached' });
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Dogwood', exact: true }).waitFor();
    await page.getByRole('textbox', { name: 'Find a feed' }).focus();
    await press('Escape');
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Alder', 'Birch', 'Cedar']);
  });

  it('is ordered by title, hides what has nothing unread but the open feed, and its numbers', async () => {
    const look = async (name: string) => {
      await page.getByRole('button', { name: 'Order and look of the sidebar' }).click();
      await page.getByRole('menuitemcheckbox', { name }).click();
      // The keys go back to the button a moment after the menu has gone.
      await eventually(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Order and look of the sidebar');
    };
    await treeRow(page, 'Alder').dragTo(treeRow(page, 'Cedar'), { targetPosition: { x: 60, y: 25 } });
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Birch', 'Cedar', 'Alder']);
    // Said a moment after the rows have moved, it would take the place of what the next key says.
    await notice(page, 'Alder moved').waitFor();
    await look('Order feeds by title');
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Alder', 'Birch', 'Cedar']);
    await treeRow(page, 'Cedar').focus();
    await press('Alt+ArrowUp');
    await notice(page, 'Feeds are not ordered by hand now.').waitFor();
    await look('Order feeds by hand');
    await treeRow(page, 'Cedar').click();
    await menu('Cedar', 'Mark all as read');
    await look('Hide feeds without unread articles');
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Birch', 'Cedar', 'Alder']);
    await treeRow(page, 'Alder').click();
    await eventually(shape).toEqual(['Shrubs', '-Dogwood', 'Birch', 'Alder']);
    await look('Hide feeds without unread articles');
    await look('Show numbers in the sidebar');
    await eventually(() => treeRow(page, 'Birch').innerText()).toBe('Birch');
    await look('Show numbers in the sidebar');
    await eventually(() => treeRow(page, 'Birch').innerText()).toContain('unread');
  });

  it('keeps a feed out of the common views, by its menu', async () => {
    await treeRow(page, 'All articles').click();
    await row(page, 'Birch today').waitFor();
    await treeRow(page, 'Birch').click({ button: 'right' });
    await page.getByRole('menuitemcheckbox', { name: 'Keep out of Today, Unread and All' }).click();
    await row(page, 'Birch today').waitFor({ state: 'detached' });
    await treeRow(page, 'Birch').click();
    await row(page, 'Birch today').waitFor();
    expect(await treeRow(page, 'Birch').getAttribute('aria-description')).toContain('Kept out of Today, Unread and All.');
    expect(await faultsIn(page, 'nav')).toEqual([]);
  });
});
