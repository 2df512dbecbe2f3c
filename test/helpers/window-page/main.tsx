/// <reference types="vite/client" />
import { createRoot } from 'react-dom/client';
import '../../../renderer/styles/styles.css';
import { App } from '../../../renderer/app.tsx';
import { hearEvents } from '../../../renderer/client/events.ts';
import { handleKey } from '../../../renderer/commands/handle-key.ts';
import { findKeys } from '../../../renderer/commands/panes.ts';
import { EntryView } from '../../../renderer/features/entry-view/entry-view.tsx';
import { createInlinePictures } from '../../../renderer/sanitize/inline-pictures.ts';
import { type ArticleContext, sanitizeArticle } from '../../../renderer/sanitize/sanitize-article.ts';
import { policy } from '../../../renderer/sanitize/trusted-types.ts';
import { useDialogs } from '../../../renderer/state/dialogs.ts';
import { takeDrops } from '../../../renderer/state/dropped-files.ts';
import { useEntry } from '../../../renderer/state/entry.ts';
import { takePastes } from '../../../renderer/state/given-feeds.ts';
import { useLayout } from '../../../renderer/state/layout.ts';
import { useList } from '../../../renderer/state/list.ts';
import { useNotices } from '../../../renderer/state/notices.ts';
import { readingPane } from '../../../renderer/state/reading-pane.ts';
import { useSelection } from '../../../renderer/state/selection.ts';
import { loadSettings, useSettings } from '../../../renderer/state/settings.ts';
import { startReader } from '../../../renderer/state/start.ts';
import { loadSubscriptions } from '../../../renderer/state/subscriptions.ts';
import { trackFocus } from '../../../renderer/state/track-focus.ts';
import { trackTheme } from '../../../renderer/state/track-theme.ts';
import { trackWidth } from '../../../renderer/state/track-width.ts';
import { findBreaches } from '../article-policy.ts';
import { scriptedBridge } from './bridge.ts';

const query = new URLSearchParams(location.search);
const bridge = scriptedBridge(query.get('host') === 'electron' ? 'electron' : 'web');

const inlinePictures = createInlinePictures();
const context: ArticleContext = {
  baseUrl: 'http://host.example/posts/',
  showPictures: true,
  pictureUrl: url => bridge.pictureUrl(3, url),
  inlinePictureUrl: inlinePictures.addressOf,
  words: { embed: (kind, site) => `${kind} ${site}`, picture: alt => `picture ${alt}` },
};

/** As a browser does when it reads what was written out. */
function parse(markup: string): Element {
  return new DOMParser().parseFromString(policy.createHTML(`<body>${markup}`) as unknown as string, 'text/html').body;
}

function breachesIn(frame: string, part: string): string[] {
  const page = document.querySelector<HTMLIFrameElement>(frame)?.contentDocument;
  const gone = page?.URL === 'about:srcdoc' ? [] : [`the frame went to ${page?.URL}`];
  const parts = [...(page?.querySelectorAll(part) ?? [])];
  return [...gone, ...parts.flatMap(text => findBreaches(text, location.origin, parse))];
}

/** An article cannot resize the window, nor reach out of its frame (H7). */
function breachesOfWindow(): string[] {
  const { width, height } = document.querySelector('iframe')?.getBoundingClientRect() ?? { width: 0, height: 0 };
  const { scrollWidth, scrollHeight } = document.documentElement;
  const found: string[] = [];
  if (width < 200 || height < 200 || width > innerWidth || height > innerHeight) found.push(`the frame has ${width} by ${height}`);
  if (scrollWidth > innerWidth || scrollHeight > innerHeight) found.push('the window scrolls');
  if (document.querySelectorAll('iframe').length !== 1) found.push('a second frame');
  return found;
}

const handle = {
  bridge,
  selection: useSelection,
  entry: useEntry,
  layout: useLayout,
  loadSettings,
  loadSubscriptions,
  readingPane,
  /** What the article in the frame breaks of the reading pane's rules: by its markup, or by what it did to the window. */
  breachesOfArticle: () => [...breachesIn('iframe', 'article.text'), ...breachesOfWindow()],
  /** The same for another frame, or another part of its page. */
  breachesIn,
  /** The same for markup that is only sanitised, not shown. */
  breachesOfMarkup: (markup: string) => {
    const text = document.implementation.createHTMLDocument('').createElement('div');
    text.append(sanitizeArticle(markup, context));
    return findBreaches(text, location.origin, parse);
  },
  /** How long a text takes to be sanitised, ms. */
  timeOf: (markup: string) => {
    const startedAt = performance.now();
    sanitizeArticle(markup, context);
    return performance.now() - startedAt;
  },
  dialogs: useDialogs,
  list: useList,
  notices: useNotices,
  settings: useSettings,
  /** As the window's own start does, after the test has prepared its answers. */
  start: () => {
    trackTheme();
    trackWidth();
    trackFocus(findKeys);
    void startReader();
    takeDrops(window);
    takePastes(window);
    window.addEventListener('keydown', handleKey);
  },
  shownId: () => Number(document.querySelector('iframe')?.contentDocument?.querySelector('main')?.getAttribute('data-entry')),
};

declare global {
  interface Window {
    test: typeof handle;
  }
}

window.reader = bridge;
window.test = handle;
hearEvents();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(query.get('part') === 'app' ? <App /> : <EntryView />);
