import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { newProfile, runCommand, startReader } from '../reader.ts';
import { type Site, startSite } from '../site.ts';
import { article, read, row, treeRow } from '../window.ts';
import { openTitle, type SampleFeed, sampleFeeds } from './content.ts';

/** `node build/launch.mjs screens [FOLDER]`: pictures of the real window, light and dark, into docs/screens/. */
const folder = process.argv[2] ?? join(import.meta.dirname, '../../../docs/screens');
const alreadyRead = [
  'Three days along the old towpath',
  'Four islands vote to keep the night boat',
  'Venus at dusk, and what stands next to it this week',
];

const profile = newProfile();
const sites = await Promise.all(sampleFeeds.map(serve));
const reader = await startReader({ profileDir: profile.dir });
try {
  for (const [index, site] of sites.entries()) {
    await must('add', site.url, '--allow-local', '--folder', sampleFeeds[index]?.folder ?? '');
  }
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, close } = await reader.openWindow({ width: 1280, height: 800, colorScheme });
    for (const title of colorScheme === 'light' ? alreadyRead : []) await read(page, title);
    await read(page, openTitle);
    if (colorScheme === 'light') await page.keyboard.press('s');
    await row(page, openTitle).getByText('Starred').waitFor();
    await treeRow(page, 'Starred').getByText('1').waitFor();
    await article(page)
      .getByRole('img')
      .first()
      .evaluate(image => (image as HTMLImageElement).decode());
    await page.evaluate(() => document.fonts.ready);
    await page.mouse.move(900, 790);
    const shot = (name: string) => page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    await shot('window');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('mark');
    await page.getByRole('listbox', { name: 'What fits' }).getByRole('option').first().waitFor();
    await shot('palette');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
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
