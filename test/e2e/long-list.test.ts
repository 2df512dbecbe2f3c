import type { Page, Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hostKind, newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, type SiteArticle, startSite } from './site.ts';
import { eventually, list, row, rows } from './window.ts';

const count = 10_000;
const feeds = 4;
/** As many rows of a list as one call gives. */
const pageSize = 100;

describe('A list of 10,000 articles', () => {
  const profile = newProfile();
  let sites: readonly Site[];
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;
  let relayed: ReturnType<typeof countRows>;

  beforeAll(async () => {
    sites = await Promise.all(Array.from({ length: feeds }, (_, feed) => startSite(`Letters ${feed + 1}`, lettersOf(feed))));
    reader = await startReader({ profileDir: profile.dir });
    for (const site of sites)
      expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    window = await reader.openWindow({ prepare: watchDrawnRows });
    page = window.page;
    relayed = countRows(page);
    await row(page, 'Letter 1').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await Promise.all(sites.map(site => site.close()));
    profile.remove();
  });

  it('is scrolled to its end at once, and only what is looked at is relayed', async () => {
    expect(await rows(page).first().getAttribute('aria-setsize')).toBe(String(count));
    await scrollTo(page, 1);
    await row(page, `Letter ${count}`).waitFor();
    expect(await rows(page).count()).toBeLessThan(40);
    if (hostKind === 'web') expect(await relayed.sum()).toBeLessThanOrEqual(4 * pageSize);
  });

  it('is walked through by the wheel without a gap, each page relayed once', async () => {
    await scrollTo(page, 0.5);
    await eventually(async () => Math.round((await firstDrawn(page)) / 1_000)).toBe(5);
    const before = await relayed.sum();
    const from = await firstDrawn(page);
    const box = await list(page).boundingBox();
    if (box === null) throw new Error('The list is not in sight.');
    await page.mouse.move(box.x + 100, box.y + 200);
    while ((await firstDrawn(page)) < from + 500) {
      const top = await scrollTop(page);
      await page.mouse.wheel(0, 700);
      await eventually(() => scrollTop(page)).toBeGreaterThan(top);
    }
    await eventually(() => rows(page).count()).toBeGreaterThan(5);
    // 500 rows on, and the pages that were begun at both ends.
    if (hostKind === 'web') expect((await relayed.sum()) - before).toBeLessThanOrEqual(500 + 4 * pageSize);
  });

  it('never draws more than what is in sight and a little more', async () => {
    expect(await page.evaluate(() => Reflect.get(globalThis, 'mostRowsDrawn') as number)).toBeLessThan(60);
  });

  it('is where it was after a restart', async () => {
    await standsStill(page);
    const before = await topRow(page);
    expect(before.index).toBeGreaterThan(4_000);
    await window.close();
    await reader.stop();
    reader = await startReader({ profileDir: profile.dir });
    window = await reader.openWindow();
    page = window.page;
    relayed = countRows(page);
    await eventually(() => topRow(page)).toEqual(before);
    if (hostKind === 'web') expect(await relayed.sum()).toBeLessThanOrEqual(3 * pageSize);
  });
});

/** Every fourth letter, or as many feeds as there are. */
function lettersOf(feed: number): SiteArticle[] {
  return Array.from({ length: count / feeds }, (_, index) => {
    const place = index * feeds + feed + 1;
    return { title: `Letter ${place}`, html: `<p>The ${place}th of many.</p>`, minutesAgo: place };
  });
}

/** Rows of lists that came over the wire to this page. In Electron there is no wire to look at. */
function countRows(page: Page): { sum(): Promise<number> } {
  const counts: Promise<number>[] = [];
  page.on('response', response => {
    if (new URL(response.url()).pathname === '/call') counts.push(rowsIn(response));
  });
  return { sum: async () => (await Promise.all(counts)).reduce((total, rowsOfOne) => total + rowsOfOne, 0) };
}

async function rowsIn(response: Response): Promise<number> {
  if (!/"method":"entries\.(?:open|page)"/.test(response.request().postData() ?? '')) return 0;
  const { result } = (await response.json()) as { readonly result?: { readonly rows: readonly unknown[] } };
  return result?.rows.length ?? 0;
}

/** Notes the greatest number of rows that were ever in the document. */
function watchDrawnRows(): void {
  let most = 0;
  const look = () => {
    most = Math.max(most, document.querySelectorAll('[role=option]').length);
    Reflect.set(globalThis, 'mostRowsDrawn', most);
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

/** To a share of its height, as by the scroll bar. */
function scrollTo(page: Page, share: number): Promise<void> {
  return list(page).evaluate((element, to) => element.scrollTo(0, to * element.scrollHeight), share);
}

function scrollTop(page: Page): Promise<number> {
  return list(page).evaluate(element => element.scrollTop);
}

/** Resolves when the wheel's smooth scrolling has run out. */
function standsStill(page: Page): Promise<void> {
  return list(page).evaluate(
    element =>
      new Promise<void>(resolve => {
        let last = -1;
        let frames = 0;
        const look = () => {
          frames = element.scrollTop === last ? frames + 1 : 0;
          last = element.scrollTop;
          if (frames < 10) requestAnimationFrame(look);
          else resolve();
        };
        look();
      }),
  );
}

/** Place of the first drawn row in the list; 0 while none is drawn. */
async function firstDrawn(page: Page): Promise<number> {
  const places = await rows(page).evaluateAll(drawn => drawn.map(element => Number(element.getAttribute('aria-posinset'))));
  return places.length === 0 ? 0 : Math.min(...places);
}

/** The row at the upper edge of the list, and how far above the edge it begins. */
function topRow(page: Page): Promise<{ index: number; above: number }> {
  return list(page).evaluate(element => {
    const edge = element.getBoundingClientRect().top;
    for (const option of element.querySelectorAll('[role=option]')) {
      const { top, bottom } = option.getBoundingClientRect();
      if (bottom > edge) return { index: Number(option.getAttribute('aria-posinset')), above: Math.round(edge - top) };
    }
    return { index: 0, above: 0 };
  });
}
