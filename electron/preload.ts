import { contextBridge, ipcRenderer } from 'electron';
import type { Outcome } from '../worker/protocol/errors.ts';
import type { ReaderEvent } from '../worker/protocol/host.ts';
import type { ReaderBridge } from './bridge.ts';
import { channels } from './channels.ts';

const platforms: Partial<Record<NodeJS.Platform, ReaderBridge['platform']>> = { darwin: 'mac', win32: 'windows' };

const bridge: ReaderBridge = {
  host: 'electron',
  platform: platforms[process.platform] ?? 'linux',
  request: (method, params) => ipcRenderer.invoke(channels.request, { method, params }) as Promise<Outcome>,
  onEvent(listener) {
    // The ipc event itself stays here: it would hand the window a sender.
    const forward = (_event: unknown, message: ReaderEvent) => listener(message);
    ipcRenderer.on(channels.event, forward);
    return () => ipcRenderer.off(channels.event, forward);
  },
  pictureUrl: (feedId, url) => `/picture/${feedId}/${encodeURIComponent(url)}`,
  iconUrl: (feedId, version) => `/icon/${feedId}/${version}`,
};

contextBridge.exposeInMainWorld('reader', bridge);
