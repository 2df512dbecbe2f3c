import { Direction } from 'radix-ui';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, OwnWindow } from './app.tsx';
import { dropAnswersAhead } from './client/answers-ahead.ts';
import { hasHeldChanges, onEvent, releaseEvents } from './client/events.ts';
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
import { rememberFrame } from './state/remember-frame.ts';
import { startReader } from './state/start.ts';
import { trackFocus } from './state/track-focus.ts';
import { trackTheme } from './state/track-theme.ts';
import { trackTitle } from './state/track-title.ts';
import { trackWidth } from './state/track-width.ts';
import { AppBoundary } from './ui/app-boundary.tsx';
import { direction } from './words.ts';

/** Longer than a worker that is awake needs for a list: the window is then drawn once, and what it shows before is its first frame. */
const firstListWithinMs = 250;

/** Takes the place of the first frame. The bridge is there, and its events are held. */
export async function openReaderWindow(): Promise<void> {
  onEvent('host.command', ({ command }) => runCommand(command));
  window.addEventListener('keydown', handleKey);
  runClock();
  trackWidth();
  trackFocus(findKeys);
  trackTheme();
  trackFullScreen();
  rememberFrame();
  const article = ownArticle(location.hash);
  if (article === null) {
    takeDrops(window);
    takePastes(window);
    trackTitle();
    notifyOfNews();
  }
  if (hasHeldChanges()) dropAnswersAhead();
  const restored = article === null ? startReader() : startOwnWindow(article);
  releaseEvents();
  await trackLanguage();
  await Promise.race([restored, new Promise(resolve => setTimeout(resolve, firstListWithinMs))]);
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
