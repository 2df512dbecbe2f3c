import { Direction } from 'radix-ui';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, OwnWindow } from './app.tsx';
import { hearEvents, onEvent } from './client/events.ts';
import { runCommand } from './commands/command-table.ts';
import { handleKey } from './commands/handle-key.ts';
import { findKeys } from './commands/panes.ts';
import { runClock } from './state/clock.ts';
import { takeDrops } from './state/dropped-files.ts';
import { trackFullScreen } from './state/full-screen.ts';
import { takePastes } from './state/given-feeds.ts';
import { trackLanguage, useLanguage } from './state/language.ts';
import { notifyOfNews } from './state/news.ts';
import { ownArticle, startOwnWindow } from './state/own-window.ts';
import { startReader } from './state/start.ts';
import { trackFocus } from './state/track-focus.ts';
import { trackTheme } from './state/track-theme.ts';
import { trackTitle } from './state/track-title.ts';
import { trackWidth } from './state/track-width.ts';
import { AppBoundary } from './ui/app-boundary.tsx';
import { direction } from './words.ts';
import './styles/styles.css';

async function main(): Promise<void> {
  if (window.reader === undefined) {
    const { createWebBridge } = await import('./client/web-bridge.ts');
    window.reader = await createWebBridge();
  }
  hearEvents();
  onEvent('host.command', ({ command }) => runCommand(command));
  window.addEventListener('keydown', handleKey);
  runClock();
  trackWidth();
  trackFocus(findKeys);
  trackTheme();
  trackFullScreen();
  const article = ownArticle(location.hash);
  if (article === null) {
    takeDrops(window);
    takePastes(window);
    trackTitle();
    notifyOfNews();
    startReader();
  } else {
    startOwnWindow(article);
  }

  await trackLanguage();
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <Spoken>{article === null ? <App /> : <OwnWindow />}</Spoken>
    </StrictMode>,
  );
}

/** Drawn anew from the ground in another language: words are asked for wherever something is drawn. */
function Spoken({ children }: { readonly children: ReactNode }) {
  const language = useLanguage(state => state.language);
  return (
    <AppBoundary key={language}>
      <Direction.Provider dir={direction()}>{children}</Direction.Provider>
    </AppBoundary>
  );
}

void main();
