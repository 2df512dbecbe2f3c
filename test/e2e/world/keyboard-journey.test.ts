import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newProfile, type ReaderWindow, type RunningReader, startReader } from '../reader.ts';
import { type Site, startSite } from '../site.ts';
import { article, articleTitle, eventually, list, notice, row, treeRow } from '../window.ts';
import { tabTo, whereKeysAre } from './where-keys-are.ts';

const feedCount = 300;
const moved = 'Stream 300';
const sentence = 'The heron stands where the mill race meets the river, and waits for what the water brings. ';
const fullPage = `<html lang="en"><head><title>Reach 10</title></head><body><article><h1>Reach 10</h1><p>${sentence.repeat(6)}</p><p>${sentence.repeat(6)}</p></article></body></html>`;

/** One reader's morning, in the order in which the tests stand. */
describe('Three hundred feeds, by the keyboard alone', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;

  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await window.page.keyboard.press(key);
  };
  const dialog = () => window.page.getByRole('dialog');
  const unread = (count: number) =>
    treeRow(window.page, 'Unread')
      .getByText(new RegExp(`^${count} `, 'u'))
      .waitFor();
  const reads = (number: number) =>
    articleTitle(window.page)
      .filter({ hasText: new RegExp(`^Reach ${number}$`, 'u') })
      .waitFor();
  const keysAreSeen = () => eventually(() => whereKeysAre(window.page)).toBe('seen');

  beforeAll(async () => {
    site = await startSite('Streams', []);
    for (let at = 1; at <= feedCount; at += 1) {
      site.server.on(`/stream/${at}.xml`, { type: 'application/rss+xml', body: stream(site.server.origin, at) });
    }
    // The last of them has moved, and its page knows where to.
    site.server.on('/stream/300.xml', { status: 404 });
    site.server.on('/moved/300.xml', { type: 'application/rss+xml', body: stream(site.server.origin, 300) });
    site.server.on('/', {
      type: 'text/html; charset=utf-8',
      body: '<!doctype html><title>Stream 300</title><link rel="alternate" type="application/rss+xml" href="/moved/300.xml"><h1>Stream 300</h1>',
    });
    site.server.on('/reach/10', { type: 'text/html; charset=utf-8', body: fullPage });
    reader = await startReader({ profileDir: profile.dir });
    window = await reader.openWindow();
  });

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('are imported from a list, after the first was added by its address', async () => {
    const { page } = window;
    await page.getByRole('textbox', { name: 'Address of a site or a feed' }).waitFor();
    await tabTo(page, 'Address of a site or a feed');
    await page.keyboard.type(`${site.server.origin}/stream/1.xml`);
    await press('Enter');
    await page.getByRole('button', { name: 'Yes, read from there' }).waitFor();
    await press('Enter');
    await dialog().getByText('Reach 1', { exact: true }).waitFor();
    await tabTo(page, 'Subscribe');
    await press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await row(page, 'Reach 1').waitFor();
    await notice(page, 'May Freshet notify you').waitFor();
    await keysAreSeen();

    await press('Control+k');
    await page.keyboard.type('import');
    await page.getByRole('option', { selected: true }).filter({ hasText: 'Import' }).waitFor();
    await press('Enter');
    const chooser = page.waitForEvent('filechooser');
    await dialog().getByRole('button', { name: 'Choose a file…' }).waitFor();
    await tabTo(page, 'Choose a file…');
    await press('Enter');
    await (await chooser).setFiles({ name: 'streams.opml', mimeType: 'text/x-opml', buffer: Buffer.from(opml(site.server.origin)) });
    await dialog().getByText('300 feeds').first().waitFor();
    await keysAreSeen();
    await tabTo(page, 'Import 299 feeds');
    await press('Enter');
    await dialog().getByText('299 feeds added').waitFor();
    await keysAreSeen();
    await press('Escape');
    await dialog().waitFor({ state: 'detached' });
    // All of them live on one server, which would be asked little by little.
    await press('Shift+R');
    await unread(299);
    await keysAreSeen();
  });

  it('are gone through: two hundred articles, one starred, one kept for later', async () => {
    const { page } = window;
    await press('g', 'u');
    for (let number = 1; number <= 100; number += 1) {
      await press('Space');
      await reads(number);
      if (number === 7) {
        await press('s');
        await treeRow(page, 'Starred').getByText('1').waitFor();
      }
    }
    for (let number = 101; number <= 160; number += 1) {
      await press('j');
      await reads(number);
      if (number === 120) {
        await press('l');
        await treeRow(page, 'Read later').getByText('1').waitFor();
      }
    }
    await unread(139);
    await keysAreSeen();
    // The next forty by their titles alone.
    await press('n', 'x');
    for (let more = 1; more < 40; more += 1) await press('Shift+ArrowDown');
    await page.getByRole('toolbar', { name: 'Chosen articles' }).getByText('40 articles').waitFor();
    await keysAreSeen();
    await press('m');
    await unread(99);
    await keysAreSeen();
    // And back, for all of it can be.
    await press('Control+z');
    await unread(139);
    await press('Control+Shift+z');
    await unread(99);
    await press('Escape');
    await keysAreSeen();
  });

  it('have one article whole, that its feed only begins', async () => {
    const { page } = window;
    await press('/');
    await page.keyboard.type('title:"Reach 10"');
    await press('Enter');
    await row(page, 'Reach 10').and(page.locator('[aria-selected=true]')).waitFor();
    await keysAreSeen();
    await press('Enter');
    await reads(10);
    await article(page).getByText('Only a beginning of reach 10.').waitFor();
    await press('d');
    await article(page).getByText('The heron stands').first().waitFor();
    await keysAreSeen();
    await press('Escape', 'Escape');
    await list(page).waitFor();
    await keysAreSeen();
  });

  it('have one that failed repaired', async () => {
    const { page } = window;
    await press('g', 'f');
    await dialog().getByText(moved, { exact: true }).waitFor();
    await keysAreSeen();
    await tabTo(page, 'Repair');
    await press('Enter');
    await dialog().getByRole('button', { name: 'Look for a new address' }).waitFor();
    await keysAreSeen();
    await tabTo(page, 'Look for a new address');
    await press('Enter');
    await dialog().getByText('It has the same title').waitFor();
    await keysAreSeen();
    await tabTo(page, 'Use this address');
    await press('Enter');
    await notice(page, 'The feed is read from its new address').waitFor();
    await keysAreSeen();
    await press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await unread(100);
    await keysAreSeen();
  });

  it('are found as they were left, after a restart', async () => {
    expect(window.complaints).toEqual([]);
    await window.close();
    expect(await reader.stop()).toBe(0);
    reader = await startReader({ profileDir: profile.dir });
    window = await reader.openWindow();
    const { page } = window;
    await treeRow(page, 'Unread').and(page.locator('[aria-selected=true]')).waitFor();
    await unread(100);
    await treeRow(page, 'Starred').getByText('1').waitFor();
    await treeRow(page, 'Read later').getByText('1').waitFor();
    expect(await page.getByText('1 feed has trouble').count()).toBe(0);
    await press('g', 's');
    await row(page, 'Reach 7').waitFor();
    await press('g', 'l');
    await row(page, 'Reach 120').waitFor();
    await press('Control+k');
    await page.keyboard.type(moved);
    await page.getByRole('option', { selected: true }).filter({ hasText: moved }).waitFor();
    await press('Enter');
    await row(page, 'Reach 300').waitFor();
    await press('j');
    await reads(300);
    await unread(99);
    await press('g', 'a');
    await row(page, 'Reach 1').waitFor();
    await press('/');
    await page.keyboard.type('title:"Reach 10"');
    await press('Enter');
    await row(page, 'Reach 10').and(page.locator('[aria-selected=true]')).waitFor();
    await press('Enter');
    await reads(10);
    // The full text was kept with the article.
    await article(page).getByText('The heron stands').first().waitFor();
    expect(site.server.requests('/reach/10')).toHaveLength(1);
    await keysAreSeen();
    expect(window.complaints).toEqual([]);
  });
});

/** A feed of one article, which its site gives whole on a page only. */
function stream(origin: string, at: number): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Stream ${at}</title><link>${origin}/</link><description>Water</description>
<item><title>Reach ${at}</title><link>${origin}/reach/${at}</link><guid isPermaLink="false">reach-${at}</guid>
<pubDate>${new Date(Date.now() - at * 60_000).toUTCString()}</pubDate><description>Only a beginning of reach ${at}.</description></item></channel></rss>`;
}

function opml(origin: string): string {
  const feeds = Array.from(
    { length: feedCount },
    (_, index) => `<outline type="rss" text="Stream ${index + 1}" xmlUrl="${origin}/stream/${index + 1}.xml" htmlUrl="${origin}/"/>`,
  );
  return `<opml version="2.0"><head><title>Streams</title></head><body><outline text="Upper">${feeds.slice(0, 150).join('')}</outline><outline text="Lower">${feeds.slice(150).join('')}</outline></body></opml>`;
}
