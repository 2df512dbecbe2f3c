import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFaults } from './axe.ts';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { type Site, startSite } from './site.ts';
import { article, read, row, tree, treeRow } from './window.ts';

const sentence = 'The heron stands where the mill race meets the river, and waits for what the water brings. ';
const page = (title: string) =>
  `<html lang="en"><head><title>${title}</title></head><body><nav><a href="/">Home</a></nav><article><h1>${title}</h1>
   <p>${sentence.repeat(6)}</p><p onclick="steal()">${sentence.repeat(6)}</p><img src="/river.png" alt="The river"><script>steal()</script></article></body></html>`;

describe('Full text', () => {
  const profile = newProfile();
  let site: Site;
  let reader: RunningReader;
  let window: ReaderWindow;
  let tab: Page;

  const text = () => article(tab).locator('article.text');
  const bar = (words: string | RegExp) => tab.getByRole('status').filter({ hasText: words });

  beforeAll(async () => {
    site = await startSite('Water notes', [
      { title: 'Heron', html: '<p>Only a beginning of herons.</p>', minutesAgo: 10 },
      { title: 'Closed', html: '<p>Only a beginning of a closed one.</p>', minutesAgo: 20 },
      { title: 'Otter', html: '<p>Only a beginning of otters.</p>', minutesAgo: 30 },
    ]);
    const type = 'text/html; charset=utf-8';
    site.server.on('/Heron', { body: page('Heron'), type });
    site.server.on('/Otter', { body: page('Otter'), type });
    site.server.on('/Closed', [{ status: 403 }, { body: page('Closed'), type }]);
    reader = await startReader({ profileDir: profile.dir });
    expect(await runCommand(profile.dir, 'add', site.url, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    window = await reader.openWindow();
    tab = window.page;
    await tree(tab).waitFor();
    await row(tab, 'Heron').waitFor();
  });

  afterEach(() => expect(window.complaints).toEqual([]));

  afterAll(async () => {
    await reader.stop();
    await site.close();
    profile.remove();
  });

  it('comes on a key and goes on the same key, and is fetched only once', async () => {
    await read(tab, 'Heron');
    await tab.keyboard.press('d');
    await text().getByText('The heron stands').first().waitFor();
    await bar(/^Full text from 127\.0\.0\.1/).waitFor();
    await text().getByRole('img', { name: 'The river' }).waitFor();
    expect(await seriousFaults(tab)).toEqual([]);
    await tab.keyboard.press('d');
    await text().getByText('Only a beginning of herons').waitFor();
    await tab.getByRole('button', { name: 'Full text' }).click();
    await text().getByText('The heron stands').first().waitFor();
    expect(site.server.requests('/Heron')).toHaveLength(1);
  });

  it('is remembered for the article', async () => {
    await read(tab, 'Otter');
    await text().getByText('Only a beginning of otters').waitFor();
    await read(tab, 'Heron');
    await text().getByText('The heron stands').first().waitFor();
  });

  it('says why it could not be had, leaves the feed’s version, and tries again', async () => {
    await read(tab, 'Closed');
    await tab.getByRole('button', { name: 'Full text' }).click();
    await bar('does not let Freshet open this page (403)').waitFor();
    await text().getByText('Only a beginning of a closed one').waitFor();
    expect(await seriousFaults(tab)).toEqual([]);
    await bar('(403)').getByRole('button', { name: 'Try again' }).click();
    await text().getByText('The heron stands').first().waitFor();
  });

  it('is how a feed’s articles open where its properties say so', async () => {
    await treeRow(tab, 'Water notes').click();
    await row(tab, 'Otter').waitFor();
    await tab.keyboard.press('e');
    await tab.getByRole('dialog').getByRole('combobox', { name: 'Articles open with' }).selectOption('The full text of the page');
    await tab.getByRole('dialog').getByText('Feed changed').waitFor();
    await tab.keyboard.press('Escape');
    await read(tab, 'Otter');
    await text().getByText('The heron stands').first().waitFor();
    await bar(/^Full text from/)
      .getByRole('button', { name: 'Show the feed’s version' })
      .click();
    await text().getByText('Only a beginning of otters').waitFor();
  });
});
