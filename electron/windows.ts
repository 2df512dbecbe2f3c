import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { appPage } from './app-address.ts';
import type { ElectronApi } from './electron-api.ts';
import { fitInto, readWindowState, smallestWindow, type WindowState, writeWindowState } from './window-state.ts';

/** A window that is dragged moves at every frame: its place is noted when it has come to rest. */
const noteAfterMs = 500;
const crashGapMs = 60_000;

/** All that decides what the page may do (E1). A pure function, so that a test reads what Electron is given. */
export function windowOptions(state: WindowState, preload: string, platform: NodeJS.Platform): BrowserWindowConstructorOptions {
  return {
    ...state.bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Freshet',
    // macOS draws its lights into our sidebar; elsewhere the system's own title bar stays.
    ...(platform === 'darwin' ? { titleBarStyle: 'hiddenInset' as const } : { autoHideMenuBar: true }),
    webPreferences: {
      preload,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      sandbox: true,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  };
}

interface Needs {
  readonly electron: Pick<ElectronApi, 'BrowserWindow' | 'screen'>;
  readonly preload: string;
  readonly stateFile: string;
  readonly platform: NodeJS.Platform;
  /** Asked when the user closes the window; false keeps it open or hides it. */
  readonly mayClose: (window: BrowserWindow) => boolean;
  readonly onShown: () => void;
}

/** Makes the one window, restores its place and zoom, and notes them when it moves and closes. */
export function openWindow({ electron, preload, stateFile, platform, mayClose, onShown }: Needs): BrowserWindow {
  const state = readWindowState(stateFile, electron.screen);
  const window = new electron.BrowserWindow(windowOptions(state, preload, platform));
  if (state.isMaximized) window.maximize();
  if (state.isFullScreen) window.setFullScreen(true);
  const contents = window.webContents;

  contents.on('did-finish-load', () => contents.setZoomLevel(state.zoomLevel));
  // Ctrl and the wheel: Electron leaves the zooming to us.
  contents.on('zoom-changed', (_event, direction) => changeZoom(window, direction === 'in' ? 1 : -1));
  window.once('ready-to-show', () => {
    window.show();
    onShown();
  });
  const note = () => writeWindowState(stateFile, currentState(window));
  let noteSoon: NodeJS.Timeout | undefined;
  const moved = () => {
    clearTimeout(noteSoon);
    noteSoon = setTimeout(note, noteAfterMs);
  };
  window.on('move', moved);
  window.on('resize', moved);
  window.on('closed', () => clearTimeout(noteSoon));
  window.on('close', event => {
    note();
    if (!mayClose(window)) event.preventDefault();
  });
  reloadAfterCrash(window);
  void window.loadURL(appPage);
  return window;
}

interface ArticleWindowNeeds extends Pick<Needs, 'preload' | 'platform'> {
  readonly electron: Pick<ElectronApi, 'BrowserWindow' | 'screen'>;
  /** Tells the page which article it is. */
  readonly fragment: string;
  /** The window that it was opened from: it stands a little beside it, as large in its letters. */
  readonly beside: BrowserWindow | null;
}

const articleSize = { width: 820, height: 900 };

/** A window for one article: the same page with the same few rights, told by its fragment what to show. */
export function openArticleWindow({ electron, preload, platform, fragment, beside }: ArticleWindowNeeds): BrowserWindow {
  const from = beside?.getNormalBounds() ?? electron.screen.getPrimaryDisplay().workArea;
  const wanted = { x: from.x + 48, y: from.y + 36, ...articleSize };
  const zoomLevel = beside === null || beside.webContents.isDestroyed() ? 0 : beside.webContents.getZoomLevel();
  const bounds = fitInto(wanted, electron.screen.getDisplayMatching(wanted).workArea);
  const window = new electron.BrowserWindow(
    windowOptions({ bounds, isMaximized: false, isFullScreen: false, zoomLevel }, preload, platform),
  );
  const contents = window.webContents;
  contents.on('did-finish-load', () => contents.setZoomLevel(zoomLevel));
  contents.on('zoom-changed', (_event, direction) => changeZoom(window, direction === 'in' ? 1 : -1));
  window.once('ready-to-show', () => window.show());
  reloadAfterCrash(window);
  void window.loadURL(appPage + fragment);
  return window;
}

/** @param steps of half a level each (about 10 %), 0 for the original size */
export function changeZoom(window: BrowserWindow, steps: number): void {
  const level = steps === 0 ? 0 : window.webContents.getZoomLevel() + steps * 0.5;
  window.webContents.setZoomLevel(Math.min(Math.max(level, -3), 5));
}

function currentState(window: BrowserWindow): WindowState {
  return {
    bounds: window.getNormalBounds(),
    isMaximized: window.isMaximized(),
    isFullScreen: window.isFullScreen(),
    zoomLevel: window.webContents.isDestroyed() ? 0 : window.webContents.getZoomLevel(),
  };
}

/** A crashed page is loaded again, but not in circles: once a minute. */
function reloadAfterCrash(window: BrowserWindow): void {
  let lastCrashAt = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    const now = performance.now();
    if (now - lastCrashAt > crashGapMs) window.webContents.reload();
    lastCrashAt = now;
  });
}
