import type { NativeImage, Tray } from 'electron';
import type { ElectronApi } from './electron-api.ts';
import { t } from './words.ts';

export interface TrayDuties {
  readonly open: () => void;
  readonly refresh: () => void;
  readonly setPaused: (isPaused: boolean) => void;
  readonly quit: () => void;
}

export interface TrayState {
  readonly unread: number;
  readonly isPaused: boolean;
}

export interface FreshetTray {
  show(state: TrayState): void;
  destroy(): void;
}

/** The icon in the system's tray. Null where the system has none (some Linux desktops): then closing the window may not hide it. */
export function createTray(
  electron: Pick<ElectronApi, 'Tray' | 'Menu'>,
  images: { readonly plain: NativeImage; readonly unread: NativeImage },
  duties: TrayDuties,
): FreshetTray | null {
  let tray: Tray;
  try {
    tray = new electron.Tray(images.plain);
  } catch {
    return null;
  }
  tray.on('click', duties.open);
  return {
    show({ unread, isPaused }) {
      tray.setImage(unread > 0 ? images.unread : images.plain);
      tray.setToolTip(trayWords(unread, isPaused));
      // Linux shows a changed menu only when it is set anew.
      tray.setContextMenu(
        electron.Menu.buildFromTemplate([
          { label: trayWords(unread, isPaused), enabled: false },
          { type: 'separator' },
          { label: t('tray.open'), click: duties.open },
          { label: t('menu.refresh-all'), click: duties.refresh },
          { label: t('tray.pause'), type: 'checkbox', checked: isPaused, click: item => duties.setPaused(item.checked) },
          { type: 'separator' },
          { label: t('menu.quit'), click: duties.quit },
        ]),
      );
    },
    destroy: () => tray.destroy(),
  };
}

function trayWords(unread: number, isPaused: boolean): string {
  const words = t('tray.unread', { count: unread });
  return isPaused ? t('tray.paused', { unread: words }) : words;
}
