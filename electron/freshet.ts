import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { articleOf } from '../worker/host/article-fragment.ts';
import { startControlServer } from '../worker/host/control-server.ts';
import { type FeedHandOver, feedLinksIn, handedAddresses } from '../worker/host/feed-hand-over.ts';
import { createHostDuties } from '../worker/host/host-duties.ts';
import { createHostLog } from '../worker/host/host-log.ts';
import { readLicences } from '../worker/host/read-licences.ts';
import { createRelay } from '../worker/host/relay.ts';
import { createWorkerHost, type StartFields } from '../worker/host/worker-host.ts';
import type { ReaderEvent } from '../worker/protocol/host.ts';
import type { Result } from '../worker/protocol/methods.ts';
import { appScheme } from './app-address.ts';
import { createAppProtocol } from './app-protocol.ts';
import { claimFeedLinks } from './claim-feed-links.ts';
import { createCloseChoice } from './close-choice.ts';
import { attachContextMenu } from './context-menu.ts';
import { askWhereToSave } from './downloads.ts';
import type { ElectronApi } from './electron-api.ts';
import { createLinkOpener, followLink } from './links.ts';
import { setLoginItem } from './login-item.ts';
import { applicationMenu } from './menu.ts';
import { guardNavigation, refusePermissions } from './navigation-guard.ts';
import { createNotifier } from './notifications.ts';
import { answerWindow, tellWindow } from './relay.ts';
import { guardRequests } from './request-guard.ts';
import { showRunningHost } from './running-host.ts';
import { createSettingsMirror } from './settings-mirror.ts';
import { createSystemKeys } from './system-keys.ts';
import { createTray } from './tray.ts';
import { forkUtilityChild } from './utility-child.ts';
import { changeZoom, openArticleWindow, openWindow } from './windows.ts';
import { speak } from './words.ts';

export interface FreshetFiles {
  /** Absolute paths of what the bundler made. */
  readonly preload: string;
  readonly mainEntry: string;
  readonly workerEntry: string;
  readonly rendererDir: string;
  readonly iconDir: string;
}

export interface FreshetOptions {
  readonly profileDir: string;
  readonly platform: NodeJS.Platform;
  readonly files: FreshetFiles;
  /** What tests put into the worker's start message. */
  readonly start?: Partial<StartFields>;
  /** Feeds that other programs hand over. */
  readonly handOver: FeedHandOver;
  /** Says to the launcher that the window is there. */
  readonly onShown: () => void;
}

/** Each is a process of its own: a key that is held down must not fill the memory. */
const mostArticleWindows = 20;

/** The main process after `ready`: it opens the window, forks the worker, and from then on relays. */
export async function runFreshet(electron: ElectronApi, options: FreshetOptions): Promise<void> {
  const { app } = electron;
  const { profileDir, platform, files, handOver } = options;
  if (await showRunningHost(profileDir, electron.shell, handOver)) {
    options.onShown();
    app.quit();
    return;
  }
  const logFile = join(profileDir, 'logs', 'freshet.log');
  const log = createHostLog({ file: logFile });
  let window: BrowserWindow | null = null;
  /** Windows of single articles, each with the one it was opened for: it may have gone on to another. */
  const articles = new Map<BrowserWindow, number>();
  let isQuitting = false;
  let unread = 0;
  let shownKeys: string | null = null;

  guardNavigation(app);
  refusePermissions(electron.session.defaultSession);
  const nameRecording = guardRequests(electron.session.defaultSession);
  askWhereToSave(electron.session.defaultSession, app, (page, payload) => {
    tellWindow(allWindows().find(({ webContents }) => webContents === page) ?? null, { name: 'host.saved', payload });
  });

  const start: StartFields = {
    profileDir,
    addresses: [],
    intervalMs: null,
    liftLimitsForLoopback: false,
    version: app.getVersion(),
    mode: 'reader',
    ...options.start,
  };
  const worker = createWorkerHost({
    fork: () => forkUtilityChild(electron.utilityProcess, files.workerEntry),
    start: () => start,
    keys: createSystemKeys(electron, platform),
    log,
  });
  const openLink = createLinkOpener(electron.shell, () => performance.now());
  const duties = createHostDuties({
    worker,
    about: {
      version: app.getVersion(),
      host: 'electron',
      electron: process.versions.electron ?? null,
      chromium: process.versions['chrome'] ?? null,
      profileDir,
      logFile,
    },
    openLink,
    // Shown in its folder and never opened as a file: whatever it holds, nothing of it runs.
    showFolder: folder => electron.shell.showItemInFolder(join(folder, 'freshet.db')),
    copyText: text => electron.clipboard.writeText(text),
    takeHandedOver: handOver.take,
    openArticle,
    setFullScreen: isOn => (windowWithKeys() ?? window)?.setFullScreen(isOn),
    claimFeedLinks: claim => claimFeedLinks(app, claim, process.execPath, files.mainEntry),
    setLoginItem: wish => setLoginItem(app, wish, platform),
    readLicences: () => readLicences(files.rendererDir),
  });
  const relay = createRelay({ worker, duties });
  answerWindow(electron.ipcMain, allWindows, async (method, params) => {
    const outcome = await relay(method, params);
    if (method === 'media.locate' && outcome.ok) nameRecording((outcome.result as Result<'media.locate'>).url);
    return outcome;
  });
  electron.protocol.handle(
    appScheme,
    createAppProtocol({
      rendererDir: files.rendererDir,
      picture: params => worker.request('pictures.get', params),
      icon: params => worker.request('icons.get', params),
    }),
  );

  const hearers = new Set<(event: ReaderEvent) => void>([
    event => {
      for (const each of allWindows()) tellWindow(each, event);
    },
  ]);
  const tell = (event: ReaderEvent) => {
    for (const hear of hearers) hear(event);
  };
  speak('system', app.getPreferredSystemLanguages());
  const settings = createSettingsMirror(worker, () => {
    if (speak(settings.current()?.language ?? 'system', app.getPreferredSystemLanguages())) shownKeys = null;
    showTray();
    showMenu();
  });
  const run = (command: string) => {
    // A menu's command is meant for the window in front, and for that one only.
    const target = windowWithKeys();
    if (target === null) showWindow();
    tellWindow(target ?? window, { name: 'host.command', payload: { command } });
  };
  const tray = createTray(
    electron,
    { plain: trayImage('tray'), unread: trayImage('tray-unread') },
    {
      open: showWindow,
      refresh: () => void worker.request('refresh.run', { scope: { kind: 'all' } }),
      setPaused: isPaused => void settings.change({ refreshPaused: isPaused }),
      quit: () => app.quit(),
    },
  );
  const notify = createNotifier(electron, platform, entry => {
    showWindow();
    if (entry !== null) tell({ name: 'host.openEntry', payload: { feedId: entry.feedId, entryId: entry.id } });
  });
  const mayClose = createCloseChoice({
    electron,
    platform,
    hasTray: () => tray !== null,
    remembered: () => settings.current()?.closeButton ?? null,
    remember: closeButton => void settings.change({ closeButton }),
    // After the close event: a window whose closing is prevented calls the quitting off.
    quit: () => void setImmediate(() => app.quit()),
  });

  worker.onHealth(payload => {
    tell({ name: 'host.health', payload });
    if (payload.state !== 'ready') return;
    worker.power(electron.powerMonitor.isOnBatteryPower() ? 'battery' : 'mains');
    void askUnread();
  });
  worker.onEvent(event => {
    tell(event);
    if (event.name === 'subscriptions.changed') showUnread(event.payload.unread);
    if (event.name === 'refresh.news' && settings.current()?.notifications === true && windowWithKeys() === null) notify(event.payload);
  });

  app.on('second-instance', (_event, words) => {
    showWindow();
    handOver.add(feedLinksIn(words));
  });
  handOver.onArrival(() => {
    showWindow();
    tell({ name: 'host.handedOver', payload: {} });
  });
  app.on('activate', showWindow);
  // Nothing to do but to be there: without a listener Electron quits when the last window closes.
  app.on('window-all-closed', () => undefined);
  electron.powerMonitor.on('suspend', () => worker.power('suspend'));
  electron.powerMonitor.on('resume', () => worker.power('resume'));
  electron.powerMonitor.on('on-battery', () => worker.power('battery'));
  electron.powerMonitor.on('on-ac', () => worker.power('mains'));
  quitInOrder();

  showMenu();
  showTray();
  showWindow();

  const health = await worker.settled();
  if (health.state === 'ready' || health.state === 'rescue') return openControl();
  // It failed: the user may get it going yet ("Try again").
  const stopWaiting = worker.onHealth(({ state }) => {
    if (state !== 'ready' && state !== 'rescue') return;
    stopWaiting();
    void openControl();
  });

  /** The command line and a second start talk to this process while it owns the profile. */
  async function openControl(): Promise<void> {
    if (isQuitting) return;
    try {
      const control = await startControlServer({
        profileDir,
        greeting: { freshet: app.getVersion(), host: 'electron' },
        relay,
        duties: {
          'host.address': () => ({ address: null }),
          'host.activate': () => {
            showWindow();
            return { activated: true };
          },
          'host.handOver': params => {
            const addresses = handedAddresses(params);
            handOver.add(addresses);
            return { taken: addresses.length };
          },
        },
        onEvent(listener) {
          hearers.add(listener);
          return () => hearers.delete(listener);
        },
        log,
      });
      app.once('quit', () => void control.close());
    } catch (thrown) {
      // The reader works without it; only the command line cannot talk to it.
      log.add('error', `no control socket: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }

  function showWindow(): void {
    if (isQuitting) return;
    if (window !== null && !window.isDestroyed()) {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      return;
    }
    window = openWindow({
      electron,
      preload: files.preload,
      stateFile: join(profileDir, 'window.json'),
      platform,
      mayClose: closing => isQuitting || mayClose(closing),
      onShown: options.onShown,
    });
    giveContextMenu(window);
    window.on('closed', () => {
      window = null;
    });
  }

  function giveContextMenu(shown: BrowserWindow): void {
    attachContextMenu(electron, shown, {
      openLink: url => void followLink(electron, relay, shown, url),
      copyText: text => electron.clipboard.writeText(text),
    });
  }

  function allWindows(): readonly BrowserWindow[] {
    return [...(window === null ? [] : [window]), ...articles.keys()].filter(each => !each.isDestroyed());
  }

  function windowWithKeys(): BrowserWindow | null {
    return allWindows().find(each => each.isFocused()) ?? null;
  }

  /** In a window of its own; the one that shows it already comes to the front. */
  function openArticle(entryId: number, fragment: string): void {
    if (isQuitting) return;
    const open = [...articles].find(
      ([each, first]) => !each.isDestroyed() && (articleOf(each.webContents.getURL()) ?? first) === entryId,
    )?.[0];
    if (open !== undefined) {
      if (open.isMinimized()) open.restore();
      open.focus();
      return;
    }
    if (articles.size >= mostArticleWindows) return;
    const made = openArticleWindow({ electron, preload: files.preload, platform, fragment, beside: windowWithKeys() ?? window });
    articles.set(made, entryId);
    giveContextMenu(made);
    made.on('closed', () => articles.delete(made));
  }

  function trayImage(name: string) {
    const isMac = platform === 'darwin';
    const image = electron.nativeImage.createFromPath(join(files.iconDir, isMac ? `${name}Template.png` : `${name}.png`));
    if (isMac) image.setTemplateImage(true);
    return image;
  }

  async function askUnread(): Promise<void> {
    const outcome = await worker.request('subscriptions.list', {});
    if (outcome.ok) showUnread(outcome.result.counts.unread);
  }

  function showUnread(count: number): void {
    unread = count;
    app.setBadgeCount(count);
    showTray();
  }

  /** Built again only when keys in it may be others. */
  function showMenu(): void {
    const own = settings.current()?.keyChanges ?? {};
    const written = JSON.stringify(own);
    if (written === shownKeys) return;
    shownKeys = written;
    const menu = applicationMenu(platform, {
      run,
      zoom: steps => {
        const target = windowWithKeys() ?? window;
        if (target !== null) changeZoom(target, steps);
      },
      quit: () => app.quit(),
      ownKeys: command => own[command],
    });
    electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menu));
  }

  function showTray(): void {
    tray?.show({ unread, isPaused: settings.current()?.refreshPaused ?? false });
  }

  /** Windows close first, then the worker ends its transaction; the process waits for it, but not for ever (worker-host kills). */
  function quitInOrder(): void {
    let hasStopped = false;
    app.on('before-quit', () => {
      isQuitting = true;
    });
    app.on('will-quit', event => {
      if (hasStopped) return;
      event.preventDefault();
      void worker.stop().finally(() => {
        hasStopped = true;
        tray?.destroy();
        app.quit();
      });
    });
  }
}
