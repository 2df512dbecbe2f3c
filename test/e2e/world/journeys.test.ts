import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newProfile, type RunningReader, runCommand, startReader } from '../reader.ts';
import { type Site, startSite } from '../site.ts';
import { articleTitle, eventually, list, notice, row, titles, treeRow } from '../window.ts';
import { tabTo, whereKeysAre } from './where-keys-are.ts';

describe('A reader of 300 feeds', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;

  beforeAll(async () => {
    site = await startSite('River notes', [
      { title: 'The weir in May', html: '<p>High water over the weir.</p>', minutesAgo: 10 },
      { title: 'A kingfisher, twice', html: '<p>Once upstream.</p>', minutesAgo: 90 },
      { title: 'What the gauge says', html: '<p>Two metres ten.</p>', minutesAgo: 120 },
    ]);
    const file = join(profile.dir, 'feeds.opml');
    const feeds = Array.from(
      { length: 300 },
      (_, at) => `<outline text="Stream ${at + 1}" xmlUrl="${site.server.origin}/stream/${at + 1}.xml"/>`,
    );
    writeFileSync(file, `<opml version="2.0"><body>${feeds.join('')}</body></opml>`);
    reader = await startReader({ profileDir: profile.dir });
    const { code, stderr } = await runCommand(profile.dir, 'import', file, '--yes');
    expect(stderr + code).toBe('0');
  });

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('is used by the keyboard alone, which always shows where it is', async () => {
    const { page, complaints, close } = await reader.openWindow();
    await treeRow(page, 'Stream 1').waitFor();
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };

    await press('+');
    await page.getByRole('dialog', { name: 'Add a feed' }).waitFor();
    expect(await whereKeysAre(page)).toBe('seen');
    await page.keyboard.type(site.url);
    await press('Enter');
    await page.getByRole('button', { name: 'Yes, read from there' }).waitFor();
    expect(await whereKeysAre(page)).toBe('seen');
    await press('Enter');
    await page.getByRole('dialog').getByText('The weir in May', { exact: true }).waitFor();
    expect(await whereKeysAre(page)).toBe('seen');
    await tabTo(page, 'Subscribe');
    await press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await row(page, 'The weir in May').waitFor();
    await eventually(() => whereKeysAre(page)).toBe('seen');

    await press('j');
    await articleTitle(page).filter({ hasText: 'The weir in May' }).waitFor();
    await press('s');
    await row(page, 'The weir in May').getByText('Starred').waitFor();
    await eventually(() => whereKeysAre(page)).toBe('seen');
    await press('t');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Water');
    await press('Enter');
    await treeRow(page, 'Water').waitFor();
    expect(await whereKeysAre(page)).toBe('seen');
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await eventually(() => whereKeysAre(page)).toBe('seen');

    await press('/');
    await page.keyboard.type('kingfisher');
    await eventually(() => titles(page)).toEqual(['A kingfisher, twice']);
    expect(await whereKeysAre(page)).toBe('seen');
    await press('Escape', 'Escape');
    await row(page, 'The weir in May').waitFor();
    await eventually(() => whereKeysAre(page)).toBe('seen');

    await press('Control+,');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await settings.getByRole('navigation').waitFor();
    await tabTo(page, 'Reading');
    await press('Enter');
    await settings.getByRole('heading', { name: 'Reading' }).waitFor();
    expect(await whereKeysAre(page)).toBe('seen');
    await press('Escape');
    await settings.waitFor({ state: 'detached' });
    await eventually(() => whereKeysAre(page)).toBe('seen');

    await press('g', 'a');
    await row(page, 'What the gauge says').waitFor();
    await press('j', 'j');
    await articleTitle(page)
      .filter({ hasText: 'What the gauge says' })
      .or(articleTitle(page).filter({ hasText: 'A kingfisher' }))
      .waitFor();
    const before = await titles(page);
    await press('Delete');
    await notice(page, 'Article deleted').waitFor();
    await eventually(async () => (await titles(page)).length).toBe(before.length - 1);
    // Its row is gone; the keys are not.
    await eventually(() => whereKeysAre(page)).toBe('seen');
    await press('Control+z');
    await notice(page, 'The article is back').waitFor();
    await eventually(() => titles(page)).toEqual(before);
    await eventually(() => whereKeysAre(page)).toBe('seen');

    await press('Control+Shift+f');
    await page.keyboard.type('Stream 299');
    await treeRow(page, 'Stream 299').waitFor();
    await eventually(() => whereKeysAre(page)).toBe('seen');
    await press('Escape');
    await press('F6');
    await eventually(() => whereKeysAre(page)).toBe('seen');
    await press('F6');
    await eventually(() => whereKeysAre(page)).toBe('seen');
    expect(complaints).toEqual([]);
    await close();
  });

  it('is read at 200 % zoom: panes fold, nothing is cut off', async () => {
    const { page, close } = await reader.openWindow({ width: 640, height: 400 });
    await row(page, 'The weir in May').click();
    await articleTitle(page).filter({ hasText: 'The weir in May' }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight])).toEqual([640, 400]);
    expect(await page.getByRole('tree').count()).toBe(0);
    for (const button of await page.getByRole('toolbar').getByRole('button').all()) {
      const box = await button.boundingBox();
      expect(box === null || (box.x >= 0 && box.x + box.width <= 640)).toBe(true);
    }
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog').getByRole('combobox', { name: 'Section', exact: true }).waitFor();
    expect(await page.getByRole('dialog').evaluate(dialog => dialog.scrollWidth <= dialog.clientWidth)).toBe(true);
    await page.keyboard.press('Escape');
    await close();
  });

  it('is used by touch in a narrow window', async () => {
    const { page, complaints, close } = await reader.openWindow({ width: 400, height: 800, hasTouch: true });
    await eventually(
      async () => (await page.getByRole('option').count()) + (await page.getByRole('button', { name: 'Back to the list' }).count()),
    ).not.toBe(0);
    const back = page.getByRole('button', { name: 'Back to the list' });
    if (await back.isVisible()) await back.tap();
    await list(page).waitFor();
    await page.getByRole('button', { name: 'Views and feeds' }).tap();
    await treeRow(page, 'River notes').scrollIntoViewIfNeeded();
    await treeRow(page, 'River notes').tap();
    await row(page, 'A kingfisher, twice').tap();
    await articleTitle(page).filter({ hasText: 'A kingfisher, twice' }).waitFor();
    await page.getByRole('button', { name: 'Star', exact: true }).tap();
    await page.getByRole('button', { name: 'Remove the star', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Next article' }).tap();
    await articleTitle(page).filter({ hasText: 'What the gauge says' }).waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).tap();
    await row(page, 'A kingfisher, twice').getByText('Starred').waitFor();
    // A finger needs 44 pixels.
    for (const button of await page.getByRole('button').all()) {
      if (!(await button.isVisible())) continue;
      const box = await button.boundingBox();
      expect(Math.max(box?.width ?? 0, box?.height ?? 0), await button.innerText()).toBeGreaterThanOrEqual(40);
    }
    expect(complaints).toEqual([]);
    await close();
  });
});
