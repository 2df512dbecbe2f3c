import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
} from 'electron';
import { createFeedHandOver, feedLinksIn } from '../worker/host/feed-hand-over.ts';
import { defaultProfileDir } from '../worker/host/profile-dir.ts';
import { registerAppScheme } from './app-protocol.ts';
import { readLaunchOptions } from './command-line.ts';
import { runFreshet } from './freshet.ts';
import { selfTest } from './self-test.ts';

const electron = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
};

const args = process.argv.slice(app.isPackaged ? 1 : 2);
const launch = readLaunchOptions(args, process.cwd());
const handOver = createFeedHandOver();
handOver.add(feedLinksIn(args));
const profileDir = launch.profileDir ?? defaultProfileDir();
/** The launcher waits for this line. */
const readyLine = 'freshet: ready\n';
const dist = join(import.meta.dirname, '..');

// Chromium's own files stay apart from the reader's; the single-instance lock lies here too, so there is one instance per profile.
const chromiumDir = join(profileDir, 'chromium');
try {
  // Electron wants a folder that is there.
  mkdirSync(chromiumDir, { recursive: true, mode: 0o700 });
  app.setPath('userData', chromiumDir);
} catch {
  // The worker says in words what is wrong with the profile.
}
app.enableSandbox();
// macOS hands links over so, and may do it before it is ready.
app.on('open-url', (event, url) => {
  event.preventDefault();
  handOver.add(feedLinksIn([url]));
});
registerAppScheme(protocol);

if (launch.isSelfTest || app.requestSingleInstanceLock()) {
  // No top-level await: Electron is ready only after this module has been evaluated.
  void app.whenReady().then(start);
} else {
  // The running instance hears 'second-instance' and shows its window.
  process.stdout.write(readyLine);
  app.quit();
}

async function start(): Promise<void> {
  app.setAppUserModelId('org.freshet.reader');
  const files = {
    preload: join(dist, 'preload', 'preload.cjs'),
    mainEntry: import.meta.filename,
    workerEntry: join(dist, 'worker', 'main.js'),
    rendererDir: join(dist, 'renderer'),
    iconDir: join(dist, 'main', 'icons'),
  };
  const { platform } = process;
  if (launch.isSelfTest) {
    const { ok, json } = await selfTest({ electron, files, platform });
    process.stdout.write(`${json}\n`, () => app.exit(ok ? 0 : 1));
    return;
  }
  await runFreshet(electron, {
    profileDir,
    platform,
    files,
    start: launch.start,
    handOver,
    onShown: () => process.stdout.write(readyLine),
  });
}
