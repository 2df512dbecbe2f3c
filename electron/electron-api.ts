import type * as Electron from 'electron';

/**
 * The parts of the `electron` module that the main process uses. They are handed in by `main.ts`, so that everything else
 * runs in tests on a typed stand-in, and nothing reaches Electron by a side door.
 */
export type ElectronApi = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'clipboard'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeImage'
  | 'Notification'
  | 'powerMonitor'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
  | 'Tray'
  | 'utilityProcess'
>;
