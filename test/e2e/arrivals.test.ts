import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hostKind, newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { eventually, notice, read, row, rows, titles, treeRow } from './window.ts';

interface Listed {
  readonly title: string;
  readonly isRead: boolean;
  readonly isStarred: boolean;
}

/** Notes what the window notifies of; the user is looking elsewhere. */
function lookElsewhere(): void {
  const shown: string[] = [];
  Reflect.set(globalThis, 'shownNotifications', shown);
  document.hasFocus = () => false;
  const Native = Notification;
  class Noted extends Native {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      shown.push(`${title} | ${options?.body ?? ''}`);
    }
  }
  Reflect.set(globalThis, 'Notification', Noted);
}

describe('An entry that the timer finds', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;

  const open = () => reader.openWindow({ permissions: ['notifications'], prepare: lookElsewhere });
  const publish = (title: string) => {
    site.articles = [{ title, html: `<p>About ${title}.</p>`, minutesAgo: 0 }, ...site.articles];
  };
  const listed = async () => JSON.parse((await runCommand(profile.dir, 'list', '--json')).stdout) as readonly Listed[];
  const notifications = (): Promise<string[]> => window.page.evaluate(() => Reflect.get(globalThis, 'shownNotifications') as string[]);

  beforeAll(async () => {
    site = await startSite('River notes', [
      { title: 'First light', html: '<p>Mist on the water.</p>', minutesAgo: 60 },
      { title: 'Second thoughts', html: '<p>Rain by noon.</p>', minutesAgo: 120 },
      { title: 'Third crossing', html: '<p>By the old ford.</p>', minutesAgo: 180 },
    ]);
    reader = await startReader({ profileDir: profile.dir, intervalMs: 300 });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    window = await open();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('reaches the open window while nobody clicks', async () => {
    const { page } = window;
    await eventually(() => titles(page)).toEqual(['First light', 'Second thoughts', 'Third crossing']);
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog').getByRole('button', { name: 'Notifications' }).click();
    await page.getByRole('switch', { name: 'Notify of new articles' }).click();
    await page.keyboard.press('Escape');
    await eventually(() => page.title()).toBe('(3) Freshet');

    publish('Fourth of its kind');
    await page.getByRole('button', { name: '1 new article' }).waitFor();
    await treeRow(page, 'River notes').getByText('4').waitFor();
    await treeRow(page, 'Unread').getByText('4').waitFor();
    await eventually(() => page.title()).toBe('(4) Freshet');
    expect(await titles(page)).toEqual(['First light', 'Second thoughts', 'Third crossing']);
    if (hostKind === 'web') await eventually(notifications).toEqual(['Fourth of its kind | River notes']);

    await page.getByRole('button', { name: '1 new article' }).click();
    await eventually(() => titles(page)).toEqual(['Fourth of its kind', 'First light', 'Second thoughts', 'Third crossing']);
    await read(page, 'Fourth of its kind');
    // The timer went on meanwhile: the same entry is not told of again.
    await site.server.waitForRequests('/feed.xml', site.server.requests('/feed.xml').length + 2);
    if (hostKind === 'web') expect(await notifications()).toHaveLength(1);
  });

  it('stays unread when it comes between the key that marks all as read and its commit, and undo restores the rest exactly', async () => {
    const { page } = window;
    await row(page, 'Second thoughts').click();
    await page.keyboard.press('s');
    await treeRow(page, 'Starred').getByText('1').waitFor();
    const before = await listed();
    expect(before.map(({ isRead }) => isRead)).toEqual([true, false, true, false]);

    const release = await holdCall(page, 'entries.markAllRead');
    if (hostKind === 'web') await page.keyboard.press('Shift+A');
    publish('Fifth wheel');
    await page.getByRole('button', { name: '1 new article' }).waitFor();
    if (hostKind === 'electron') await page.keyboard.press('Shift+A');
    release();
    await notice(page, '2 marked as read in All articles').waitFor();
    expect((await listed()).filter(({ isRead }) => !isRead).map(({ title }) => title)).toEqual(['Fifth wheel']);
    await eventually(() => page.title()).toBe('(1) Freshet');

    await page.keyboard.press('Control+z');
    await notice(page, '2 unread again').waitFor();
    expect((await listed()).slice(1)).toEqual(before);
    await eventually(() => page.title()).toBe('(3) Freshet');
  });

  it('is there on reopening when it came with no window open', async () => {
    await window.close();
    expect(window.complaints).toEqual([]);
    publish('Sixth sense');
    await site.server.waitForRequests('/feed.xml', site.server.requests('/feed.xml').length + 2);
    window = await open();
    await row(window.page, 'Sixth sense').waitFor();
    expect(await titles(window.page)).toContain('Fifth wheel');
    await eventually(() => window.page.title()).toBe('(4) Freshet');
  });

  it('keeps two tabs in step', async () => {
    const other = await open();
    await rows(other.page).first().waitFor();
    expect(await titles(other.page)).toEqual(await titles(window.page));
    await read(other.page, 'Sixth sense');
    await other.page.keyboard.press('s');
    await row(window.page, 'Sixth sense').getByText('Starred').waitFor();
    await row(window.page, 'Sixth sense').getByText('Unread').waitFor({ state: 'detached' });
    await eventually(() => window.page.title()).toBe('(3) Freshet');
    publish('Seventh wave');
    await other.page.getByRole('button', { name: '1 new article' }).waitFor();
    await window.page.getByRole('button', { name: '1 new article' }).waitFor();
    expect(other.complaints).toEqual([]);
    await other.close();
  });
});

/** Keeps one kind of call from reaching the reader until the returned function is called. In Electron nothing is held. */
async function holdCall(page: ReaderWindow['page'], method: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route('**/call', async route => {
    if (route.request().postData()?.includes(`"${method}"`) === true) await promise;
    await route.continue();
  });
  return resolve;
}
