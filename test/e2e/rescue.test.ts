import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultsIn } from '../helpers/app-suite.ts';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { eventually, notice, row, titles } from './window.ts';

const pictures = process.env['FRESHET_E2E_PICTURES'];

describe('A reader whose database is damaged', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;

  const picture = async (name: string) => {
    if (pictures !== undefined) await window.page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  const open = async (options: Parameters<RunningReader['openWindow']>[0] = {}) => {
    window = await reader.openWindow(options);
    return window.page;
  };

  /** As a failing disk would: in the middle of what is stored, between two runs. */
  const damage = () => {
    const file = join(profile.dir, 'freshet.db');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x5a, 4096 * 6, 4096 * 14));
    writeFileSync(join(profile.dir, 'freshet.open'), '1\n');
  };

  beforeAll(async () => {
    site = await startSite('Hill walks', [
      { title: 'One: over the saddle', html: '<p>Wind from the west.</p>', minutesAgo: 10 },
      { title: 'Two: under the crag', html: '<p>Out of the wind at last.</p>', minutesAgo: 30 },
    ]);
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0 });
  });

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('makes a backup by hand, and says what it holds', async () => {
    const page = await open();
    await row(page, 'Two: under the crag').click();
    await page.keyboard.press('s');
    await row(page, 'Two: under the crag').getByText('Starred').waitFor();
    await page.keyboard.press('Control+,');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await settings.getByRole('button', { name: 'Storage and backup' }).click();
    await settings.getByText('None yet.').waitFor();
    await settings.getByRole('button', { name: 'Back up now' }).click();
    await settings.getByText('1 feed · 2 articles · 1 starred').waitFor();
    await settings.getByText('The last one: Today').waitFor();
    await settings.getByText('Search index').or(settings.getByText('The largest feeds')).first().waitFor();
    expect(await faultsIn(page, 'dialog')).toEqual([]);
    await picture('storage-light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('storage-dark');
    await page.setViewportSize({ width: 400, height: 800 });
    await picture('storage-400');
    expect(window.complaints).toEqual([]);
    await window.close();
    await reader.stop();
  });

  it('shows what can be done, and has articles and stars again once a backup is restored', async () => {
    damage();
    reader = await startReader({ profileDir: profile.dir });
    const page = await open();
    await page.getByRole('heading', { level: 1, name: 'The database is damaged' }).waitFor();
    await page.getByText('1 feed · 2 articles · 1 starred').waitFor();
    expect(await faultsIn(page, 'main')).toEqual([]);
    await picture('rescue-light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('rescue-dark');
    await page.setViewportSize({ width: 400, height: 800 });
    await picture('rescue-400');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 800 });
    expect((await runCommand(profile.dir, 'restore', '--list')).stdout).toContain('1 feed, 2 articles, 1 starred, checked');
    expect((await runCommand(profile.dir, 'list')).stderr).toContain('damaged');

    await page.getByRole('button', { name: 'Start empty…' }).click();
    await page.getByText('will have no feeds').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Restore this backup' }).click();
    await notice(page, 'Restored: Today').waitFor();
    await row(page, 'Two: under the crag').getByText('Starred').waitFor();
    await eventually(() => titles(page)).toEqual(['One: over the saddle', 'Two: under the crag']);
  });

  it('can take the restore back from Storage and backup', async () => {
    const { page } = window;
    await row(page, 'One: over the saddle').click();
    await page.keyboard.press('s');
    await row(page, 'One: over the saddle').getByText('Starred').waitFor();
    const restore = async (index: number) => {
      await page.keyboard.press('Control+,');
      const settings = page.getByRole('dialog', { name: 'Settings' });
      await settings.getByRole('button', { name: 'Storage and backup' }).click();
      await settings.getByRole('button', { name: 'Restore…' }).nth(index).click();
      await settings.getByRole('button', { name: 'Restore', exact: true }).click();
      await notice(page, 'Restored: Today').waitFor();
      await page.keyboard.press('Escape');
      await settings.waitFor({ state: 'detached' });
    };
    const stars = async () =>
      JSON.parse((await runCommand(profile.dir, 'list', '--json')).stdout).filter(({ isStarred }: { isStarred: boolean }) => isStarred)
        .length;
    await restore(0);
    await eventually(stars).toBe(1);
    expect((await runCommand(profile.dir, 'restore', '--list')).stdout).toContain('kept aside');
  });
});
