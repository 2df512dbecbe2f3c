import type { BrowserWindow } from 'electron';
import type { Relay } from '../worker/host/relay.ts';
import type { Outcome } from '../worker/protocol/errors.ts';
import type { ReaderEvent } from '../worker/protocol/host.ts';
import { channels } from './channels.ts';
import type { ElectronApi } from './electron-api.ts';
import { isTrustedSender } from './trusted-sender.ts';

const refused: Outcome = {
  ok: false,
  error: { code: 'forbidden-here', message: 'Only Freshet’s own window may ask for this.', detail: '' },
};

/** The calls of our windows, after the sender check (E10). What is asked is read further on: in its shape by the relay, in its parameters by the worker. */
export function answerWindow(ipcMain: ElectronApi['ipcMain'], windows: () => readonly BrowserWindow[], relay: Relay): void {
  ipcMain.handle(channels.request, async (event, message: unknown): Promise<Outcome> => {
    if (!windows().some(window => isTrustedSender(event, window.webContents))) return refused;
    const { method, params } = (typeof message === 'object' && message !== null ? message : {}) as { method?: unknown; params?: unknown };
    return relay(method, params);
  });
}

/** Says an event to the window, if there is one to hear it. */
export function tellWindow(window: BrowserWindow | null, event: ReaderEvent): void {
  if (window === null || window.isDestroyed() || window.webContents.isDestroyed()) return;
  window.webContents.send(channels.event, event);
}
