import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { hearEvents, onEvent } from './client/events.ts';
import { runCommand } from './commands/command-table.ts';
import { handleKey } from './commands/handle-key.ts';
import { runClock } from './state/clock.ts';
import { takeDroppedFiles } from './state/dropped-files.ts';
import { notifyOfNews } from './state/news.ts';
import { startReader } from './state/start.ts';
import { trackFocus } from './state/track-focus.ts';
import { trackTheme } from './state/track-theme.ts';
import { trackTitle } from './state/track-title.ts';
import { trackWidth } from './state/track-width.ts';
import { AppBoundary } from './ui/app-boundary.tsx';
import './styles/styles.css';

async function main(): Promise<void> {
  if (window.reader === undefined) {
    const { createWebBridge } = await import('./client/web-bridge.ts');
    window.reader = await createWebBridge();
  }
  hearEvents();
  onEvent('host.command', ({ command }) => runCommand(command));
  window.addEventListener('keydown', handleKey);
  takeDroppedFiles();
  runClock();
  trackWidth();
  trackFocus();
  trackTheme();
  trackTitle();
  notifyOfNews();
  startReader();

  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  createRoot(root).render(
    <StrictMode>
      <AppBoundary>
        <App />
      </AppBoundary>
    </StrictMode>,
  );
}

void main();
