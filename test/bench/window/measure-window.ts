import type { Page } from 'playwright-core';
import { vocabulary } from '../store/profile.ts';

export interface Spread {
  readonly p50: number;
  readonly p95: number;
}

export interface Figures {
  readonly firstPaintMs: number;
  readonly firstListMs: number;
  readonly listMs: Spread;
  readonly articleMs: Spread;
  readonly scroll: { readonly p95: number; readonly slowShare: number };
  readonly held: { readonly p95: number };
  readonly heldPerSecond: number;
  readonly searchMs: Spread;
  readonly markAllMs: number;
  readonly memoryMb: number;
  readonly grownMb: number;
}

const lists = ['Unread', 'All articles', 'Starred', 'All articles', 'Feed 1', 'Unread', 'Feed 2', 'Read later', 'All articles'];
const opened = 100;
const longestSearchMs = 3_000;
const grownBy = 1_000;
const heldMs = 3_000;
/** Words that some articles have, letter by letter. */
const typed = vocabulary()
  .filter(word => word.length === 5)
  .slice(0, 4);

/** All figures of one tab, in the order in which a user would meet them. */
export async function measureWindow(page: Page): Promise<Figures> {
  await page.waitForFunction(() => window.watch.firstRowAt !== null);
  const { firstPaintMs, firstListMs } = await page.evaluate(() => ({
    firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    firstListMs: window.watch.firstRowAt ?? Number.NaN,
  }));
  const listMs = await openLists(page);
  const articleMs = await openArticles(page, opened);
  const scroll = await scrollList(page);
  const { held, heldPerSecond } = await holdDown(page);
  const memoryMb = await memoryOf(page);
  await openArticles(page, grownBy);
  const grownMb = (await memoryOf(page)) - memoryMb;
  const searchMs = await search(page);
  const markAllMs = await markAll(page);
  return { firstPaintMs, firstListMs, listMs, articleMs, scroll, held, heldPerSecond, searchMs, markAllMs, memoryMb, grownMb };
}

/** Frames over 34 ms of a page with nothing in it, in per cent: what the machine does to everybody. */
export async function emptyPageFrames(page: Page): Promise<number> {
  await page.evaluate(() => {
    const pane = document.createElement('div');
    pane.style.cssText = 'position:fixed;inset:0;overflow:auto;z-index:9;background:white';
    const tall = document.createElement('div');
    tall.style.height = '1000000px';
    pane.append(tall);
    document.body.replaceChildren(pane);
  });
  return (await wheel(page)).slowShare;
}

async function openLists(page: Page): Promise<Spread> {
  const times: number[] = [];
  for (const name of lists) {
    const target = page.getByRole('treeitem').filter({ has: page.getByText(name, { exact: true }) });
    await target.scrollIntoViewIfNeeded();
    const before = await firstRow(page);
    await lookOut(page, `[role=option][aria-posinset="1"]:not([id="${before}"])`);
    await target.click();
    times.push(await painted(page));
  }
  return spread(times);
}

async function openArticles(page: Page, count: number): Promise<Spread> {
  const times: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    await page.evaluate(() => {
      const entry = () => document.querySelector('iframe')?.contentDocument?.querySelector('main')?.dataset['entry'];
      const before = entry();
      window.watch.lookOut(() => entry() !== undefined && entry() !== before);
    });
    await page.keyboard.press('j');
    times.push(await painted(page));
  }
  return spread(times);
}

async function scrollList(page: Page): Promise<{ readonly p95: number; readonly slowShare: number }> {
  const box = await page.getByRole('listbox', { name: 'Articles' }).boundingBox();
  if (box === null) throw new Error('The list is not in sight.');
  await page.mouse.move(box.x + 60, box.y + 200);
  return wheel(page);
}

async function wheel(page: Page): Promise<{ readonly p95: number; readonly slowShare: number }> {
  await page.evaluate(() => {
    window.watch.frames = [];
  });
  for (let turn = 0; turn < 120; turn += 1) await page.mouse.wheel(0, turn % 40 === 39 ? 20_000 : 260);
  const frames = await page.evaluate(() => window.watch.frames);
  await untilStill(page);
  const { p95 } = spread(frames);
  return { p95, slowShare: (100 * frames.filter(ms => ms > 34).length) / frames.length };
}

/** The wheel's last turn is still rolling when it has been sent, and would take a row that a key brings into sight away again. */
function untilStill(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const places = () => [...document.querySelectorAll('[role=option]')].map(row => row.getBoundingClientRect().top).join();
    for (let last = '', still = 0; still < 6; last = places()) {
      await new Promise(resolve => requestAnimationFrame(resolve));
      still = places() === last ? still + 1 : 0;
    }
  });
}

async function holdDown(page: Page): Promise<{ readonly held: Spread; readonly heldPerSecond: number }> {
  const position = () => page.evaluate(() => Number(document.querySelector('[role=option][data-current]')?.getAttribute('aria-posinset')));
  await page.keyboard.press('j');
  await page.locator('[role=option][data-current]').waitFor();
  const from = await position();
  await page.evaluate(() => {
    window.watch.frames = [];
  });
  const startedAt = performance.now();
  while (performance.now() - startedAt < heldMs) await page.keyboard.down('j');
  await page.keyboard.up('j');
  const seconds = (performance.now() - startedAt) / 1_000;
  const frames = await page.evaluate(() => window.watch.frames);
  await page.locator('[role=option][data-current]').waitFor();
  return { held: spread(frames), heldPerSecond: ((await position()) - from) / seconds };
}

async function search(page: Page): Promise<Spread> {
  const times: number[] = [];
  for (const word of typed) times.push(...(await searchFor(page, word)));
  return spread(times);
}

async function searchFor(page: Page, word: string): Promise<readonly number[]> {
  const times: number[] = [];
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search articles' }).waitFor();
  for (const [index, letter] of [...word].entries()) {
    await page.evaluate(longestMs => {
      // Of the rows alone: how many there are is said later.
      const list = () => [...document.querySelectorAll('[role=option]')].map(row => row.id + row.innerHTML).join();
      const before = list();
      window.watch.lookOut(() => document.querySelector('[role=option] mark') !== null && list() !== before, longestMs);
    }, longestSearchMs);
    await page.keyboard.type(letter);
    const time = await painted(page);
    // One letter says too little, and one more may find the same articles.
    if (!Number.isNaN(time) && index > 0) times.push(time);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  return times;
}

async function markAll(page: Page): Promise<number> {
  const target = page.getByRole('treeitem').filter({ has: page.getByText('Feed 1', { exact: true }) });
  await target.click();
  await page.getByRole('listbox', { name: 'Articles' }).focus();
  await lookOut(page, '[role=status]:not(:empty)');
  await page.keyboard.press('Shift+A');
  const time = await painted(page);
  await page.keyboard.press('Control+z');
  return time;
}

/** Looks out for what the next key or click shall bring. */
function lookOut(page: Page, selector: string): Promise<void> {
  return page.evaluate(wanted => window.watch.lookOut(() => document.querySelector(wanted) !== null), selector);
}

/** From that key or click until it is painted; not a number when it did not come. */
async function painted(page: Page): Promise<number> {
  return (await page.evaluate(() => window.watch.painted)) ?? Number.NaN;
}

function firstRow(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('[role=option][aria-posinset="1"]')?.id ?? '');
}

async function memoryOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 2 ** 20;
}

function spread(times: readonly number[]): Spread {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}
