import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hostKind, newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { article, articleTitle, eventually, list, read, row, titles, tree, treeRow } from './window.ts';

const picture = '<img src="/river.png" alt="The weir" width="640" height="240">';

const arabicTitle = 'ما يحفظه البحر من أسماء المراكب';
const arabicText = 'في كل ميناء دفتر قديم، وفي كل دفتر مركب لم يعد.';

describe('The look of the reader', () => {
  const profile = newProfile();
  let site: Site;
  let broken: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  beforeAll(async () => {
    [site, broken] = await Promise.all([
      startSite('River notes', [
        {
          title: 'The weir in May',
          html: `<p>High water.</p>${picture}<h2>Later</h2><p>See <a href="#end">the end</a>.</p>`,
          minutesAgo: 10,
          author: 'Ana Brook',
        },
        { title: 'A kingfisher, twice', html: '<p>Once upstream, once down.</p>', minutesAgo: 90 },
        { title: 'What the gauge says', html: '<p>Two metres ten.</p>', minutesAgo: 24 * 60 },
      ]),
      startSite('Lost letters', [
        { title: 'The last one', html: '<p>So long.</p>', minutesAgo: 200 },
        { title: arabicTitle, html: `<p>${arabicText}</p>`, minutesAgo: 300 },
      ]),
    ]);
    reader = await startReader({ profileDir: profile.dir });
    await runCommand(profile.dir, 'add', site.url, '--allow-local', '--folder', 'Rivers');
    await runCommand(profile.dir, 'add', broken.url, '--allow-local');
    broken.server.on('/feed.xml', { status: 410 });
    await runCommand(profile.dir, 'refresh', '--feed', '2', '--force');
    window = await reader.openWindow();
    page = window.page;
    await row(page, 'The weir in May').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await Promise.all([site.close(), broken.close()]);
    profile.remove();
  });

  it('keeps the measures of rows, toolbars and buttons', async () => {
    expect(await sizeOf(treeRow(page, 'Unread'))).toMatchObject({ height: 30 });
    expect(await sizeOf(treeRow(page, 'River notes'))).toMatchObject({ height: 28 });
    expect(await sizeOf(page.getByRole('navigation', { name: 'Views and feeds' }))).toMatchObject({ width: 244 });
    expect(await sizeOf(list(page))).toMatchObject({ width: 372 });
    expect(await sizeOf(page.getByRole('toolbar', { name: 'Article' }))).toMatchObject({ height: 52 });
    expect(await sizeOf(page.locator('header', { has: page.getByRole('heading', { level: 1 }) }))).toMatchObject({ height: 52 });
    const button = page.getByRole('button', { name: 'Only unread' });
    expect(await sizeOf(button)).toEqual({ width: 32, height: 32 });
    expect(await stylesOf(button.locator('svg'), ['width', 'strokeWidth'])).toEqual({ width: '18px', strokeWidth: '1.75px' });
    const first = row(page, 'The weir in May');
    expect(await stylesOf(first, ['borderTopLeftRadius'])).toEqual({ borderTopLeftRadius: '10px' });
    expect(await stylesOf(first.locator('img').last(), ['width', 'height'])).toEqual({ width: '56px', height: '56px' });
  });

  it('sets the window in Inter and titles in Literata', async () => {
    expect(await stylesOf(treeRow(page, 'River notes'), ['fontSize', 'fontFamily'])).toMatchObject({
      fontSize: '13px',
      fontFamily: startsWith('Inter Variable'),
    });
    expect(await stylesOf(tree(page).getByText('Feeds', { exact: true }), ['fontSize', 'fontWeight', 'textTransform'])).toEqual({
      fontSize: '11px',
      fontWeight: '600',
      textTransform: 'none',
    });
    const unread = row(page, 'A kingfisher, twice').getByRole('heading');
    const styles = ['fontSize', 'lineHeight', 'fontWeight', 'fontFamily', 'textWrapStyle'] as const;
    expect(await stylesOf(unread, styles)).toEqual({
      fontSize: '15.5px',
      lineHeight: '20.15px',
      fontWeight: '600',
      fontFamily: startsWith('Literata Variable'),
      textWrapStyle: 'pretty',
    });
    await read(page, 'The weir in May');
    await eventually(async () => (await stylesOf(row(page, 'The weir in May').getByRole('heading'), ['fontWeight'])).fontWeight).toBe(
      '430',
    );
    expect(await loadedFaces(page.locator(':root'))).toEqual(expect.arrayContaining(['Inter Variable', 'Literata Variable']));
  });

  it('sets the article in its measure, size and faces', async () => {
    const wide = await reader.openWindow({ width: 1600, height: 900 });
    await read(wide.page, 'The weir in May');
    expect(await stylesOf(articleTitle(wide.page), ['fontSize', 'lineHeight', 'textWrapStyle'])).toEqual({
      fontSize: '35px',
      lineHeight: '40.6px',
      textWrapStyle: 'balance',
    });
    const text = article(wide.page).getByText('High water.');
    expect(await stylesOf(text, ['fontSize', 'lineHeight', 'width', 'fontFamily'])).toEqual({
      fontSize: '18px',
      lineHeight: '30.24px',
      width: '660px',
      fontFamily: startsWith('Literata Variable'),
    });
    await eventually(() => loadedFaces(article(wide.page).locator(':root'))).toContain('Literata Variable');
    expect(wide.complaints).toEqual([]);
    await wide.close();
  });

  it('lays out from right to left what is written so, whatever its feed says of its language', async () => {
    await treeRow(page, 'Lost letters').click();
    await read(page, arabicTitle);
    expect(await row(page, arabicTitle).getAttribute('dir')).toBe('rtl');
    const text = article(page).getByText(arabicText);
    expect(await stylesOf(text, ['direction', 'lineHeight'])).toEqual({ direction: 'rtl', lineHeight: '34.2px' });
    expect(await stylesOf(articleTitle(page), ['letterSpacing'])).toEqual({ letterSpacing: 'normal' });
    await page.keyboard.press('g');
    await page.keyboard.press('a');
  });

  it('gives panes up one after another as the window narrows, and by touch reaches everything at 400 pixels', async () => {
    const drawer = await reader.openWindow({ width: 900, height: 600 });
    await row(drawer.page, 'The weir in May').waitFor();
    expect(await tree(drawer.page).count()).toBe(0);
    expect((await sizeOf(frame(drawer.page))).width).toBeGreaterThanOrEqual(440);
    expect(drawer.complaints).toEqual([]);
    await drawer.close();

    const narrow = await reader.openWindow({ width: 400, height: 800, hasTouch: true });
    const at = narrow.page;
    const touch = (locator: Locator) => (hostKind === 'web' ? locator.tap() : locator.click());
    await touch(row(at, 'A kingfisher, twice'));
    await articleTitle(at).filter({ hasText: 'A kingfisher, twice' }).waitFor();
    await list(at).waitFor({ state: 'hidden' });
    expect((await sizeOf(frame(at))).width).toBe(400);
    expect(
      await article(at)
        .locator(':root')
        .evaluate(root => root.scrollWidth),
    ).toBeLessThanOrEqual(400);
    await touch(at.getByRole('button', { name: 'Back to the list' }));
    await list(at).waitFor();
    await touch(at.getByRole('button', { name: 'Views and feeds' }));
    await touch(treeRow(at, 'Lost letters'));
    await eventually(() => titles(at)).toEqual(['The last one', arabicTitle]);
    await at.getByRole('group', { name: 'This feed cannot be read at the moment' }).waitFor();
    expect(await at.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
    expect(narrow.complaints).toEqual([]);
    await narrow.close();
  });
});

function frame(page: Page): Locator {
  return page.getByTitle('Article', { exact: true });
}

function startsWith(face: string): unknown {
  return expect.stringMatching(new RegExp(`^"?${face}`));
}

/** CSS pixels, rounded. */
async function sizeOf(locator: Locator): Promise<{ width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not in sight.');
  return { width: Math.round(box.width), height: Math.round(box.height) };
}

function stylesOf<Name extends keyof CSSStyleDeclaration>(locator: Locator, names: readonly Name[]): Promise<Record<Name, unknown>> {
  return locator.evaluate((element, wanted) => {
    const styles = getComputedStyle(element);
    return Object.fromEntries(wanted.map(name => [name, styles[name]])) as Record<Name, unknown>;
  }, names);
}

/** Names of the bundled faces that were really loaded for this document. */
function loadedFaces(root: Locator): Promise<string[]> {
  return root.evaluate(element =>
    [...element.ownerDocument.fonts]
      .filter(face => face.status === 'loaded')
      .map(face => face.family.replaceAll('"', '').replaceAll("'", '')),
  );
}
