import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { eventually, notice, read, row, titles, treeRow } from './window.ts';

describe('A feed that has moved', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;

  const refresh = () => runCommand(profile.dir, 'refresh', '--force');
  const note = () => window.page.getByRole('group', { name: 'This feed cannot be read at the moment' });

  async function address(): Promise<string | undefined> {
    const feeds = JSON.parse((await runCommand(profile.dir, 'feeds', '--json')).stdout) as readonly { readonly feedUrl: string }[];
    return feeds[0]?.feedUrl;
  }

  beforeAll(async () => {
    site = await startSite('Hill walks', [
      { title: 'Over the saddle', html: '<p>Wind from the west.</p>', minutesAgo: 30 },
      { title: 'Under the crag', html: '<p>Out of the wind at last.</p>', minutesAgo: 50 },
    ]);
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    window = await reader.openWindow();
    await treeRow(window.page, 'Hill walks').click();
    await read(window.page, 'Under the crag');
    await window.page.keyboard.press('s');
    await treeRow(window.page, 'Starred').getByText('1').waitFor();
  });

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('is found by its site, goes on at the new address with its articles and stars, and back again by undo', async () => {
    const { page } = window;
    site.moveFeed('/new.xml');
    expect((await refresh()).stdout).toContain('1 failed');
    await note().getByText('This feed has moved or gone').waitFor();
    expect(site.server.requests('/new.xml')).toHaveLength(0);
    await note().getByRole('button', { name: 'Look for a new address' }).click();
    await note().getByText('It carries the same articles.').waitFor();
    expect(await address()).toBe(site.feedUrl);

    await note()
      .getByRole('button', { name: /^Use this address/ })
      .click();
    await notice(page, 'The feed is read from its new address').waitFor();
    await note().waitFor({ state: 'detached' });
    expect(await address()).toBe(`${site.server.origin}/new.xml`);
    // What the search has read is what was stored.
    expect(site.server.requests('/new.xml')).toHaveLength(1);
    await eventually(() => titles(page)).toEqual(['Over the saddle', 'Under the crag']);
    await row(page, 'Under the crag').getByText('Starred').waitFor();
    expect(await treeRow(page, 'Hill walks').getAttribute('aria-description')).toBeNull();

    await notice(page, 'The feed is read from its new address').getByRole('button', { name: 'Undo' }).click();
    await notice(page, 'Back at the address before').waitFor();
    await note().getByText('This feed has moved or gone').waitFor();
    expect(await address()).toBe(site.feedUrl);
    expect(await titles(page)).toEqual(['Over the saddle', 'Under the crag']);
    await row(page, 'Under the crag').getByText('Starred').waitFor();
    await treeRow(page, 'Starred').getByText('1').waitFor();
    expect(window.complaints).toEqual([]);
  });
});
