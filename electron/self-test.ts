import { runSelfTest } from '../worker/host/self-test.ts';
import { appPage, appScheme } from './app-address.ts';
import { createAppProtocol } from './app-protocol.ts';
import type { ElectronApi } from './electron-api.ts';
import type { FreshetFiles } from './freshet.ts';
import { refusePermissions } from './navigation-guard.ts';
import { forkUtilityChild } from './utility-child.ts';
import { windowOptions } from './windows.ts';

interface Needs {
  readonly electron: ElectronApi;
  readonly files: FreshetFiles;
  readonly platform: NodeJS.Platform;
}

/** `freshet --self-test`: the way of the packaged program, walked once without showing anything. @returns one JSON object, and whether all is well */
export async function selfTest({ electron, files, platform }: Needs): Promise<{ readonly ok: boolean; readonly json: string }> {
  const report = await runSelfTest({
    fork: () => forkUtilityChild(electron.utilityProcess, files.workerEntry),
    version: electron.app.getVersion(),
  });
  const frame = await checkFrame({ electron, files, platform });
  const ok = report.ok && frame.ok;
  return { ok, json: JSON.stringify({ ...report, ok, checks: { ...report.checks, frame } }, null, 2) };
}

/** The page loads from the bundle, sees the bridge, and has nothing of Node. */
async function checkFrame({ electron, files, platform }: Needs): Promise<{ readonly ok: boolean; readonly detail: string }> {
  const none = async () => ({ ok: false as const, error: { code: 'picture-refused' as const, message: '', detail: '' } });
  refusePermissions(electron.session.defaultSession);
  electron.protocol.handle(appScheme, createAppProtocol({ rendererDir: files.rendererDir, picture: none, icon: none }));
  const state = { bounds: { x: 0, y: 0, width: 800, height: 600 }, isMaximized: false, isFullScreen: false, zoomLevel: 0 };
  const window = new electron.BrowserWindow(windowOptions(state, files.preload, platform));
  try {
    await window.loadURL(appPage);
    const seen: unknown = await window.webContents.executeJavaScript("[typeof window.reader, typeof require, typeof process].join(' ')");
    return { ok: seen === 'object undefined undefined', detail: String(seen) };
  } catch (thrown) {
    return { ok: false, detail: thrown instanceof Error ? thrown.message : String(thrown) };
  } finally {
    window.destroy();
  }
}
