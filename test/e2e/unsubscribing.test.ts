import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faultsIn } from '../helpers/app-suite.ts';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { article, articleTitle, eventually, notice, read, row, titles, treeRow } from './window.ts';

const walks = ['Over the saddle', 'Under the crag', 'Along the beck', 'Round the tarn'];

describe('A feed that is unsubscribed', () => {
  const profile = newProfile();
  let hills: Site;
  let shores: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const freshet = (...args: string[]) => runCommand(profile.dir, ...args);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  const dialog = (name: string) => page.getByRole('dialog', { name });
  const choose = async (of: string, item: string) => {
    await treeRow(page, of).click({ button: 'right' });
    await page.getByRole('menuitem', { name: item }).click();
  };

  async function start(): Promise<void> {
    reader = await startReader({ profileDir: profile.dir });
    window = await reader.openWindow();
    page = window.page;
  }

  beforeAll(async () => {
    hills = await startSite(
      'Hill walks',
      walks.map((title, index) => ({ title, html: '<p>Wind from the west.</p>', minutesAgo: 10 * (index + 1) })),
    );
    shores = await startSite('Shore walks', [{ title: 'The old pier', html: '<p>Half of it is gone.</p>', minutesAgo: 5 }]);
    await start();
    expect(await freshet('add', hills.url, '--allow-local', '--folder', 'Walks')).toMatchObject({ code: 0, stderr: '' });
    expect(await freshet('add', shores.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    await row(page, 'Round the tarn').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await Promise.all([hills.close(), shores.close()]);
    profile.remove();
  });

  it('keeps its starred articles, where the user says so', async () => {
    for (const title of ['Over the saddle', 'Under the crag']) {
      await read(page, title);
      await press('s');
      await row(page, title).getByText('Starred').waitFor();
    }
    await choose('Hill walks', 'Unsubscribe');
    const question = dialog('Unsubscribe from Hill walks');
    await question.getByText('Keep the 2 starred, read-later and labelled articles?').waitFor();
    expect(await faultsIn(page, 'dialog')).toEqual([]);
    await press('Escape');
    await question.waitFor({ state: 'detached' });
    await treeRow(page, 'Hill walks').waitFor();

    await choose('Hill walks', 'Unsubscribe');
    await question.getByRole('button', { name: 'Keep', exact: true }).click();
    await notice(page, 'Unsubscribed from Hill walks. 2 articles are kept').waitFor();
    await treeRow(page, 'Hill walks').waitFor({ state: 'detached' });
    await eventually(() => titles(page)).toEqual(['The old pier', 'Over the saddle', 'Under the crag']);
    await articleTitle(page).filter({ hasText: 'Under the crag' }).waitFor();
    await article(page).getByText('Unsubscribed', { exact: true }).waitFor();
  });

  it('has them under Starred after a restart, and asks its server for nothing', async () => {
    await reader.stop();
    const asked = hills.server.log.length;
    await start();
    await treeRow(page, 'All articles').waitFor();
    await press('g', 's');
    await heading('Starred').waitFor();
    await eventually(() => titles(page)).toEqual(['Over the saddle', 'Under the crag']);
    await row(page, 'Over the saddle').getByText('Hill walks').waitFor();
    await treeRow(page, 'Starred').getByText('2').waitFor();
    await read(page, 'Over the saddle');
    await article(page).getByText('Unsubscribed', { exact: true }).waitFor();
    expect(await freshet('refresh', '--force')).toMatchObject({ code: 0 });
    expect(hills.server.log.slice(asked).filter(({ path }) => path === '/feed.xml')).toEqual([]);
  });

  it('comes back from the history with all articles, in its folder, by the keys alone', async () => {
    await press('g', 'h');
    const history = dialog('History');
    const line = history.getByRole('listitem').filter({ hasText: 'Unsubscribed from 1 feed' });
    await line.waitFor();
    await press('Tab', 'Tab', 'Enter');
    await line.getByText('Taken back').waitFor();
    await press('Escape', 'g', 'a');
    await treeRow(page, 'Walks').waitFor();
    await treeRow(page, 'Hill walks').waitFor();
    await eventually(() => titles(page).then(all => all.toSorted())).toEqual([...walks, 'The old pier'].toSorted());
  });

  it('comes back by subscribing again, with states and nothing twice', async () => {
    await choose('Hill walks', 'Unsubscribe');
    const question = dialog('Unsubscribe from Hill walks');
    await question.waitFor();
    // By the keys: the box, and past two buttons to the third.
    await question.getByRole('checkbox').focus();
    await press('Space', 'Tab', 'Tab', 'Tab', 'Enter');
    await notice(page, '2 articles are kept').waitFor();
    expect(await freshet('add', hills.url, '--allow-local')).toMatchObject({ code: 0 });
    await treeRow(page, 'Hill walks').waitFor();
    await treeRow(page, 'Hill walks').click();
    await heading('Hill walks').waitFor();
    await eventually(() => titles(page)).toEqual(walks);
    expect(await row(page, 'Under the crag').getByText('Starred').count()).toBe(1);
    await read(page, 'Over the saddle');
    expect(await article(page).getByText('Unsubscribed', { exact: true }).count()).toBe(0);

    // It was said once and for all.
    await choose('Hill walks', 'Unsubscribe');
    // The notice of the time before says the same.
    await treeRow(page, 'Hill walks').waitFor({ state: 'detached' });
    await press('Control+z');
    await treeRow(page, 'Hill walks').waitFor();
  });

  it('may go with its folder, or the folder without it', async () => {
    await choose('Hill walks', 'Unsubscribe');
    await treeRow(page, 'Hill walks').waitFor({ state: 'detached' });
    expect(await freshet('add', hills.url, '--allow-local', '--folder', 'Walks')).toMatchObject({ code: 0 });
    await treeRow(page, 'Walks').waitFor();
    await choose('Walks', 'Delete folder…');
    const question = dialog('Delete the folder “Walks”');
    await question.getByText('What becomes of the 1 feed in it?').waitFor();
    expect(await faultsIn(page, 'dialog')).toEqual([]);
    await question.getByRole('button', { name: 'Move it up' }).click();
    await treeRow(page, 'Walks').waitFor({ state: 'detached' });
    await treeRow(page, 'Hill walks').waitFor();
    await notice(page, 'Folder “Walks” deleted').getByRole('button', { name: 'Undo' }).click();
    await treeRow(page, 'Walks').waitFor();

    await choose('Walks', 'Delete folder…');
    await question.getByRole('button', { name: 'Unsubscribe' }).click();
    await notice(page, 'Unsubscribed from 1 feed. 2 articles are kept').waitFor();
    await treeRow(page, 'Walks').waitFor({ state: 'detached' });
    await press('Control+z');
    await treeRow(page, 'Walks').waitFor();
    await treeRow(page, 'Hill walks').waitFor();
  });
});
