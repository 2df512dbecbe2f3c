import { expect, test } from 'vitest';
import type { FeedCandidate } from '../../../worker/protocol/discovery.ts';
import { appSuite, faultsIn } from '../../helpers/app-suite.ts';
import { type AppWindow, ok } from '../../helpers/app-window.ts';

const openApp = appSuite();
let app: AppWindow;

const releases: FeedCandidate = {
  feedUrl: 'https://github.com/owner/name/releases.atom',
  title: 'Release notes from name',
  kind: 'atom',
  siteUrl: 'https://github.com/owner/name/releases',
  subscribedFeedId: null,
  preview: {
    entryCount: 10,
    newestEntryAt: Date.now() - 3_600_000,
    newestTitles: [
      'Release 4.2',
      'Release 4.1: faster builds, three fixes, and an apology that goes on for longer than any line',
      'Release 4.0',
    ],
    perWeek: 2.6,
  },
  why: 'platform',
};
const tags: FeedCandidate = {
  ...releases,
  feedUrl: 'https://github.com/owner/name/tags.atom',
  title: 'owner/name: tags',
  kind: null,
  preview: null,
};
const commits: FeedCandidate = {
  ...tags,
  feedUrl: 'https://github.com/owner/name/commits.atom',
  title: 'owner/name: commits',
  subscribedFeedId: 3,
};
const found = ok({ address: 'https://github.com/owner/name', candidates: [releases, tags, commits], canLookDeeper: false });
const nowhere = {
  ok: false,
  error: {
    code: 'no-feed-found',
    message:
      'This page of quiet.example names no feed. The site may have one all the same: look for “RSS”, “feed” or “Atom” on it and paste that link here.',
    detail: '',
  },
} as const;

async function search(address: string): Promise<void> {
  await app.page.keyboard.press('+');
  await app.page.locator('dialog input:focus').waitFor();
  await app.page.keyboard.type(address);
  await app.page.keyboard.press('Enter');
}

async function faults(): Promise<string[]> {
  const overflow = await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [...(await faultsIn(app.page, 'dialog')), ...(overflow > 0 ? [`${overflow} px too wide`] : [])];
}

/** Only where a folder for pictures is given: somebody looks at them. */
async function picture(name: string): Promise<void> {
  const folder = process.env['FRESHET_SCREENS'];
  if (folder !== undefined) await app.page.screenshot({ path: `${folder}/${name}.png` });
}

for (const dark of [false, true]) {
  // Pictures are wanted of every width; faults show at the extremes.
  for (const width of process.env['FRESHET_SCREENS'] === undefined ? [dark ? 400 : 1280] : [1280, 900, 400]) {
    const name = `${width}-${dark ? 'dark' : 'light'}`;

    test(`shows what each feed is, why it was found and how often articles come (${name})`, async () => {
      app = await openApp({ width, dark });
      await app.answer('feeds.find', found);
      await search('github.com/owner/name');
      await app.page.getByText('3 feeds belong to this address').waitFor();
      await app.page.getByText('About 3 articles a week').waitFor();
      await app.page.getByText('Atom · github.com/owner/name/releases.atom · known by its address').waitFor();
      await app.page.getByText('known by its address · subscribed').waitFor();
      await picture(`add-found-${name}`);
      expect(await faults()).toEqual([]);
    });

    test(`looks deeper when the user asks for it, and says what was tried (${name})`, async () => {
      app = await openApp({ width, dark });
      const nothingDeeper = {
        ok: false,
        error: {
          code: 'no-feed-found',
          message:
            'Freshet tried 9 usual addresses on quiet.example, and none of them is a feed: /feed, /rss.xml, /atom.xml, /index.xml, /feed.xml, /rss, /feed.json, /feeds/posts/default, /?feed=rss2. The site seems to have none.',
          detail: '',
        },
      } as const;
      await app.answer('feeds.find', nowhere, nothingDeeper);
      await search('quiet.example');
      await app.page.getByText('names no feed').waitFor();
      await picture(`add-nothing-${name}`);
      expect(await faults()).toEqual([]);
      await app.page.getByRole('button', { name: 'Look deeper' }).press('Enter');
      await app.page.getByText('tried 9 usual addresses').waitFor();
      await picture(`add-deeper-${name}`);
      expect(await app.page.getByRole('button', { name: 'Look deeper' }).count()).toBe(0);
      expect(await app.asked('feeds.find')).toEqual([
        { address: 'quiet.example', confirmLocal: false },
        { address: 'quiet.example', deeper: true },
      ]);
      expect(await faults()).toEqual([]);
    });

    test(`asks about a feed that another program hands over before anything is fetched (${name})`, async () => {
      app = await openApp({ width, dark, host: 'electron', handedOver: 'feed://site.example/rss' });
      await app.page.getByText('Do you want to look for feeds at site.example?').waitFor();
      await picture(`add-link-${name}`);
      expect(await faults()).toEqual([]);
      expect(await app.asked('feeds.find')).toEqual([]);
      await app.answer('feeds.find', found);
      await app.page.getByRole('button', { name: 'Look there' }).click();
      await app.page.getByText('3 feeds belong to this address').waitFor();
      expect(await app.asked('feeds.find')).toEqual([{ address: 'feed://site.example/rss', confirmLocal: false }]);
    });
  }
}

test('tells where looking deeper is, and can be stopped', async () => {
  app = await openApp();
  await app.answer('feeds.find', nowhere);
  await search('quiet.example');
  await app.page.getByText('names no feed').waitFor();
  // Without answers it never settles.
  await app.answer('feeds.find');
  await app.page.getByRole('button', { name: 'Look deeper' }).click();
  await app.page.getByText('Trying usual addresses…').waitFor();
  await app.page.evaluate(() =>
    window.test.bridge.announce({ name: 'discover.progress', payload: { address: 'https://quiet.example/atom.xml', tried: 3, total: 9 } }),
  );
  await app.page.getByText('Trying usual addresses, 3 of 9: https://quiet.example/atom.xml').waitFor();
  await app.page.getByRole('button', { name: 'Stop' }).click();
  await app.page.getByText('Nothing is stored before you subscribe').waitFor();
  await expect.poll(() => app.asked('feeds.stopFinding')).toEqual([{ address: 'quiet.example' }]);
});

test('never leaves the keys nowhere, when a button is switched off or goes away', async () => {
  app = await openApp();
  const keys = () => app.page.evaluate(() => document.activeElement?.textContent);
  await app.answer('feeds.find', nowhere);
  await app.page.keyboard.press('+');
  await app.page.locator('dialog input:focus').waitFor();
  await app.page.keyboard.type('quiet.example');
  await app.page.getByRole('button', { name: 'Find feeds' }).press('Enter');
  await app.page.getByText('names no feed').waitFor();
  expect(await keys()).toBe('Find feeds');
  // Without answers it never settles.
  await app.answer('feeds.find');
  await app.page.getByRole('button', { name: 'Look deeper' }).press('Enter');
  await app.page.getByText('Trying usual addresses…').waitFor();
  await expect.poll(keys).toBe('Add a feed');
});
