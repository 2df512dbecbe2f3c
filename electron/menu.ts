import type { MenuItemConstructorOptions } from 'electron';
import { t, type WordKey } from './words.ts';

export interface MenuDuties {
  /** Runs a command of the window's command table; the window is shown first. */
  readonly run: (command: string) => void;
  readonly zoom: (steps: number) => void;
  readonly quit: () => void;
  /** The user's own keys of a command; undefined: those that it comes with. */
  readonly ownKeys: (command: string) => readonly string[] | undefined;
}

type MenuCommand =
  | 'about'
  | 'add-feed'
  | 'export-archive'
  | 'export-opml'
  | 'feeds'
  | 'help'
  | 'history'
  | 'import-opml'
  | 'refresh-all'
  | 'settings';

/** The application's menu. Single keys belong to the window; here stand the accelerators that systems expect, and the Edit roles without which copy and paste are dead on macOS. */
export function applicationMenu(platform: NodeJS.Platform, duties: MenuDuties): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const command = (id: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label: id === 'help' ? t('menu.keys') : t(`menu.${id}`),
    click: () => duties.run(id),
    ...acceleratorOf(duties.ownKeys(id), accelerator),
  });
  const settings = command('settings', 'CmdOrCtrl+,');
  const appMenu: MenuItemConstructorOptions = {
    label: 'Freshet',
    submenu: [
      command('about'),
      { type: 'separator' },
      settings,
      { type: 'separator' },
      role('services', 'menu.services'),
      { type: 'separator' },
      role('hide', 'menu.hide'),
      role('hideOthers', 'menu.hideOthers'),
      role('unhide', 'menu.unhide'),
      { type: 'separator' },
      role('quit', 'menu.quitApp'),
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: t('menu.file'),
      submenu: [
        command('add-feed', 'CmdOrCtrl+N'),
        command('feeds'),
        command('history'),
        { type: 'separator' },
        command('import-opml'),
        command('export-opml'),
        command('export-archive'),
        { type: 'separator' },
        ...(isMac
          ? [role('close', 'menu.close')]
          : [settings, { type: 'separator' as const }, { label: t('menu.quit'), accelerator: 'Ctrl+Q', click: duties.quit }]),
      ],
    },
    editMenu(isMac),
    {
      label: t('menu.view'),
      submenu: [
        command('refresh-all'),
        { type: 'separator' },
        { label: t('menu.zoomIn'), accelerator: 'CmdOrCtrl+Plus', click: () => duties.zoom(1) },
        // The unshifted key on most keyboards.
        {
          label: t('menu.zoomIn'),
          accelerator: 'CmdOrCtrl+=',
          visible: false,
          acceleratorWorksWhenHidden: true,
          click: () => duties.zoom(1),
        },
        { label: t('menu.zoomOut'), accelerator: 'CmdOrCtrl+-', click: () => duties.zoom(-1) },
        { label: t('menu.originalSize'), accelerator: 'CmdOrCtrl+0', click: () => duties.zoom(0) },
        { type: 'separator' },
        role('togglefullscreen', 'menu.fullScreen'),
      ],
    },
    windowMenu(isMac),
    {
      role: 'help',
      label: t('menu.help'),
      submenu: [command('help'), ...(isMac ? [] : [command('about')])],
    },
  ];
}

/** What the system would put here by itself, which it does in English only. */
function editMenu(isMac: boolean): MenuItemConstructorOptions {
  const separator = { type: 'separator' } as const;
  return {
    role: 'editMenu',
    label: t('menu.edit'),
    submenu: [
      role('undo', 'menu.undo'),
      role('redo', 'menu.redo'),
      separator,
      role('cut', 'menu.cut'),
      role('copy', 'menu.copy'),
      role('paste', 'menu.paste'),
      role('delete', 'menu.delete'),
      ...(isMac ? [] : [separator]),
      role('selectAll', 'menu.selectAll'),
    ],
  };
}

function windowMenu(isMac: boolean): MenuItemConstructorOptions {
  return {
    role: 'windowMenu',
    label: t('menu.window'),
    submenu: [
      role('minimize', 'menu.minimize'),
      role('zoom', 'menu.zoom'),
      ...(isMac ? [{ type: 'separator' } as const, role('front', 'menu.front')] : [role('close', 'menu.close')]),
    ],
  };
}

function role(name: Exclude<MenuItemConstructorOptions['role'], undefined>, label: WordKey): MenuItemConstructorOptions {
  return { role: name, label: t(label) };
}

/** Single keys belong to the window: of the user's own, only one with Ctrl or Cmd can stand in a menu. */
function acceleratorOf(own: readonly string[] | undefined, usual: string | undefined): { readonly accelerator?: string } {
  const withMod = own?.find(key => /^Mod\+(?:Shift\+)?[!-~]+$/.test(key) && !key.endsWith('++'));
  const accelerator = own === undefined ? usual : withMod?.replace('Mod', 'CmdOrCtrl');
  return accelerator === undefined ? {} : { accelerator };
}
