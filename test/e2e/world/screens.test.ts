import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import ar from '../../../renderer/locales/ar.json' with { type: 'json' };
import en from '../../../renderer/locales/en.json' with { type: 'json' };
import { pseudoText } from '../../../renderer/locales/pseudo.ts';
import { type FeedServer, startFeedServer } from '../../helpers/feed-server.ts';
import { contrastFaults, faultsOfScreen } from '../axe.ts';
import { newProfile, type RunningReader, runCommand, startReader } from '../reader.ts';
import { silence } from '../recording.ts';
import { everyScreen, leave, names, type Say, type Screen, settingsScreens } from './every-screen.ts';
import { clippedControls, unwrappedWords } from './look-over.ts';

const shots = process.env['FRESHET_SHOTS'];

describe('Every screen', () => {
  const profile = newProfile();
  let server: FeedServer;
  let reader: RunningReader;

  beforeAll(async () => {
    server = await startFeedServer();
    server.on('/river.xml', rss(names.feed, [item('五月の堰', '高い水。'), item('川蝉、二度', '一度は上流で。')]));
    server.on(
      '/night.xml',
      rss(names.podcast, [item('真夜中', '静けさ。', `<enclosure url="${server.origin}/a.wav" type="audio/wav" length="8044"/>`)]),
    );
    server.on('/lost.xml', rss(names.failing, [item('最後の手紙', '届いた。')]));
    server.on('/a.wav', { type: 'audio/wav', body: silence(1) });
    reader = await startReader({ profileDir: profile.dir });
  });

  afterAll(async () => {
    await reader.stop();
    await server.close();
    profile.remove();
  });

  it('has no fault for assistive technology while there is nothing to read', async () => {
    const { page, close } = await reader.openWindow();
    // The list stands there for a moment, until it is known that there are no feeds.
    await page.getByRole('heading', { name: en.firstRun.title }).waitFor();
    expect(await faultsInThemes(page)).toEqual([]);
    // The address of the page without its key: nobody is let in.
    const stranger = await page.context().browser()?.newPage();
    await stranger?.goto(page.url().replace(/#.*/, ''));
    await stranger?.getByRole('heading', { name: en.notConnected.title }).waitFor();
    expect(stranger === undefined ? [] : await faultsInThemes(stranger)).toEqual([]);
    await stranger?.close();
    await close();
  });

  it('has no fault for assistive technology in light, dark and forced colours', async () => {
    for (const [path, folder] of [
      ['/river.xml', names.folder],
      ['/night.xml', ''],
      ['/lost.xml', names.folder],
    ] as const) {
      const { code, stderr } = await runCommand(
        profile.dir,
        'add',
        `${server.origin}${path}`,
        '--allow-local',
        ...(folder === '' ? [] : ['--folder', folder]),
      );
      expect(stderr + code).toBe('0');
    }
    server.on('/lost.xml', { status: 410 });
    await runCommand(profile.dir, 'refresh', '--feed', '3', '--force');
    const { page, complaints, close } = await reader.openWindow();
    page.setDefaultTimeout(10_000);
    await page.getByRole('option').filter({ hasText: names.article }).click();
    await page.keyboard.press('t');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type(names.label);
    await page.keyboard.press('Enter');
    await page.getByRole('treeitem').filter({ hasText: names.label }).waitFor();
    await leave(page);
    const found: Record<string, readonly string[]> = {};
    for (const screen of [...everyScreen, ...(await settingsScreens(page))]) {
      const faults = await look(screen, page, say, () => faultsInThemes(page));
      if (faults.length > 0) found[screen.name] = faults;
      await leave(page);
    }
    expect(found).toEqual({});
    expect(complaints).toEqual([]);
    await close();
  }, 300_000);

  it('is spoken in Arabic and mirrored as soon as that is chosen, and in English again', async () => {
    const { page, complaints, close } = await reader.openWindow();
    await page.getByRole('treeitem').filter({ hasText: names.feed }).waitFor();
    await page.keyboard.press('Control+,');
    await page.getByRole('combobox', { name: 'Language' }).selectOption('العربية');
    await page.getByRole('dialog', { name: ar.settings.title }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(['ar', 'rtl']);
    expect((await page.getByRole('tree', { name: ar.sidebar.tree }).boundingBox())?.x).toBeGreaterThan(640);
    // Inwards is to the left now.
    const folder = page.getByRole('treeitem').filter({ hasText: names.folder });
    await folder.click();
    await folder.focus();
    await page.keyboard.press('ArrowRight');
    await folder.and(page.locator('[aria-expanded=false]')).waitFor();
    await page.keyboard.press('ArrowLeft');
    await folder.and(page.locator('[aria-expanded=true]')).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.getByRole('option').filter({ hasText: names.article }).click();
    expect(await page.frameLocator('iframe').first().locator(':root').getAttribute('dir')).toBe('rtl');
    await page.keyboard.press('Control+,');
    await page.getByRole('combobox', { name: ar.settings.language }).selectOption(ar.settings.languageSystem);
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr');
    await page.keyboard.press('Escape');
    expect(complaints).toEqual([]);
    await close();
  });

  it('has all its words from the locale and room for longer ones, at 900 × 600', async () => {
    const { page, close } = await reader.openWindow({ width: 900, height: 600, locale: 'en-XA' });
    page.setDefaultTimeout(10_000);
    await page.getByRole('option').filter({ hasText: names.article }).waitFor();
    const found: Record<string, readonly string[]> = {};
    for (const screen of [...everyScreen, ...(await settingsScreens(page))]) {
      const faults = await look(screen, page, sayPseudo, async () => [...(await unwrappedWords(page)), ...(await clippedControls(page))]);
      if (faults.length > 0) found[screen.name] = faults;
      await leave(page);
    }
    expect(found).toEqual({});
    await close();
  }, 300_000);

  it.runIf(shots !== undefined)(
    'can be looked at in Arabic',
    async () => {
      for (const [width, height] of [
        [1280, 800],
        [900, 600],
        [400, 800],
      ] as const) {
        for (const colorScheme of ['light', 'dark'] as const) {
          const folder = `${shots}/${width}-${colorScheme}`;
          mkdirSync(folder, { recursive: true });
          const { page, close } = await reader.openWindow({ width, height, colorScheme, locale: 'ar' });
          page.setDefaultTimeout(10_000);
          await page.getByRole('option').filter({ hasText: names.article }).waitFor();
          const screens =
            width === 400 || colorScheme === 'dark' ? everyScreen.slice(0, 3) : [...everyScreen, ...(await settingsScreens(page))];
          for (const screen of screens) {
            const path = `${folder}/${screen.name.replace(/\W+/g, '-')}.png`;
            await look(
              screen,
              page,
              (key, parts) => fill(wordOf(ar, key), parts),
              async () => [String(await page.screenshot({ path }))],
            );
            await leave(page);
          }
          await close();
        }
      }
    },
    600_000,
  );
});

async function faultsInThemes(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
  faults.push(...(await faultsOfScreen(page)));
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none', reducedMotion: 'reduce' });
  faults.push(...(await contrastFaults(page)).map(fault => `dark: ${fault}`));
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active', reducedMotion: 'reduce' });
  faults.push(...(await contrastFaults(page)).map(fault => `forced: ${fault}`));
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
  return faults;
}

/** A screen that does not open is a fault like others: the rest is looked at all the same. */
async function look(screen: Screen, page: Page, words: Say, faults: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    await screen.open(page, words);
    return await faults();
  } catch (error) {
    return [`did not open: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function say(key: string, parts?: Readonly<Record<string, string>>): string {
  return fill(wordOf(en, key), parts);
}

function sayPseudo(key: string, parts?: Readonly<Record<string, string>>): string {
  return fill(pseudoText(wordOf(en, key)), parts);
}

function wordOf(words: object, key: string): string {
  const found = key.split('.').reduce<unknown>((at, part) => (at as Readonly<Record<string, unknown>> | undefined)?.[part], words);
  if (typeof found !== 'string') throw new Error(`no word ${key}`);
  return found;
}

function fill(words: string, parts: Readonly<Record<string, string>> = {}): string {
  return words.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => parts[name] ?? '');
}

function rss(title: string, items: readonly string[]) {
  return {
    type: 'application/rss+xml',
    body: `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>${title}</title>${items.join('')}</channel></rss>`,
  };
}

let minutes = 5;

function item(title: string, text: string, more = ''): string {
  minutes += 5;
  const date = new Date(Date.now() - minutes * 60_000).toUTCString();
  return `<item><title>${title}</title><guid isPermaLink="false">${title}</guid><link>http://127.0.0.1/${encodeURIComponent(title)}</link>${more}<pubDate>${date}</pubDate><description>${text}</description></item>`;
}
