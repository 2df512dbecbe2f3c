import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hostKind, newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, type SiteArticle, startSite } from './site.ts';
import { article, articleTitle, eventually, notice, read, row, titles, tree, treeRow } from './window.ts';

const picture = '<img src="/river.png" alt="The weir in May" width="640" height="240">';
const articles: readonly SiteArticle[] = [
  { title: 'The weir in May', html: `<p>High water again.</p>${picture}<p>It will fall by June.</p>`, minutesAgo: 10, author: 'Ana Brook' },
  { title: 'A kingfisher, twice', html: '<p>Once upstream, once down.</p>', minutesAgo: 90 },
  { title: 'What the gauge says', html: '<p>Two metres ten.</p>', minutesAgo: 24 * 60 },
  { title: 'Mending the jetty', html: `<p>${'Planks, nails and patience. '.repeat(400)}</p>`, minutesAgo: 3 * 24 * 60 },
];

describe('A first start', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;

  beforeAll(async () => {
    site = await startSite('River notes', articles);
    reader = await startReader({ profileDir: profile.dir });
    window = await reader.openWindow();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('shows one field for an address, the ways in for those who bring feeds and for those who do not, and the settings', async () => {
    const { page } = window;
    await page.getByRole('textbox', { name: 'Address of a site or a feed' }).waitFor();
    expect(await page.getByRole('textbox').count()).toBe(1);
    expect(await page.getByRole('button').allInnerTexts()).toEqual(['Import an OPML file', 'Start with a few good feeds', '']);
    await page.getByRole('button', { name: 'Settings' }).waitFor();
    expect(await tree(page).count()).toBe(0);
    expect(await page.title()).toBe('Freshet');
  });

  it.skipIf(hostKind === 'electron')('shows no panes before there is a feed for them', async () => {
    const fresh = await reader.openWindow({ prepare: watchFirstFrame });
    await fresh.page.getByRole('textbox', { name: 'Address of a site or a feed' }).waitFor();
    expect(await fresh.page.evaluate(() => Reflect.get(globalThis, 'framesSeen'))).toEqual(['bare']);
    await fresh.close();
  });

  it('finds the feed of a page, after asking once about an address on this computer', async () => {
    const { page } = window;
    await page.getByRole('textbox').fill(site.url);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Add a feed' });
    await dialog.getByText(`${new URL(site.url).host} is on this computer`).waitFor();
    expect(site.server.log).toEqual([]);
    await dialog.getByRole('button', { name: 'Yes, read from there' }).click();

    await dialog.getByText('River notes', { exact: true }).waitFor();
    for (const { title } of articles.slice(0, 3)) await dialog.getByText(title, { exact: true }).waitFor();
    expect(await dialog.getByText('Mending the jetty').count()).toBe(0);
    expect((await runCommand(profile.dir, 'feeds', '--json')).stdout.trim()).toBe('[]');
  });

  it('subscribes into a new folder and lists the articles', async () => {
    const { page } = window;
    const dialog = page.getByRole('dialog', { name: 'Add a feed' });
    await dialog.getByRole('combobox', { name: 'Folder' }).selectOption({ label: 'New folder…' });
    await dialog.getByRole('textbox', { name: 'Name of the new folder' }).fill('Rivers');
    await dialog.getByRole('button', { name: 'Subscribe' }).click();
    await row(page, 'The weir in May').waitFor();
    await eventually(() => titles(page)).toEqual(articles.map(({ title }) => title));
    await treeRow(page, 'Rivers').and(page.locator('[aria-expanded=true]')).waitFor();
    expect(await treeRow(page, 'River notes').innerText()).toMatch(/4/);
    await eventually(() => page.title()).toBe('(4) Freshet');
    // What was fetched for the preview is what was stored.
    expect(site.server.requests('/feed.xml').length).toBe(1);
    await page.getByRole('button', { name: 'Choose…' }).click();
    const choices = page.getByRole('dialog', { name: 'What Freshet may do' });
    await choices.getByRole('switch', { name: 'Show pictures' }).and(page.locator('[aria-checked=true]')).waitFor();
    // A browser tab cannot be started at a login.
    expect(await choices.getByRole('switch').count()).toBe(2);
    await choices.getByRole('button', { name: 'Done' }).click();
    await choices.waitFor({ state: 'detached' });
  });

  it('does not ask about this computer again', async () => {
    const { page } = window;
    await page.keyboard.press('+');
    const dialog = page.getByRole('dialog', { name: 'Add a feed' });
    await dialog.getByRole('textbox', { name: 'Address of a site or a feed' }).fill(site.url);
    await page.keyboard.press('Enter');
    await notice(page, 'You are subscribed to River notes already').waitFor();
    await dialog.waitFor({ state: 'detached' });
  });

  it('shows an article with its picture through the reader, and stars it', async () => {
    const { page } = window;
    await read(page, 'The weir in May');
    await article(page).getByText('It will fall by June.').waitFor();
    await article(page).getByText('Ana Brook').waitFor();
    const image = article(page).getByRole('img', { name: 'The weir in May' });
    await eventually(() => image.evaluate(shown => (shown as HTMLImageElement).naturalWidth)).toBe(640);
    expect(new URL(await image.evaluate(shown => (shown as HTMLImageElement).currentSrc)).pathname).toMatch(/^\/picture\//);
    await page.getByRole('button', { name: 'Star', exact: true }).click();
    await treeRow(page, 'Starred').getByText('1').waitFor();
    await eventually(() => page.title()).toBe('(3) Freshet');
  });

  it('tells the command line the same', async () => {
    const { code, stdout } = await runCommand(profile.dir, 'list', '--json');
    expect(code).toBe(0);
    const listed = JSON.parse(stdout) as readonly { title: string; isRead: boolean; isStarred: boolean; feedTitle: string }[];
    expect(listed.map(({ title }) => title)).toEqual(await titles(window.page));
    expect(listed[0]).toMatchObject({ isRead: true, isStarred: true, feedTitle: 'River notes' });
    expect(listed[1]).toMatchObject({ isRead: false, isStarred: false });
  });

  it('is where it was after a restart', async () => {
    let { page } = window;
    await treeRow(page, 'Rivers').click();
    await page.getByRole('button', { name: 'Only unread' }).click();
    await eventually(() => titles(page)).toHaveLength(3);
    await read(page, 'Mending the jetty');
    await article(page)
      .locator(':root')
      .evaluate(root => root.scrollTo(0, 700));
    await page.getByRole('separator', { name: 'Width of the sidebar' }).press('Shift+ArrowRight');
    const before = await placesOf(page);
    expect(before).toMatchObject({ articleTop: 700, sidebar: '284' });
    // The last thing done before the window closes counts too.
    await treeRow(page, 'Rivers').press('ArrowLeft');
    await window.close();
    expect(await reader.stop()).toBe(0);
    expect(window.complaints).toEqual([]);
    reader = await startReader({ profileDir: profile.dir });
    window = await reader.openWindow();
    ({ page } = window);
    await articleTitle(page).filter({ hasText: 'Mending the jetty' }).waitFor();
    await eventually(() => placesOf(page)).toEqual(before);
    expect(await treeRow(page, 'Rivers').getAttribute('aria-expanded')).toBe('false');
    expect(await page.getByRole('button', { name: 'Only unread' }).getAttribute('aria-pressed')).toBe('true');
    // What was read since the list was opened has left it now; nothing was marked by opening it again.
    expect(await page.title()).toBe('(2) Freshet');
  });
});

async function placesOf(page: ReaderWindow['page']) {
  return {
    view: await page.getByRole('heading', { level: 1, name: 'Rivers' }).count(),
    articleTop: await article(page)
      .locator(':root')
      .evaluate(root => root.scrollTop),
    sidebar: await page.getByRole('separator', { name: 'Width of the sidebar' }).getAttribute('aria-valuenow'),
    list: await page.getByRole('separator', { name: 'Width of the list' }).getAttribute('aria-valuenow'),
  };
}

/** In the page: which frames it had before the window took its place. */
function watchFirstFrame(): void {
  const seen: string[] = [];
  Reflect.set(globalThis, 'framesSeen', seen);
  const watch = new MutationObserver(() => {
    const mode = document.getElementById('first-frame')?.dataset['mode'];
    if (mode !== undefined && seen.at(-1) !== mode) seen.push(mode);
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-mode'] });
}
