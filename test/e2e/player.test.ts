import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FeedServer, startFeedServer } from '../helpers/feed-server.ts';
import { seriousFaults } from './axe.ts';
import { hostKind, newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { ranged, silence } from './recording.ts';
import { eventually, list, read, row, tree } from './window.ts';

const seconds = 60;
/** 20 seconds of one colour, 640 × 360. */
const film = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'film.webm'));

const chapters = [
  { startTime: 0, title: 'Welcome' },
  { startTime: 20, title: 'How the weir was built, and who paid for it' },
  { startTime: 50, title: 'Letters' },
];

function feed(origin: string, other: string): string {
  const item = (title: string, url: string, minutes: number, more = '', type = 'audio/wav') =>
    `<item><guid isPermaLink="false">${title}</guid><title>${title}</title><description>About ${title}</description>
     <enclosure url="${url}" type="${type}" length="480044"/><pubDate>${new Date(Date.now() - minutes * 60_000).toUTCString()}</pubDate>${more}</item>`;
  const chapters = `<podcast:chapters url="${origin}/chapters.json" type="application/json+chapters"/>`;
  return `<?xml version="1.0"?><rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>River radio</title><link>${origin}/</link>
    ${item('Low water', `${origin}/moved.wav`, 5, chapters)}${item('Gone episode', `${origin}/gone.wav`, 10)}${item('Inside job', `${other}/inside.wav`, 15)}
    ${item('Broken', `${origin}/broken.wav`, 20)}${item('Film', `${origin}/film.webm`, 22, '', 'video/webm')}${item('Script', 'javascript:alert(1)', 25)}</channel></rss>`;
}

describe('Recordings', () => {
  const profile = newProfile();
  let server: FeedServer;
  let inside: FeedServer;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const player = () => page.getByRole('region', { name: 'Player' });
  const place = () => player().getByRole('slider', { name: 'Place in the recording' });
  const media = () => page.locator('audio');
  const position = () => media().evaluate(element => (element as HTMLMediaElement).currentTime);

  async function open(): Promise<void> {
    window = await reader.openWindow();
    page = window.page;
    await tree(page).waitFor();
    await row(page, 'Low water').waitFor();
  }

  beforeAll(async () => {
    server = await startFeedServer();
    inside = await startFeedServer();
    server.on('/moved.wav', { redirect: '/low.wav' });
    server.on('/low.wav', ranged(silence(seconds)));
    server.on('/film.webm', ranged(film, 'video/webm'));
    server.on('/gone.wav', { status: 404 });
    server.on('/chapters.json', [
      { status: 503 },
      { body: JSON.stringify({ version: '1.2.0', chapters }), type: 'application/json+chapters' },
    ]);
    server.on('/broken.wav', { body: 'this is no sound', type: 'audio/wav' });
    inside.on('/inside.wav', ranged(silence(seconds)));
    server.on('/feed.xml', { body: feed(server.origin, inside.origin), type: 'application/rss+xml' });
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', `${server.origin}/feed.xml`, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    await open();
  });

  afterAll(async () => {
    await reader.stop();
    await server.close();
    await inside.close();
    profile.remove();
  });

  it('load nothing before a click, then play in place, and on while another article is read', async () => {
    await read(page, 'Low water');
    await page.getByRole('button', { name: 'Listen' }).waitFor();
    expect(server.requests('/moved.wav')).toEqual([]);
    await page.getByRole('button', { name: 'Listen' }).click();
    await eventually(position).toBeGreaterThan(0.2);
    expect(await seriousFaults(page)).toEqual([]);
    await read(page, 'Gone episode');
    const before = await position();
    await eventually(position).toBeGreaterThan(before);
    expect(window.complaints).toEqual([]);
  });

  it('are paused, sought in and sped up by keys and by buttons', async () => {
    await page.keyboard.press('Shift+L');
    await eventually(() => media().evaluate(element => (element as HTMLMediaElement).paused)).toBe(true);
    const before = await position();
    await page.keyboard.press('.');
    await eventually(position).toBeGreaterThan(before + 29);
    await player().getByRole('button', { name: 'Back 15 seconds' }).click();
    await eventually(position).toBeLessThan(before + 16);
    await page.keyboard.press('>');
    await eventually(() => media().evaluate(element => (element as HTMLMediaElement).playbackRate)).toBe(1.25);
    await player().getByRole('combobox', { name: 'Speed' }).selectOption('2×');
    await eventually(() => media().evaluate(element => (element as HTMLMediaElement).playbackRate)).toBe(2);
    await place().fill('40');
    await eventually(position).toBe(40);
    // Bytes of the middle, not of all before it.
    await eventually(() => server.requests('/low.wav').some(({ headers }) => headers.range !== undefined)).toBe(true);
  });

  it('have chapters that are listed, followed and gone to, and say why when they do not come', async () => {
    await player().getByRole('button', { name: 'Chapters' }).click();
    await page.getByRole('menuitem', { name: 'Load the chapters again' }).click();
    await player().getByText('How the weir was built, and who paid for it').waitFor();
    // Where a menu has no room for keys, its times are still to be seen.
    await page.setViewportSize({ width: 400, height: 800 });
    await player().getByRole('button', { name: 'Chapters' }).press('Enter');
    const current = page.getByRole('menuitemcheckbox', { checked: true });
    await page.getByRole('menuitemcheckbox').nth(2).waitFor();
    expect(await current.innerText()).toContain('How the weir was built');
    expect(await seriousFaults(page)).toEqual([]);
    expect(await current.getByText('0:20').isVisible()).toBe(true);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await eventually(position).toBeGreaterThanOrEqual(50);
    await player().getByText('Letters').waitFor();
    await page.setViewportSize({ width: 1280, height: 800 });
    await tree(page).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('previous chapter');
    await page.getByRole('option', { name: 'Previous chapter Command' }).waitFor();
    await page.keyboard.press('Enter');
    await player().getByText('How the weir was built, and who paid for it').waitFor();
    await place().fill('40');
    await eventually(position).toBe(40);
  });

  it('go on from their place after they were closed, and after a restart', async () => {
    await player().getByRole('button', { name: 'Stop and close the player' }).click();
    await player().waitFor({ state: 'hidden' });
    await window.close();
    await reader.stop();
    reader = await startReader({ profileDir: profile.dir });
    await open();
    await read(page, 'Low water');
    await page.keyboard.press('Shift+L');
    await eventually(position).toBeGreaterThanOrEqual(40);
    // At the speed of before.
    await eventually(() => media().evaluate(element => (element as HTMLMediaElement).playbackRate)).toBe(2);
    await player().getByRole('button', { name: 'Stop and close the player' }).click();
  });

  it('say why they cannot be played, and offer the browser', async () => {
    await read(page, 'Gone episode');
    await page.getByRole('button', { name: 'Listen' }).click();
    await player().getByText('nothing at this address (404)').waitFor();
    await player().getByRole('button', { name: 'Open in the browser' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await read(page, 'Broken');
    await page.getByRole('button', { name: 'Listen' }).click();
    await player().getByText('This recording cannot be played here').waitFor();
  });

  it('are not loaded from a local address that nobody has confirmed', async () => {
    await read(page, 'Inside job');
    await page.getByRole('button', { name: 'Listen' }).click();
    await player().getByText('on this computer or in your own network').waitFor();
    expect(inside.log).toEqual([]);
  });

  it.skipIf(hostKind === 'electron')(
    'that are films stand in the article’s pane in their own shape, in narrow windows above the bar',
    async () => {
      await read(page, 'Film');
      await page.getByRole('button', { name: 'Watch' }).click();
      const video = page.locator('video');
      const boxOf = async (of: Locator) => (await of.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      await eventually(async () => (await boxOf(video)).width / (await boxOf(video)).height).toBeCloseTo(640 / 360, 1);
      const [picture, bar, articles] = [
        await boxOf(video),
        await boxOf(player().getByRole('button', { name: 'Pause' })),
        await boxOf(list(page)),
      ];
      expect(picture.x).toBeGreaterThan(articles.x + articles.width);
      expect(articles.y + articles.height).toBeGreaterThan(picture.y + picture.height);
      expect(picture.y + picture.height).toBeLessThan(bar.y);
      const frame = page.locator('iframe[title="Article"]');
      await eventually(async () => (await boxOf(frame)).y + (await boxOf(frame)).height).toBeLessThanOrEqual(picture.y);
      await page.setViewportSize({ width: 400, height: 800 });
      await eventually(async () => (await boxOf(video)).width).toBe(400);
      expect(await seriousFaults(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await tree(page).waitFor();
    },
  );

  it.skipIf(hostKind === 'electron')('that are films pause by a click, and have the keys while they fill the screen', async () => {
    const video = page.locator('video');
    const isPaused = () => video.evaluate(element => (element as HTMLVideoElement).paused);
    const full = player().getByRole('button', { name: 'Full screen' });
    await full.focus();
    await video.click();
    await eventually(isPaused).toBe(true);
    await full.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await eventually(() =>
      page.evaluate(() => document.fullscreenElement === document.activeElement && document.fullscreenElement?.tagName),
    ).toBe('VIDEO');
    await video.evaluate(element => Object.assign(element, { currentTime: 0 }));
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowRight');
    await eventually(() => video.evaluate(element => (element as HTMLVideoElement).currentTime)).toBeGreaterThan(10);
    await row(page, 'Film').and(page.locator('[aria-selected=true]')).waitFor();
    await page.evaluate(() => document.exitFullscreen());
    await full.and(page.locator(':focus')).waitFor();
    await video.dblclick();
    await eventually(() => page.evaluate(() => document.fullscreenElement?.tagName)).toBe('VIDEO');
    await page.evaluate(() => document.exitFullscreen());
    await player().getByRole('button', { name: 'Stop and close the player' }).click();
    await video.waitFor({ state: 'detached' });
  });

  it('of other schemes are none', async () => {
    await read(page, 'Script');
    expect(await page.getByRole('button', { name: 'Listen' }).count()).toBe(0);
  });
});
