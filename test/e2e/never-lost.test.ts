import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faultsIn } from '../helpers/app-suite.ts';
import { hostKind, newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { articleTitle, eventually, notice, row, titles, treeRow } from './window.ts';

const japanese = '川沿いの散歩道';
const articles = [
  ...Array.from({ length: 59 }, (_, index) => ({ title: `Walk ${index + 1}`, html: '<p>Along the water.</p>', minutesAgo: index + 1 })),
  { title: japanese, html: '<p>水辺の道を歩く。</p>', minutesAgo: 60 },
];

describe('What the reader has and does is never lost', () => {
  const profile = newProfile();
  const another = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;
  let exported = '';

  const status = async () => JSON.parse((await runCommand(profile.dir, 'status', '--json')).stdout) as { readonly pid: number };
  const unread = async () =>
    (
      JSON.parse((await runCommand(profile.dir, 'list', '--json', '--limit', '100')).stdout) as readonly { readonly isRead: boolean }[]
    ).filter(({ isRead }) => !isRead).length;
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const dialog = () => page.getByRole('dialog', { name: 'History' });
  const line = (words: string | RegExp) => dialog().getByRole('listitem').filter({ hasText: words });
  const openStorage = async () => {
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Storage and backup' }).click();
  };

  beforeAll(async () => {
    site = await startSite('Walks', articles.slice(-1));
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0 });
    // What comes with a later answer is unread, however much it is.
    site.articles = articles;
    expect(await runCommand(profile.dir, 'refresh', '--force')).toMatchObject({ code: 0 });
    window = await reader.openWindow();
    page = window.page;
    await row(page, 'Walk 1').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
    another.remove();
  });

  it('takes back, after a crash, what was marked and what was read, by the keys alone', async () => {
    for (let count = 1; count <= 50; count += 1) {
      await press('j');
      await articleTitle(page)
        .filter({ hasText: new RegExp(`^Walk ${count}$`, 'u') })
        .waitFor();
    }
    await eventually(unread).toBe(10);
    await press('Shift+A');
    await notice(page, '10 marked as read in All articles').waitFor();
    const { pid } = await status();
    process.kill(pid, 'SIGKILL');
    await eventually(async () => (await status().catch(() => ({ pid }))).pid).not.toBe(pid);

    await press('g', 'h');
    await line('Marked all as read, 10 articles').waitFor();
    await line('Opened 50 articles, which marked them as read').waitFor();
    expect(await faultsIn(page, 'dialog')).toEqual([]);
    await press('Tab', 'Tab', 'Enter');
    await line('Marked all as read, 10 articles').getByText('Taken back').waitFor();
    await eventually(unread).toBe(10);
    await press('Tab', 'Enter');
    await line('Opened 50 articles, which marked them as read').getByText('Taken back').waitFor();
    await eventually(unread).toBe(60);
    await press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await treeRow(page, 'Unread').getByText('60').waitFor();
  });

  it('finds a word of a language without spaces', async () => {
    await press('/');
    await page.keyboard.type('散歩');
    await page.getByRole('status').filter({ hasText: '1 found' }).waitFor();
    expect(await titles(page)).toEqual([japanese]);
    await press('Escape', 'Escape');
    await row(page, 'Walk 1').waitFor();
  });

  it('has everything again, from a screen that says what happened, after its database was damaged', async () => {
    await openStorage();
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page.getByText('1 feed · 60 articles').waitFor();
    await window.close();
    await reader.stop();
    const file = join(profile.dir, 'freshet.db');
    writeFileSync(file, readFileSync(file).fill(0x5a, 4096 * 6, 4096 * 14));
    writeFileSync(join(profile.dir, 'freshet.open'), '1\n');

    reader = await startReader({ profileDir: profile.dir });
    window = await reader.openWindow();
    page = window.page;
    await page.getByRole('heading', { level: 1, name: 'The database is damaged' }).waitFor();
    await page.getByRole('button', { name: 'Restore this backup' }).click();
    await notice(page, 'Restored: Today').waitFor();
    await row(page, 'Walk 1').waitFor();
    await treeRow(page, 'Unread').getByText('60').waitFor();
  });

  it.skipIf(hostKind === 'electron')('goes to one file', async () => {
    await openStorage();
    await page.getByRole('button', { name: 'Export everything…' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    exported = readFileSync(await (await download).path(), 'utf8');
    await page.getByText(/^freshet-.* is ready/).waitFor();
    await page.getByRole('button', { name: 'Done', exact: true }).click();
    await window.close();
    await reader.stop();
  });

  it.skipIf(hostKind === 'electron')('and is all there in an empty profile', async () => {
    reader = await startReader({ profileDir: another.dir });
    window = await reader.openWindow();
    page = window.page;
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.evaluate(text => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'freshet.jsonl'));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }, exported);
    await page.getByText('60 articles').waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('1 feed added · 60 articles added').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Done', exact: true }).click();
    await treeRow(page, 'Unread').getByText('60').waitFor();
    await press('g', 'a');
    await row(page, 'Walk 1').waitFor();
  });
});
