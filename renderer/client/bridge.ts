import type { ReaderBridge } from '../../electron/bridge.ts';

declare global {
  interface Window {
    /** Set by Electron's preload script, or by `open-bridge.ts` in a browser tab. Only `renderer/client/` touches it. */
    reader?: ReaderBridge;
  }
}

/** The way out of the window. @throws when the page was started without one. */
export function bridge(): ReaderBridge {
  if (window.reader === undefined) throw new Error('window.reader is missing');
  return window.reader;
}
