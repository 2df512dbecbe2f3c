import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { articleTitle, eventually, notice, read, row, titles, treeRow } from './window.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = process.env['FRESHET_SHOTS'];

describe('A search, by the keys alone', () => {
  const profile = newProfile();
  let rivers: Site;
  let tales: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const field = () => page.getByRole('combobox', { name: 'Search articles' });
  const marked = () => page.getByRole('listbox', { name: 'Articles' }).locator('mark').allInnerTexts();
  const markedInArticle = () =>
    page.evaluate(() => {
      const frame = document.querySelector('iframe')?.contentWindow as unknown as typeof globalThis;
      return [...(frame.CSS.highlights.get('found') ?? [])].map(String);
    });
  const found = (words: string) => page.getByRole('status').filter({ hasText: words }).waitFor();

  beforeAll(async () => {
    [rivers, tales] = await Promise.all([
      startSite('River notes', [
        {
          title: 'The weir in May',
          html: `<p>${'High water. '.repeat(40)}A naïve otter swam by.</p>`,
          minutesAgo: 10,
          author: 'Ana Brook',
        },
        { title: 'A kingfisher, twice', html: '<p>Once upstream, once down.</p>', minutesAgo: 90 },
        { title: 'What the gauge says', html: '<p>Two metres ten at the weir.</p>', minutesAgo: 24 * 60 },
      ]),
      startSite('Long tales', [
        { title: '長い読み物のための行間について', html: '<p>行間は余白ではなく、呼吸である。</p>', minutesAgo: 30 },
      ]),
    ]);
    reader = await startReader({ profileDir: profile.dir });
    await runCommand(profile.dir, 'add', rivers.url, '--allow-local', '--folder', 'Rivers');
    await runCommand(profile.dir, 'add', tales.url, '--allow-local');
    window = await reader.openWindow();
    page = window.page;
    await row(page, 'The weir in May').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await Promise.all([rivers.close(), tales.close()]);
    profile.remove();
  });

  it('finds as one types, and marks what it found', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('wei');
    await found('2 found');
    expect(await titles(page)).toEqual(['The weir in May', 'What the gauge says']);
    expect(await marked()).toEqual(['weir', 'weir']);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('NAIVE OTTER');
    await found('1 found');
    await eventually(marked).toEqual(['naïve', 'otter']);
  });

  it('finds Japanese', async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('行間');
    await found('1 found');
    await eventually(marked).toEqual(['行間', '行間']);
  });

  it('goes on with the keys of every list, and back to the field', async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.type('weir');
    await page.keyboard.press('Enter');
    await row(page, 'The weir in May').and(page.locator('[aria-selected=true]')).waitFor();
    await page.keyboard.press('j');
    await articleTitle(page).filter({ hasText: 'What the gauge says' }).waitFor();
    await eventually(markedInArticle).toEqual(['weir']);
    await page.keyboard.press('s');
    await row(page, 'What the gauge says').getByText('Starred').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('is:starred');
    await eventually(() => titles(page)).toEqual(['What the gauge says']);
  });

  it('completes operators and names', async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.type('fee');
    await page.getByRole('option', { name: 'feed:' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('riv');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(() => field().inputValue()).toBe('feed:"River notes" ');
    await found('3 found');
  });

  it('says what it does not understand, and what to do when nothing is found', async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.type('date:may');
    await found('This is no date');
    expect(await field().getAttribute('aria-invalid')).toBe('true');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('submarine');
    await page.getByText('Nothing found').waitFor();
    await page.getByText('Try fewer or other words').waitFor();
  });

  it('saves a search, shows its unread articles, and takes its deletion back', async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.type('weir is:unread');
    await found('1 found');
    await page.getByRole('button', { name: 'Save…' }).press('Enter');
    await page.getByRole('dialog', { name: 'Save search' }).waitFor();
    await page.keyboard.type('Weirs');
    await page.keyboard.press('Enter');
    await notice(page, 'Saved “Weirs”').waitFor();
    await treeRow(page, 'Weirs').getByText('1').waitFor();

    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await row(page, 'The weir in May').waitFor();
    await page.keyboard.press('n');
    await page.keyboard.press('m');
    await eventually(() => treeRow(page, 'Weirs').getByText('1').count()).toBe(0);
    await page.keyboard.press('m');
    await treeRow(page, 'Weirs').getByText('1').waitFor();

    await treeRow(page, 'Weirs').click();
    await eventually(() => titles(page)).toEqual(['The weir in May']);
    expect(await field().inputValue()).toBe('weir is:unread');
    await treeRow(page, 'Weirs').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await eventually(() => treeRow(page, 'Weirs').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await treeRow(page, 'Weirs').waitFor();
    await page.keyboard.press('/');
  });

  it('is left by Esc, and what was behind it is there again', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { level: 1, name: 'All articles' }).waitFor();
    await eventually(async () => (await titles(page)).length).toBe(4);
    expect(await field().count()).toBe(0);
    await eventually(markedInArticle).toEqual([]);
  });

  it('takes what is typed after its key also where it comes in front of the article, or of the feeds', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await read(page, 'The weir in May');
    await page.getByRole('listbox', { name: 'Articles' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    await page.getByRole('listbox', { name: 'Articles' }).waitFor();
    await page.keyboard.type('low water');
    expect(await field().inputValue()).toBe('low water');
    await page.keyboard.press('Escape');

    await page.setViewportSize({ width: 900, height: 600 });
    await page.getByRole('button', { name: 'Views and feeds' }).click();
    await page.getByRole('tree').getByRole('treeitem').first().focus();
    await page.keyboard.press('/');
    await page.getByRole('tree').waitFor({ state: 'detached' });
    await page.keyboard.type('low water');
    expect(await field().inputValue()).toBe('low water');
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it.each(['light', 'dark'] as const)('has no faults that axe can find, in the %s theme', async colorScheme => {
    await page.emulateMedia({ colorScheme });
    for (const [name, query] of Object.entries({ help: '', saved: 'weir', found: 'weir', fault: 'weir is:lost', none: 'submarine' })) {
      await page.keyboard.press('/');
      await page.keyboard.press('Control+a');
      await page.keyboard.press('Delete');
      await page.keyboard.type(query);
      if (query === 'submarine') await page.getByText('Nothing found').waitFor();
      else if (query !== '') await found(query === 'weir' ? '2 found' : 'is: can be');
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run(),
      );
      expect(violations.map(({ id }) => id)).toEqual([]);
      if (shots !== undefined) {
        for (const [width, height] of [
          [1280, 800],
          [400, 800],
        ] as const) {
          await page.setViewportSize({ width, height });
          await page.screenshot({ path: `${shots}/${name}-${colorScheme}-${width}.png` });
        }
        await page.setViewportSize({ width: 1280, height: 800 });
      }
    }
  });
});

it('is asked from the command line too', async () => {
  const profile = newProfile();
  const site = await startSite('River notes', [{ title: 'The weir in May', html: '<p>High water.</p>', minutesAgo: 10 }]);
  await runCommand(profile.dir, 'add', site.url, '--allow-local');
  const { code, stdout } = await runCommand(profile.dir, 'search', 'weir', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ total: 1, rows: [{ title: 'The weir in May', feedTitle: 'River notes' }] });
  const refused = await runCommand(profile.dir, 'search', 'is:lost');
  expect(refused).toMatchObject({ code: 2 });
  expect(refused.stderr).toContain('is:unread');
  await site.close();
  profile.remove();
});
