import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freshAddress, hostKind, newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { article, articleTitle, eventually, notice, read, row, rows, titles, treeRow } from './window.ts';

const feedType = 'application/rss+xml';

describe('A reader whose surroundings fail', () => {
  const profile = newProfile();
  let hills: Site;
  let shores: Site;
  let reader: RunningReader;
  let window: ReaderWindow;

  const freshet = (...args: string[]) => runCommand(profile.dir, ...args);
  const workerPid = async () => (JSON.parse((await freshet('status', '--json')).stdout) as { pid: number }).pid;
  const note = () => window.page.getByRole('group', { name: 'This feed cannot be read at the moment' });
  const tryByHand = () => freshet('refresh', '--force');

  beforeAll(async () => {
    hills = await startSite('Hill walks', [
      { title: 'Over the saddle', html: '<p>Wind from the west.</p>', minutesAgo: 30 },
      { title: 'Under the crag', html: '<p>Out of the wind at last.</p>', minutesAgo: 50 },
    ]);
    shores = await startSite('Shore walks', [{ title: 'At low tide', html: '<p>Two miles of sand.</p>', minutesAgo: 40 }]);
    reader = await startReader({ profileDir: profile.dir });
    for (const site of [hills, shores]) expect(await freshet('add', site.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    window = await reader.openWindow();
    await row(window.page, 'Over the saddle').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await Promise.all([hills.close(), shores.close()]);
    profile.remove();
  });

  it('marks a failing feed, says what happened and when, and keeps its articles readable', async () => {
    const { page } = window;
    hills.server.on('/feed.xml', { status: 410 });
    expect((await tryByHand()).stdout).toContain('1 failed');
    const failing = treeRow(page, 'Hill walks');
    await eventually(() => failing.getAttribute('aria-description')).toContain('410');
    expect(await treeRow(page, 'Shore walks').getAttribute('aria-description')).toBeNull();
    await failing.click();
    await note().getByText('(410)').waitFor();
    await note()
      .getByText(/Since \d\d:\d\d today\./)
      .waitFor();
    expect(await titles(page)).toEqual(['Over the saddle', 'Under the crag']);
    await read(page, 'Under the crag');
    await article(page).getByText('Out of the wind at last.').waitFor();
  });

  it('does not ask a feed again that was asked just now, and says so', async () => {
    const { page } = window;
    const asked = hills.server.requests('/feed.xml').length;
    await note().getByRole('button', { name: 'Try again' }).click();
    await notice(page, /Checked less than a minute ago/).waitFor();
    expect(hills.server.requests('/feed.xml').length).toBe(asked);
  });

  it('tries again when asked to, and recovers', async () => {
    await window.close();
    await reader.stop();
    makeOlder(profile.dir, 10 * 60_000);
    reader = await startReader({ profileDir: profile.dir });
    window = await reader.openWindow();
    const { page } = window;
    await note().getByText('(410)').waitFor();

    hills.server.on('/feed.xml', { type: feedType, body: 'gone for good', status: 404 });
    await note().getByRole('button', { name: 'Try again' }).click();
    await note().getByText('(404)').waitFor();
    await note().getByText('2 tries.').waitFor();

    hills.answer();
    expect((await tryByHand()).code).toBe(0);
    await note().waitFor({ state: 'detached' });
    await eventually(() => treeRow(page, 'Hill walks').getAttribute('aria-description')).toBeNull();
  });

  it('loses nothing when no server can be reached', async () => {
    const { page } = window;
    await Promise.all([hills.server.close(), shores.server.close()]);
    expect((await tryByHand()).stdout).toContain('2 failed');
    await treeRow(page, 'All articles').click();
    for (const name of ['Hill walks', 'Shore walks']) {
      await eventually(() => treeRow(page, name).getAttribute('aria-description')).toContain('takes no connections');
    }
    await eventually(() => titles(page)).toEqual(['Over the saddle', 'At low tide', 'Under the crag']);
    await read(page, 'At low tide');
    await article(page).getByText('Two miles of sand.').waitFor();
    const listed = JSON.parse((await freshet('list', '--json')).stdout) as readonly { title: string }[];
    expect(listed.map(({ title }) => title)).toEqual(await titles(page));
  });

  it('goes on with a short notice when the worker is killed while one reads', async () => {
    const { page } = window;
    await read(page, 'Over the saddle');
    const killed = await workerPid();
    process.kill(killed, 'SIGKILL');
    // A click into the gap is not lost.
    await page.keyboard.press('s');
    await notice(page, 'The background worker stopped unexpectedly').waitFor();
    await row(page, 'Over the saddle').getByText('Starred').waitFor();
    await treeRow(page, 'Starred').getByText('1').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await article(page).getByText('Wind from the west.').waitFor();
    await page.keyboard.press('j');
    await articleTitle(page).filter({ hasText: 'At low tide' }).waitFor();
    expect(await rows(page).count()).toBe(3);

    expect(await workerPid()).not.toBe(killed);
    const [starred] = JSON.parse((await freshet('list', '--json')).stdout) as readonly { title: string; isStarred: boolean }[];
    expect(starred).toMatchObject({ title: 'Over the saddle', isStarred: true });
  });

  it.runIf(hostKind === 'web')('says what to do at an address that was used already', async () => {
    const address = await freshAddress(profile.dir);
    const openIn = async (context: BrowserContext) => {
      const page = await context.newPage();
      await page.goto(address);
      return page;
    };
    const browser = window.page.context().browser();
    if (browser === null) throw new Error('no browser');
    const [first, second] = await Promise.all([browser.newContext(), browser.newContext()]);
    const good = await openIn(first);
    await row(good, 'Over the saddle').waitFor();
    // A reload needs no new address, and the token does not stay in sight.
    expect(new URL(good.url()).hash).toBe('');
    await good.reload();
    await row(good, 'Over the saddle').waitFor();
    const stale = await openIn(second);
    await stale.getByRole('heading', { name: 'This address does not open Freshet any more' }).waitFor();
    await stale.getByText('npm start', { exact: true }).waitFor();
    expect(await rows(stale).count()).toBe(0);
    await Promise.all([first.close(), second.close()]);
  });

  it.runIf(hostKind === 'web')('says so in a tab whose host has ended, and keeps the article in sight', async () => {
    const { page } = window;
    const exited = once(reader.process, 'exit');
    reader.process.kill('SIGINT');
    await exited;
    await page.getByRole('alert').filter({ hasText: 'Freshet does not answer' }).waitFor();
    await article(page).getByText('Two miles of sand.').waitFor();
    // That its connections are refused is noted by the browser, whatever the page does.
    expect(window.complaints.filter(complaint => !complaint.includes('net::ERR_'))).toEqual([]);
    window = { ...window, complaints: [] };
  });
});

/** As if some time had passed since everything in the profile happened. */
function makeOlder(profileDir: string, ms: number): void {
  const database = new DatabaseSync(join(profileDir, 'freshet.db'));
  database.prepare('UPDATE feed SET checked_at = checked_at - ?').run(ms);
  database.close();
}
