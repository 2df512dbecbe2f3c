import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { newProfile, runCommand, startReader } from '../reader.ts';
import { type Site, startSite } from '../site.ts';
import { article, read, row, tree, treeRow } from '../window.ts';
import { openTitle, type SampleFeed, sampleFeeds } from './content.ts';

/** `node build/launch.mjs screens [FOLDER]`: pictures of the real window, light and dark, into docs/screens/. */
const folder = process.argv[2] ?? join(import.meta.dirname, '../../../docs/screens');
const alreadyRead = [
  'Three days along the old towpath',
  'Four islands vote to keep the night boat',
  'Venus at dusk, and what stands next to it this week',
];

const themes = ['light', 'dark'] as const;

const profile = newProfile();
const sites = await Promise.all(sampleFeeds.map(serve));
const reader = await startReader({ profileDir: profile.dir });
try {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of themes) {
    const { page, close } = await reader.openWindow({ width: 1280, height: 800, colorScheme });
    await page.getByRole('textbox', { name: 'Address of a site or a feed' }).waitFor();
    await shoot(page, `first-run-${colorScheme}`);
    await close();
  }
  for (const [index, site] of sites.entries()) {
    await must('add', site.url, '--allow-local', '--folder', sampleFeeds[index]?.folder ?? '');
  }
  for (const colorScheme of themes) {
    const { page, close } = await reader.openWindow({ width: 1280, height: 800, colorScheme });
    const shot = (name: string) => shoot(page, `${name}-${colorScheme}`);
    for (const title of colorScheme === 'light' ? alreadyRead : []) await read(page, title);
    await read(page, openTitle);
    // By mouse: after a key the window shows where the keys are.
    if (colorScheme === 'light') await page.getByRole('button', { name: 'Star', exact: true }).click();
    await row(page, openTitle).getByText('Starred').waitFor();
    await treeRow(page, 'Starred').getByText('1').waitFor();
    await article(page)
      .getByRole('img')
      .first()
      .evaluate(image => (image as HTMLImageElement).decode());
    // Back to the list, whose keys it then has.
    await read(page, openTitle);
    await shot('window');
    await page.setViewportSize({ width: 900, height: 640 });
    await tree(page).waitFor({ state: 'detached' });
    await shot('two-panes');
    await page.setViewportSize({ width: 1280, height: 800 });
    await tree(page).waitFor();
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog').getByRole('button', { name: 'Appearance' }).click();
    await page.getByRole('dialog').getByRole('heading', { name: 'Appearance', level: 3 }).waitFor();
    await shot('settings');
    await closeDialog(page);
    await treeRow(page, 'Ridge and River').click();
    await page.keyboard.press('e');
    await page.getByRole('dialog').getByRole('heading', { level: 3 }).first().waitFor();
    await shot('feed');
    await closeDialog(page);
    await treeRow(page, 'All articles').click();
    await read(page, openTitle);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('mark');
    await page.getByRole('listbox', { name: 'What fits' }).getByRole('option').first().waitFor();
    await shot('palette');
    await closeDialog(page);
    await page.keyboard.press('/');
    await page.keyboard.type('first');
    await row(page, 'Why the third bowl is the good one').locator('mark').first().waitFor();
    await row(page, 'Four islands vote to keep the night boat').waitFor({ state: 'detached' });
    await shot('search');
    await page.keyboard.press('Escape');
    await read(page, openTitle);
    await page.setViewportSize({ width: 400, height: 800 });
    await article(page).getByRole('heading', { level: 1 }).waitFor();
    await shot('narrow');
    await close();
  }
} finally {
  await reader.stop();
  await Promise.all(sites.map(site => site.close()));
  profile.remove();
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(900, 790);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function serve(feed: SampleFeed): Promise<Site> {
  const site = await startSite(feed.title, feed.articles);
  site.server.on('/icon.png', { type: 'image/png', body: feed.icon });
  for (const [path, body] of Object.entries(feed.pictures)) site.server.on(path, { type: 'image/png', body });
  return site;
}

async function must(...args: string[]): Promise<void> {
  const { code, stderr } = await runCommand(profile.dir, ...args);
  if (code !== 0) throw new Error(stderr);
}
