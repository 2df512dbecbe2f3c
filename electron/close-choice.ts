import type { BrowserWindow } from 'electron';
import type { Settings } from '../worker/protocol/settings.ts';
import type { ElectronApi } from './electron-api.ts';
import { t } from './words.ts';

type CloseAction = Settings['closeButton'];

interface Needs {
  readonly electron: Pick<ElectronApi, 'dialog'>;
  readonly platform: NodeJS.Platform;
  readonly hasTray: () => boolean;
  readonly remembered: () => CloseAction;
  readonly remember: (action: Exclude<CloseAction, null>) => void;
  readonly quit: () => void;
}

/**
 * What the window's close button does: quits, or hides into the tray; asked once, then remembered.
 * macOS always hides, as its programs do; without a tray there is nowhere to hide.
 */
export function createCloseChoice({ electron, platform, hasTray, remembered, remember, quit }: Needs) {
  let isAsking = false;

  async function ask(window: BrowserWindow): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    try {
      const { response } = await electron.dialog.showMessageBox(window, {
        type: 'question',
        message: t('close.question'),
        detail: t('close.more'),
        buttons: [t('close.tray'), t('close.quit'), t('close.cancel')],
        defaultId: 0,
        cancelId: 2,
        noLink: true,
      });
      if (response === 2) return;
      remember(response === 0 ? 'tray' : 'quit');
      if (response === 0) window.hide();
      else quit();
    } finally {
      isAsking = false;
    }
  }

  /** @returns whether the window may really close now */
  return (window: BrowserWindow): boolean => {
    if (platform === 'darwin') {
      window.hide();
      return false;
    }
    if (!hasTray()) {
      quit();
      return false;
    }
    const action = remembered();
    if (action === 'tray') window.hide();
    else if (action === 'quit') quit();
    else void ask(window);
    return false;
  };
}
