import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { ranged, silence } from './recording.ts';
import { type Site, startSite } from './site.ts';
import { article, articleTitle, eventually, list, notice, pointAt, read, row, tree, treeRow } from './window.ts';

/** A key that comes while the text still glides may be lost in the browser. */
async function standsStill(place: () => Promise<number>): Promise<void> {
  let before = Number.NaN;
  await eventually(async () => {
    const now = await place();
    const isSame = now === before;
    before = now;
    return isSame;
  }).toBe(true);
}

/** The driver cannot see a dialog of the system. */
function stubPrint(): void {
  const { get } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow') ?? {};
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
    get(this: HTMLIFrameElement) {
      const view = get?.call(this) as Window;
      if (this.title === 'Printed article') view.print = () => this.setAttribute('data-printed', '');
      return view;
    },
  });
}

describe('An article that has a window to itself', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  beforeAll(async () => {
    site = await startSite('Hill walks', [
      { title: 'One: over the saddle', html: '<p>Wind from the west.</p>', minutesAgo: 10 },
      { title: 'Two: at low tide', html: '<p>Two miles of sand.</p>', minutesAgo: 20, recording: '/tide.wav' },
      {
        title: 'Three: all the way',
        html: Array.from({ length: 80 }, (_, at) => `<p>Mile ${at} of a long path.</p>`).join(''),
        minutesAgo: 30,
      },
    ]);
    site.server.on('/tide.wav', ranged(silence(60)));
    site.server.on(`/${encodeURIComponent('Two: at low tide')}`, {
      body: `<html lang="en"><title>Low tide</title><article><h1>Low tide</h1><p>${'The whole of the sand. '.repeat(60)}</p></article></html>`,
      type: 'text/html; charset=utf-8',
    });
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    window = await reader.openWindow();
    page = window.page;
    await tree(page).waitFor();
    await row(page, 'Two: at low tide').waitFor();
  });

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  async function openInTab(title: string): Promise<Page> {
    await page.bringToFront();
    await read(page, title);
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('Shift+Enter');
    const tab = await opened;
    await articleTitle(tab).filter({ hasText: title }).waitFor();
    return tab;
  }

  it('shows it alone by a key, and gives the panes back by Esc', async () => {
    await read(page, 'One: over the saddle');
    await page.keyboard.press('f');
    await eventually(() => list(page).isVisible()).toBe(false);
    await eventually(() => tree(page).count()).toBe(0);
    expect(await articleTitle(page).innerText()).toBe('One: over the saddle');
    await page.keyboard.press('f');
    await eventually(() => list(page).isVisible()).toBe(true);
    await page.keyboard.press('f');
    await eventually(() => list(page).isVisible()).toBe(false);
    // What the browser's own key does to a full screen is no key of the page.
    await page.evaluate(() => document.exitFullscreen().catch(() => undefined));
    await page.keyboard.press('Escape');
    await eventually(() => list(page).isVisible()).toBe(true);
    await tree(page).waitFor();
  });

  it('opens in a tab by Shift+Enter, with the same keys, and the marks follow in both', async () => {
    await page.keyboard.press('n');
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('Shift+Enter');
    const tab = await opened;
    await articleTitle(tab).filter({ hasText: 'Two: at low tide' }).waitFor();
    expect(new URL(tab.url()).hash).toMatch(/^#article=\d+&from=/);
    await eventually(() => tab.title()).toBe('Two: at low tide');
    await eventually(() => row(page, 'Two: at low tide').getByText('Unread').count()).toBe(0);
    expect(await tree(tab).count()).toBe(0);

    await tab.keyboard.press('s');
    await row(page, 'Two: at low tide').getByText('Starred').waitFor();
    await page.bringToFront();
    await page.keyboard.press('s');
    await eventually(() => row(page, 'Two: at low tide').getByText('Starred').count()).toBe(0);
    await tab.getByRole('button', { name: 'Star', exact: true }).waitFor();

    await tab.bringToFront();
    await tab.reload();
    await article(tab).getByText('Two miles of sand.').waitFor();
    await tab.close();
  });

  it('goes on through the list it was opened from, has no command of a list that it does not show, and closes by Esc', async () => {
    await read(page, 'One: over the saddle');
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('Shift+Enter');
    const tab = await opened;
    await articleTitle(tab).filter({ hasText: 'One: over the saddle' }).waitFor();
    await tab.keyboard.press('j');
    await articleTitle(tab).filter({ hasText: 'Two: at low tide' }).waitFor();
    await tab.keyboard.press('n');
    await articleTitle(tab).filter({ hasText: 'Three: all the way' }).waitFor();
    // Nobody has clicked into the article yet.
    await tab.keyboard.press('PageDown');
    await eventually(async () => (await article(tab).getByText('Mile 3 of').boundingBox())?.y ?? 0).toBeLessThan(0);
    await standsStill(async () => (await article(tab).getByText('Mile 3 of').boundingBox())?.y ?? 0);
    await tab.keyboard.press('Home');
    await eventually(async () => (await article(tab).getByText('Mile 3 of').boundingBox())?.y ?? 0).toBeGreaterThan(0);
    await eventually(() => row(page, 'Three: all the way').getByText('Unread').count()).toBe(0);
    await tab.keyboard.press('j');
    await notice(tab, 'last article').waitFor();
    await tab.keyboard.press('s');
    await row(page, 'Three: all the way').getByText('Starred').waitFor();

    for (const key of ['/', '+', 'x', 'e', 'r', 'Shift+A', 'Shift+D', 'Shift+J', 'Control+Shift+F']) await tab.keyboard.press(key);
    for (const key of ['a', 'u', 'f', 's']) {
      await tab.keyboard.press('g');
      await tab.keyboard.press(key);
    }
    // What those keys do not do is done by none of them: "s" and "f" after "g" are no commands of their own either.
    await tab.keyboard.press('?');
    const help = tab.getByRole('dialog', { name: 'Keys' });
    await help.waitFor();
    expect(await help.getByText('Next article', { exact: true }).count()).toBe(1);
    for (const name of ['Search', 'Add a feed', 'Unread', 'Mark all as read'])
      expect(await help.getByText(name, { exact: true }).count(), name).toBe(0);
    await tab.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    expect(await articleTitle(tab).innerText()).toBe('Three: all the way');

    await article(tab).getByText('Mile 3 of').hover();
    await tab.mouse.wheel(0, 1_500);
    await eventually(async () => (await article(tab).getByText('Mile 3 of').boundingBox())?.y ?? 0).toBeLessThan(-400);
    await tab.keyboard.press('k');
    await articleTitle(tab).filter({ hasText: 'Two: at low tide' }).waitFor();
    // The tab may be gone before the key has come up again.
    await Promise.all([tab.waitForEvent('close'), tab.keyboard.press('Escape').catch(() => undefined)]);
    await read(page, 'Three: all the way');
    await eventually(async () => (await article(page).getByText('Mile 3 of').boundingBox())?.y ?? 0).toBeLessThan(-300);
    await read(page, 'One: over the saddle');
  });

  it('reads, copies, plays, prints and marks there by its own keys', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const tab = await openInTab('Two: at low tide');
    const copied = () => tab.evaluate(() => navigator.clipboard.readText());
    const textSize = () =>
      article(tab)
        .getByText('Two miles of sand.')
        .evaluate(element => Number.parseFloat(getComputedStyle(element).fontSize));

    const usual = await textSize();
    await tab.keyboard.press('Control+Equal');
    await eventually(textSize).toBeGreaterThan(usual);
    await tab.keyboard.press('Control+0');
    await eventually(textSize).toBe(usual);
    await tab.keyboard.press('Control+Minus');
    await eventually(textSize).toBeLessThan(usual);
    await tab.keyboard.press('Control+0');
    await eventually(textSize).toBe(usual);

    await tab.keyboard.press('c');
    await eventually(copied).toContain('/Two%3A%20at%20low%20tide');
    await pointAt(tab, 'Two miles of sand.', 3);
    await tab.keyboard.press('q');
    await eventually(copied).toMatch(/^> Two miles of sand\./);
    await tab.getByRole('button', { name: 'More' }).click();
    await tab.getByRole('menuitem', { name: 'Copy', exact: true }).press('ArrowRight');
    await tab.getByRole('menuitem', { name: 'Copy title and address' }).click();
    await eventually(copied).toMatch(/^Two: at low tide\nhttp/);

    await tab.keyboard.press('Control+f');
    const find = tab.getByRole('textbox', { name: 'Find in the article' });
    await find.fill('sand');
    await tab.getByText('1 of 1').waitFor();
    await find.press('Escape');
    await find.waitFor({ state: 'detached' });

    await tab.keyboard.press('Shift+L');
    const sound = () => tab.locator('audio').evaluate(element => (element as HTMLMediaElement).currentTime);
    const isPaused = () => tab.locator('audio').evaluate(element => (element as HTMLMediaElement).paused);
    await eventually(sound).toBeGreaterThan(0.1);
    await tab.keyboard.press('Shift+L');
    await eventually(isPaused).toBe(true);
    await tab.keyboard.press('.');
    await eventually(sound).toBeGreaterThan(10);

    await tab.keyboard.press('l');
    await row(page, 'Two: at low tide').getByText('Read later').waitFor();
    await tab.keyboard.press('t');
    const labels = tab.getByRole('dialog', { name: 'Labels' });
    await labels.getByRole('combobox').or(labels.getByRole('textbox')).first().fill('coast');
    await tab.keyboard.press('Enter');
    await treeRow(page, 'coast').waitFor();
    await tab.keyboard.press('Escape');
    await labels.waitFor({ state: 'hidden' });

    await tab.keyboard.press('d');
    await article(tab).getByText('The whole of the sand.').first().waitFor();
    await tab.keyboard.press('d');
    await article(tab).getByText('Two miles of sand.').waitFor();

    await tab.evaluate(stubPrint);
    await tab.keyboard.press('Control+p');
    const paper = tab.locator('iframe[data-printed]');
    await paper.waitFor({ state: 'attached' });
    expect(await paper.evaluate(shown => (shown as HTMLIFrameElement).contentDocument?.body.innerText)).toContain('Two miles of sand.');

    await tab.keyboard.press('f');
    await eventually(() => tab.evaluate(() => document.fullscreenElement !== null)).toBe(true);
    await tab.keyboard.press('Escape');
    await eventually(() => tab.evaluate(() => document.fullscreenElement === null)).toBe(true);
    expect(tab.isClosed()).toBe(false);

    await tab.keyboard.press('Control+k');
    await tab.getByRole('combobox', { name: 'Commands, feeds and articles' }).fill('zzz');
    await tab.getByText('Nothing is called “zzz”').waitFor();
    await tab.keyboard.press('Escape');
    await tab.getByRole('dialog').waitFor({ state: 'hidden' });
    await tab.close();
  });

  it('says what became of its article, and takes that back', async () => {
    const tab = await openInTab('Two: at low tide');
    await page.bringToFront();
    await row(page, 'Two: at low tide').click();
    await page.keyboard.press('Delete');
    await tab.getByText('This article was deleted.').waitFor();
    expect(await tab.getByText('Choose an article').count()).toBe(0);
    await tab.bringToFront();
    // Neither of them acts on what is gone.
    await tab.keyboard.press('s');
    await tab.keyboard.press('j');
    await articleTitle(tab).filter({ hasText: 'Three: all the way' }).waitFor();
    await tab.keyboard.press('k');
    await articleTitle(tab).filter({ hasText: 'One: over the saddle' }).waitFor();
    await tab.keyboard.press('#');
    await tab.getByRole('button', { name: 'Take back' }).click();
    await articleTitle(tab).filter({ hasText: 'One: over the saddle' }).waitFor();

    await page.bringToFront();
    await page.keyboard.press('Control+z');
    await row(page, 'Two: at low tide').waitFor();
    await treeRow(page, 'Hill walks').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Unsubscribe' }).click();
    await page.getByRole('button', { name: 'Remove with the feed' }).click();
    await tab.getByText('This article went with its feed: Hill walks was unsubscribed.').waitFor();
    await tab.bringToFront();
    await tab.reload();
    await tab.getByText('This article went with its feed: Hill walks was unsubscribed.').waitFor();
    await tab.keyboard.press('Space');
    await notice(tab, 'Nothing unread below in').waitFor();
    await tab.getByRole('button', { name: 'Take back' }).click();
    await articleTitle(tab).filter({ hasText: 'One: over the saddle' }).waitFor();
    await treeRow(page, 'Hill walks').waitFor();

    await tab.keyboard.press('Delete');
    await tab.getByText('This article was deleted.').waitFor();
    await Promise.all([tab.waitForEvent('close'), tab.getByRole('button', { name: 'Close this tab' }).click()]);
    await page.bringToFront();
    await page.keyboard.press('Control+z');
    await row(page, 'One: over the saddle').waitFor();
  });

  it('opens in a tab by a double click, and the same article only once', async () => {
    const opened = page.context().waitForEvent('page');
    await row(page, 'One: over the saddle').dblclick();
    const tab = await opened;
    await articleTitle(tab).filter({ hasText: 'One: over the saddle' }).waitFor();
    await page.bringToFront();
    await row(page, 'One: over the saddle').dblclick();
    await eventually(() => page.context().pages().length).toBe(2);
    await tab.close();
    expect(window.complaints).toEqual([]);
  });
});
