import type { Browser, Page } from 'playwright-core';
import type { EntryDetail } from '../../worker/protocol/entries.ts';
import type { Settings } from '../../worker/protocol/settings.ts';
import type { Subscription } from '../../worker/protocol/subscriptions.ts';
import { defaultSettings } from '../../worker/store/settings.ts';
import { subscription } from '../renderer/state/subscription-tree.ts';
import type { WindowPage } from './window-page.ts';

export const sampleSettings: Settings = { ...defaultSettings, theme: 'light', notifications: false, retentionTold: true };

export const sampleSubscription: Subscription = {
  ...subscription(3, 'Hinterland Notes', null, 1),
  feedUrl: 'http://host.example/feed',
  siteUrl: 'http://host.example/',
  position: 0,
};

export const sampleEntry: EntryDetail = {
  id: 1,
  feedId: 3,
  title: 'What a river teaches about queues',
  snippet: '',
  author: 'Mara Lindqvist',
  url: 'http://host.example/posts/river',
  imageUrl: null,
  publishedAt: Date.UTC(2024, 4, 3, 8, 12),
  sortAt: Date.UTC(2024, 4, 3, 8, 12),
  isRead: true,
  isStarred: false,
  isLater: false,
  labelIds: [],
  contentHtml: '',
  baseUrl: 'http://host.example/posts/river',
  language: null,
  categories: [],
  commentsUrl: null,
  enclosures: [],
  updatedAt: null,
  podcast: null,
  source: null,
  fullText: null,
  showsFullText: false,
};

/** How an article looks once it is in the frame. */
export interface Shown {
  readonly breaches: readonly string[];
  /** As it can be seen. */
  readonly text: string;
}

export interface ArticleWindow {
  readonly page: Page;
  /** Shows one entry after the other, and what each looks like: many in one call. */
  showEach(entries: readonly Partial<EntryDetail>[]): Promise<readonly Shown[]>;
  /** Shows an entry, and settles when its head is in the frame. */
  show(entry: Partial<EntryDetail>): Promise<void>;
  /** What the article's text breaks of the allow-list; empty is right. */
  breaches(): Promise<string[]>;
  /** The text of the article as it can be seen. */
  text(): Promise<string>;
  close(): Promise<void>;
}

/** Opens the article pane of the real window, with nothing behind it but the test. */
export async function openArticleWindow(
  browser: Browser,
  served: WindowPage,
  options: { readonly settings?: Partial<Settings>; readonly width?: number; readonly height?: number; readonly dark?: boolean } = {},
): Promise<ArticleWindow> {
  const { settings = {}, width = 900, height = 700, dark = false } = options;
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  await page.goto(served.origin);
  await page.waitForFunction(() => document.querySelector('iframe')?.contentDocument?.querySelector('main'));
  await page.evaluate(
    ([stored, subscription]) => {
      window.test.bridge.answer('settings.get', { ok: true, result: stored });
      window.test.bridge.answer('subscriptions.list', {
        ok: true,
        result: { folders: [], subscriptions: [subscription], kept: [], labels: [], counts: { unread: 1, today: 0, starred: 0, later: 0 } },
      });
      return Promise.all([window.test.loadSettings(), window.test.loadSubscriptions()]);
    },
    [{ ...sampleSettings, ...settings }, sampleSubscription] as const,
  );
  let lastId = 0;
  return {
    page,
    showEach: entries =>
      page.evaluate(
        async details => {
          const shown: Shown[] = [];
          for (const detail of details) {
            window.test.bridge.answer('entries.get', { ok: true, result: detail });
            window.test.selection.getState().open(detail.id);
            while (window.test.shownId() !== detail.id) await new Promise(resolve => setTimeout(resolve));
            const text = document.querySelector('iframe')?.contentDocument?.body.innerText ?? '';
            shown.push({ breaches: window.test.breachesOfArticle(), text });
          }
          return shown;
        },
        entries.map(entry => ({ ...sampleEntry, ...entry, id: ++lastId })),
      ),
    async show(entry) {
      const detail: EntryDetail = { ...sampleEntry, ...entry, id: ++lastId };
      await page.evaluate(result => {
        window.test.bridge.answer('entries.get', { ok: true, result });
        window.test.selection.getState().open(result.id);
      }, detail);
      await page.waitForFunction(id => window.test.entry.getState().detail?.id === id && window.test.shownId() === id, detail.id);
    },
    breaches: () => page.evaluate(() => window.test.breachesOfArticle()),
    text: () => page.evaluate(() => document.querySelector('iframe')?.contentDocument?.body.innerText ?? ''),
    close: () => page.close(),
  };
}
