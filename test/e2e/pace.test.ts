import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { notice, row, treeRow } from './window.ts';

describe('How often feeds are checked', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;

  const feeds = async () => JSON.parse((await runCommand(profile.dir, 'feeds', '--json')).stdout) as readonly Record<string, unknown>[];
  const menuItem = (name: string | RegExp) => window.page.getByRole('menuitem', { name });

  beforeAll(async () => {
    site = await startSite('Hill walks', [{ title: 'Over the saddle', html: '<p>Wind from the west.</p>', minutesAgo: 30 }]);
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local', '--folder', 'Walks')).toMatchObject({ code: 0 });
    window = await reader.openWindow();
    await row(window.page, 'Over the saddle').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('is chosen for a feed in its menu, by the keyboard too, and taken back', async () => {
    const { page } = window;
    await treeRow(page, 'Hill walks').click();
    await page
      .getByRole('heading', { level: 1 })
      .and(page.getByTitle(/^Next check.+\. .+\.$/))
      .waitFor();
    await treeRow(page, 'Hill walks').click({ button: 'right' });
    await menuItem('Check for new articles').press('ArrowRight');
    await page.getByRole('menuitemcheckbox', { name: /^As its folder: By each feed/, checked: true }).waitFor();
    await page.getByRole('menuitemcheckbox', { name: 'Every 30 minutes' }).press('Enter');
    await notice(page, /Hill walks: Every 30 minutes. Many servers do not like/).waitFor();
    expect(await feeds()).toMatchObject([{ pace: { kind: 'every', minutes: 30 }, plan: { reason: expect.any(String) } }]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await notice(page, 'Set back as it was').waitFor();
    expect(await feeds()).toMatchObject([{ pace: null, effectivePace: { kind: 'adaptive' } }]);
  });

  it('is nothing for a paused folder, which shows that, until it is resumed', async () => {
    const { page } = window;
    await treeRow(page, 'Walks').click({ button: 'right' });
    await menuItem('Pause').click();
    await notice(page, 'Walks is paused').waitFor();
    await treeRow(page, 'Walks').locator('[data-paused]').waitFor();
    await treeRow(page, 'Hill walks').locator('[data-paused]').waitFor();
    await page.getByText('Paused with its folder or with all feeds').waitFor();
    expect(await feeds()).toMatchObject([{ isHeld: true, isPaused: false, plan: null, nextCheckAt: null }]);
    expect((await runCommand(profile.dir, 'feeds')).stdout).toContain('paused with its folder');
    await treeRow(page, 'Walks').click();
    await page.keyboard.press('Shift+P');
    await notice(page, 'Walks is checked again').waitFor();
    await page.keyboard.press('Shift+P');
    await notice(page, 'Walks is paused').waitFor();
    await treeRow(page, 'Hill walks').click();
    await treeRow(page, 'Walks').click({ button: 'right' });
    await menuItem('Resume').click();
    await page.getByTitle(/^Next check/).waitFor();
    expect(await treeRow(page, 'Walks').locator('[data-paused]').count()).toBe(0);
  });

  it('is chosen for all feeds in the settings, by hand only too', async () => {
    const { page } = window;
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    const choice = page.getByRole('combobox', { name: 'Check for new articles' });
    await choice.selectOption({ label: 'Only by hand' });
    await page.getByText('Feeds are checked only when you ask for it.').waitFor();
    await choice.selectOption({ label: 'Every 10 minutes' });
    await page.getByText('may lock you out').waitFor();
    await page.keyboard.press('Escape');
    expect(await feeds()).toMatchObject([{ pace: null, effectivePace: { kind: 'every', minutes: 10 } }]);
  });
});
