import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { articleTitle, eventually, list, notice, read, row, tree, treeRow } from './window.ts';

const count = 60;
/** Of a new feed the newest start unread. */
const atFirst = 20;

describe('What marks articles as read', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const unread = (title: string) => row(page, title).getByText('Unread');
  const left = (number: number) => treeRow(page, 'Unread').getByText(new RegExp(`^${number} `));

  async function choose(way: string, seconds: string | null = null): Promise<void> {
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Reading' }).click();
    await page.getByRole('combobox', { name: 'Mark articles as read' }).selectOption(way);
    if (seconds !== null) await page.getByRole('combobox', { name: 'Seconds until it is read' }).selectOption(seconds);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  async function wheel(px: number): Promise<void> {
    const box = await list(page).boundingBox();
    if (box === null) throw new Error('The list is not in sight.');
    await page.mouse.move(box.x + 100, box.y + 200);
    const top = await list(page).evaluate(({ scrollTop }) => scrollTop);
    await page.mouse.wheel(0, px);
    await eventually(() => list(page).evaluate(({ scrollTop }) => scrollTop)).not.toBe(top);
  }

  beforeAll(async () => {
    const articles = Array.from({ length: count }, (_, index) => ({
      title: `Note ${index + 1}`,
      html: `<p>Of the river, part ${index + 1}.</p>`,
      minutesAgo: 10 + index,
    }));
    site = await startSite('River notes', articles);
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    window = await reader.openWindow();
    page = window.page;
    await tree(page).waitFor();
    await left(atFirst).waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('is nothing while only the hand marks', async () => {
    await choose('By hand only');
    await read(page, 'Note 2');
    await wheel(900);
    await wheel(-2000);
    await row(page, 'Note 2').click();
    await page.keyboard.press('m');
    await left(atFirst - 1).waitFor();
    await page.keyboard.press('m');
    await left(atFirst).waitFor();
  });

  it('is an article that stays open for a while', async () => {
    await choose('After a while', '1 second');
    await row(page, 'Note 3').click();
    await articleTitle(page).filter({ hasText: 'Note 3' }).waitFor();
    await left(atFirst - 1).waitFor();
    expect(await unread('Note 3').count()).toBe(0);
    await unread('Note 2').waitFor();
  });

  it('is scrolling past rows, each pass one change that Ctrl+Z takes back', async () => {
    await choose('While scrolling');
    await wheel(500);
    await wheel(500);
    await eventually(() => left(atFirst - 1).count()).toBe(0);
    await wheel(-3000);
    await eventually(() => unread('Note 1').count()).toBe(0);
    expect(await unread('Note 2').count()).toBe(0);
    await page.keyboard.press('Control+z');
    await notice(page, /unread again/).waitFor();
    await left(atFirst - 1).waitFor();
    await unread('Note 1').waitFor();
    expect(await unread('Note 3').count()).toBe(0);
  });
});
