import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FeedServer, startFeedServer } from '../helpers/feed-server.ts';
import { newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { article, articleTitle, read, row, treeRow } from './window.ts';

/** Chinese, Japanese and Korean faces draw the same characters differently: which one is taken follows the language of the element. */
describe('Articles in other languages than the window', () => {
  const profile = newProfile();
  let server: FeedServer;
  let reader: RunningReader;
  let window: ReaderWindow;

  beforeAll(async () => {
    server = await startFeedServer();
    server.on('/said.xml', rss('河边随笔', '直角骨架', '<language>zh_CN</language>'));
    server.on('/unsaid.xml', rss('川のたより', '今朝の海', '<language>en-US</language>'));
    reader = await startReader({ profileDir: profile.dir });
    for (const path of ['/said.xml', '/unsaid.xml'])
      expect(await runCommand(profile.dir, 'add', `${server.origin}${path}`, '--allow-local')).toMatchObject({ code: 0 });
    window = await reader.openWindow();
  });

  afterAll(async () => {
    await reader.stop();
    await server.close();
    profile.remove();
  });

  it.each([
    ['河边随笔', '直角骨架', 'zh-CN', 'as the feed says'],
    ['川のたより', '今朝の海', 'ja', 'by their letters, where the feed says another'],
  ])('are set in the language of %s, %s: %s %s', async (feed, title, language) => {
    const { page, complaints } = window;
    const entry = row(page, title);
    await entry.waitFor();
    const langOf = (element: Element): string | undefined => element.closest<HTMLElement>('[lang]')?.lang;
    expect(await entry.getByRole('heading').evaluate(langOf)).toBe(language);
    expect(await entry.getByText('本文').evaluate(langOf)).toBe(language);
    expect(await entry.getByText(feed).evaluate(langOf)).toBe(language);
    expect(await treeRow(page, feed).locator('[data-name]').evaluate(langOf)).toBe(language);
    await read(page, title);
    expect(await articleTitle(page).evaluate(langOf)).toBe(language);
    expect(await article(page).getByText('本文').evaluate(langOf)).toBe(language);
    expect(await article(page).getByText(feed, { exact: true }).first().evaluate(langOf)).toBe(language);
    expect(complaints).toEqual([]);
  });
});

function rss(feed: string, title: string, said: string): { readonly type: string; readonly body: string } {
  const item = `<item><guid>${encodeURIComponent(title)}</guid><title>${title}</title><description>本文</description></item>`;
  const body = `<rss version="2.0"><channel><title>${feed}</title><link>https://host.example/</link>${said}${item}</channel></rss>`;
  return { type: 'application/rss+xml', body: `<?xml version="1.0" encoding="utf-8"?>${body}` };
}
