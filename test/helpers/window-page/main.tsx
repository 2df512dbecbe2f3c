/// <reference types="vite/client" />
import { createRoot } from 'react-dom/client';
import '../../../renderer/styles/styles.css';
import { App } from '../../../renderer/app.tsx';
import { hearEvents } from '../../../renderer/client/events.ts';
import { handleKey } from '../../../renderer/commands/handle-key.ts';
import { EntryView } from '../../../renderer/features/entry-view/entry-view.tsx';
import { createInlinePictures } from '../../../renderer/sanitize/inline-pictures.ts';
import { type ArticleContext, sanitizeArticle } from '../../../renderer/sanitize/sanitize-article.ts';
import { policy } from '../../../renderer/sanitize/trusted-types.ts';
import { useDialogs } from '../../../renderer/state/dialogs.ts';
import { takeDroppedFiles } from '../../../renderer/state/dropped-files.ts';
import { useEntry } from '../../../renderer/state/entry.ts';
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

const handle = {
  bridge,
  selection: useSelection,
  entry: useEntry,
  layout: useLayout,
  loadSettings,
  loadSubscriptions,
  readingPane,
  /** What the article in the frame breaks of the reading pane's rules. */
  breachesOfArticle: () => {
    const page = document.querySelector('iframe')?.contentDocument;
    const text = page?.querySelector('article.text');
    const gone = page?.URL === 'about:srcdoc' ? [] : [`the frame went to ${page?.URL}`];
    return text === null || text === undefined ? gone : [...gone, ...findBreaches(text, location.origin, parse)];
  },
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
    trackFocus();
    startReader();
    takeDroppedFiles();
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
