import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hostKind, newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { png, type Site, startSite } from './site.ts';
import { article, eventually, pointAt, read, row, rows } from './window.ts';

const chapters = Array.from(
  { length: 30 },
  (_, index) => `<p>Chapter ${index + 1}, in which little happens and the water is described.</p>`,
);

describe('An open article', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const pictureRequests = () => site.server.log.filter(({ path }) => path.endsWith('.png') && path !== '/icon.png').length;
  const top = () =>
    article(page)
      .locator(':root')
      .evaluate(root => root.scrollTop);

  beforeAll(async () => {
    site = await startSite('River notes', [
      {
        title: 'Ways out',
        html: `<p><a href="/elsewhere">Another page</a></p><p><a href="mailto:ana@example.org">Write to Ana</a></p>
<p><a href="javascript:document.title='ran'">Run this</a></p><p><a href="#chapters">To the chapters</a></p>
<script>document.title = 'ran'</script><p onmouseover="document.title='ran'">Hover here</p>
<form action="/take"><input name="q"><button>Send</button></form>${chapters.join('')}<h2 id="chapters">Chapters</h2>${chapters.join('')}`,
        minutesAgo: 10,
      },
      { title: 'With a picture', html: '<p>Look.</p><img src="/river.png" alt="The weir" width="640" height="240">', minutesAgo: 20 },
      { title: 'With another', html: '<p>Look again.</p><img src="/second.png" alt="The ford" width="640" height="240">', minutesAgo: 30 },
    ]);
    site.server.on('/elsewhere', { type: 'text/html', body: '<!doctype html><title>Elsewhere</title><p>Here.' });
    site.server.on('/second.png', { type: 'image/png', body: png(640, 240, [120, 110, 90]) });
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    window = await reader.openWindow();
    page = window.page;
    await row(page, 'Ways out').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('runs nothing of what its feed brings along', async () => {
    await read(page, 'Ways out');
    await article(page).getByText('Run this').waitFor();
    await pointAt(page, 'Hover here');
    await pointAt(page, 'Run this');
    expect(await article(page).getByRole('link', { name: 'Run this' }).count()).toBe(0);
    expect(await article(page).locator('script, form, input, button').count()).toBe(0);
    expect(await page.title()).toBe('(2) Freshet');
    expect(page.url()).toMatch(/\/$/);
  });

  it('asks before it opens an address on this computer, and opens it outside without saying where from', async () => {
    await pointAt(page, 'Another page');
    const question = page.getByRole('dialog', { name: 'Open this link?' });
    await question.getByText(`${site.url}elsewhere`).waitFor();
    expect(site.server.requests('/elsewhere')).toEqual([]);
    if (hostKind === 'electron') return void (await question.getByRole('button', { name: 'Cancel' }).click());
    const opened = page.context().waitForEvent('page');
    await question.getByRole('button', { name: 'Open' }).click();
    const tab = await opened;
    await tab.getByText('Here.').waitFor();
    expect(await tab.evaluate(() => self.opener)).toBeNull();
    expect(site.server.requests('/elsewhere')[0]?.headers.referer).toBeUndefined();
    await tab.close();
  });

  it('asks before it writes a mail', async () => {
    const question = page.getByRole('dialog', { name: 'Open this link?' });
    // A second link within half a second leads nowhere: the click before may have been just now.
    await eventually(async () => {
      if (!(await question.isVisible())) await pointAt(page, 'Write to Ana');
      return question.isVisible();
    }).toBe(true);
    await question.getByText('Write a mail to “ana@example.org”?').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
  });

  it('follows a link to a place in itself', async () => {
    await pointAt(page, 'To the chapters');
    await eventually(top).toBeGreaterThan(500);
    expect(page.context().pages()).toHaveLength(1);
  });

  it('shows pictures through the reader only', async () => {
    await read(page, 'With a picture');
    const image = article(page).getByRole('img', { name: 'The weir' });
    await eventually(() => image.evaluate(shown => (shown as HTMLImageElement).naturalWidth)).toBe(640);
    for (const { headers } of site.server.requests('/river.png')) {
      expect(headers['user-agent']).toMatch(/^Freshet\//);
      expect(headers.cookie ?? headers.referer).toBeUndefined();
    }
  });

  it('shows a picture large, and larger around where the pointer is, in either direction of writing', async () => {
    const box = await article(page).getByRole('img', { name: 'The weir' }).boundingBox();
    await page.mouse.click((box?.x ?? 0) + 20, (box?.y ?? 0) + 20);
    const large = page.getByRole('dialog', { name: 'Picture' }).getByRole('img', { name: 'The weir' });
    await large.waitFor();
    /** What part of the picture, from its left edge, is there in the window. */
    const partAt = (x: number) => large.evaluate((shown, at) => (at - shown.getBoundingClientRect().x) / shown.clientWidth, x);
    const width = () => large.evaluate(shown => shown.clientWidth);
    const fits = (await large.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    for (const direction of ['ltr', 'rtl']) {
      await page.evaluate(dir => (document.documentElement.dir = dir), direction);
      // While it is smaller than the window it stays in the middle.
      for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('+');
      await eventually(width).toBeGreaterThan(fits.width * 3);
      const middle = (page.viewportSize()?.width ?? 0) / 2;
      expect(await partAt(middle)).toBeCloseTo(0.5, 1);
      const at = { x: fits.x + fits.width * 0.8, y: fits.y + fits.height * 0.5 };
      const before = await partAt(at.x);
      await page.mouse.move(at.x, at.y);
      for (let turns = 0; turns < 4; turns += 1) await page.mouse.wheel(0, -100);
      await eventually(width).toBeGreaterThan(fits.width * 5);
      expect(await partAt(at.x)).toBeCloseTo(before, 1);
      await page.keyboard.press('0');
      await eventually(width).toBe(Math.round(fits.width));
    }
    await page.evaluate(() => (document.documentElement.dir = 'ltr'));
    await page.keyboard.press('Escape');
    await large.waitFor({ state: 'detached' });
  });

  it('asks for no picture when they are switched off, and puts a link in its place', async () => {
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog').getByRole('button', { name: 'Privacy', exact: true }).click();
    await page.getByRole('switch', { name: 'Show pictures' }).click();
    await page.keyboard.press('Escape');
    await eventually(() => rows(page).locator('img[src^="/picture/"]').count()).toBe(0);
    await article(page).getByRole('link', { name: 'Picture: The weir' }).waitFor();
    const asked = pictureRequests();
    await page.reload();
    await read(page, 'With another');
    await article(page).getByRole('link', { name: 'Picture: The ford' }).waitFor();
    await read(page, 'With a picture');
    await article(page).getByText('Look.').waitFor();
    expect(pictureRequests()).toBe(asked);
  });
});
