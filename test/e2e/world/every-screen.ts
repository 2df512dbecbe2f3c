import type { Locator, Page } from 'playwright-core';

/** Says a word of the window by its key, in the language that it speaks. */
export type Say = (key: string, parts?: Readonly<Record<string, string>>) => string;

export interface Screen {
  readonly name: string;
  open(page: Page, say: Say): Promise<void>;
}

/** What the profile behind the screens is called: nothing in it is in Latin letters, so that those are the window's own. */
export const names = {
  feed: '川のたより',
  failing: '消えた手紙',
  podcast: '夜の声',
  folder: '水辺',
  label: '旅',
  article: '五月の堰',
} as const;

/** All screens and dialogs of a reader with feeds, each opened from the list and left by `leave`. */
export const everyScreen: readonly Screen[] = [
  { name: 'list and article', open: async page => void (await openArticle(page)) },
  {
    name: 'sepia page',
    open: async page => {
      await change(page, { articlePage: 'sepia' });
      await openArticle(page);
    },
  },
  {
    name: 'black page, compact rows',
    open: async page => {
      await change(page, { articlePage: 'black', listDensity: 'compact' });
      await openArticle(page);
    },
  },
  {
    name: 'several chosen',
    open: async page => {
      await change(page, { articlePage: 'paper', listDensity: 'comfortable' });
      await openArticle(page);
      await page.keyboard.press('x');
      await page.getByRole('option', { selected: true }).first().waitFor();
    },
  },
  {
    name: 'menu of a row',
    open: async page => {
      await page.getByRole('option').first().click({ button: 'right' });
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'menu of a feed',
    open: async (page, say) => {
      await (await treeRow(page, say, names.feed)).click({ button: 'right' });
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'search with help',
    open: async (page, say) => {
      await page.keyboard.press('/');
      await page.keyboard.type('堰');
      await page.getByRole('option').first().waitFor();
      await page.getByRole('button', { name: say('search.help'), exact: true }).click();
      await page.locator('dl').first().waitFor();
    },
  },
  {
    name: 'save a search',
    open: async (page, say) => {
      await page.keyboard.press('/');
      await page.keyboard.type('堰');
      await page.getByRole('button', { name: say('search.save'), exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'nothing found',
    open: async page => {
      await page.keyboard.press('/');
      await page.keyboard.type('ㄅㄆㄇ');
      await page.getByRole('option').first().waitFor({ state: 'detached' });
    },
  },
  byKeys('add a feed', '+'),
  byKeys('palette', 'Control+k'),
  byKeys('keys', '?'),
  byKeys('history', 'g', 'h'),
  byKeys('feeds', 'g', 'f'),
  {
    name: 'help for a failing feed',
    open: async (page, say) => {
      await page.keyboard.press('g');
      await page.keyboard.press('f');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('feeds.repair'), exact: true })
        .first()
        .click();
      await page.getByRole('dialog').getByRole('group').first().waitFor();
    },
  },
  byCommand('import', 'import-opml'),
  {
    name: 'feeds of a list',
    open: async (page, say) => {
      await commandOf('import-opml')(page, say);
      await page.getByRole('dialog').getByRole('textbox').fill('http://127.0.0.1/一\nhttp://127.0.0.1/二\n三');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('import.look') })
        .click();
      await page.getByRole('dialog').getByRole('tree').waitFor();
    },
  },
  byCommand('export of everything', 'export-archive'),
  byCommand('new folder', 'new-folder'),
  {
    name: 'labels',
    open: async page => {
      await openArticle(page);
      await page.keyboard.press('t');
      await page.getByRole('dialog').waitFor();
    },
  },
  propertiesOf('feed properties', names.feed),
  propertiesOf('folder properties', names.folder),
  propertiesOf('label properties', names.label),
  {
    name: 'a failing feed',
    open: async (page, say) => {
      await (await treeRow(page, say, names.failing)).click();
      await page.getByRole('group').first().waitFor();
    },
  },
  {
    name: 'move to a folder',
    open: async (page, say) => {
      await (await treeRow(page, say, names.feed)).click();
      await page.keyboard.press('Shift+M');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'delete a folder',
    open: async (page, say) => {
      await (await treeRow(page, say, names.folder)).click({ button: 'right' });
      await page.getByRole('menuitem', { name: say('feedMenu.deleteFolder') }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'find in the article',
    open: async (page, say) => {
      await openArticle(page);
      await page.keyboard.press('F6');
      await page.keyboard.press('Control+f');
      await page
        .getByRole('textbox', { name: say('find.label') })
        .or(page.getByRole('searchbox', { name: say('find.label') }))
        .waitFor();
    },
  },
  {
    name: 'player',
    open: async (page, say) => {
      await page.keyboard.press('g');
      await page.keyboard.press('a');
      await page.getByRole('option').filter({ hasText: '真夜中' }).click();
      await page.getByRole('button', { name: say('player.listen') }).click();
      await page.getByRole('region', { name: say('player.title') }).waitFor();
    },
  },
];

/** One screen for each section, as many as there are. */
export async function settingsScreens(page: Page): Promise<readonly Screen[]> {
  await openSettings(page);
  const count = await page.getByRole('dialog').getByRole('navigation').getByRole('button').count();
  await leave(page);
  return Array.from({ length: count }, (_, index) => ({
    name: `settings, section ${index + 1}`,
    open: async of => {
      await openSettings(of);
      await of.getByRole('dialog').getByRole('navigation').getByRole('button').nth(index).click();
      await of.getByRole('dialog').getByRole('heading', { level: 3 }).first().waitFor();
    },
  }));
}

/** Back to the list, whatever was open. */
export async function leave(page: Page): Promise<void> {
  for (let tries = 0; tries < 4; tries += 1) await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('menu').waitFor({ state: 'detached' });
  const [listBefore] = await page.getByRole('listbox').elementHandles();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  // The list of before goes, and with it a menu of one of its rows.
  await listBefore?.waitForElementState('hidden');
  await page.getByRole('option').filter({ hasText: names.article }).waitFor();
}

async function openSettings(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('dialog').getByRole('navigation').waitFor();
}

/** In a narrow window the sidebar comes when it is asked for. */
async function treeRow(page: Page, say: Say, name: string): Promise<Locator> {
  const row = page.getByRole('treeitem').filter({ hasText: name });
  if ((await row.count()) === 0) await page.getByRole('button', { name: say('list.showSidebar'), exact: true }).click();
  return row;
}

async function openArticle(page: Page): Promise<void> {
  await page.getByRole('option').filter({ hasText: names.article }).click();
  await page.frameLocator('iframe').first().getByRole('heading', { level: 1 }).filter({ hasText: names.article }).waitFor();
}

function byKeys(name: string, ...keys: readonly string[]): Screen {
  return {
    name,
    open: async page => {
      for (const key of keys) await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
    },
  };
}

function byCommand(name: string, id: string): Screen {
  return { name, open: commandOf(id) };
}

function commandOf(id: string): Screen['open'] {
  return async (page, say) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(say(`command.${id}`));
    await page
      .getByRole('dialog')
      .getByRole('option')
      .filter({ hasText: say(`command.${id}`) })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('combobox').waitFor({ state: 'detached' });
    await page.getByRole('dialog').waitFor();
  };
}

function propertiesOf(name: string, row: string): Screen {
  return {
    name,
    open: async (page, say) => {
      await (await treeRow(page, say, row)).click();
      await page.keyboard.press('e');
      await page.getByRole('dialog').waitFor();
    },
  };
}

/** As the settings do, without their controls. */
async function change(page: Page, settings: object): Promise<void> {
  await page.evaluate(async given => {
    const { reader } = window as unknown as { readonly reader: { request(method: string, params: object): Promise<unknown> } };
    await reader.request('settings.set', { change: given });
  }, settings);
}
