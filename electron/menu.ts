import type { MenuItemConstructorOptions } from 'electron';

export interface MenuDuties {
  /** Runs a command of the window's command table; the window is shown first. */
  readonly run: (command: string) => void;
  readonly zoom: (steps: number) => void;
  readonly quit: () => void;
  /** The user's own keys of a command; undefined: those that it comes with. */
  readonly ownKeys: (command: string) => readonly string[] | undefined;
}

/** The application's menu. Single keys belong to the window; here stand the accelerators that systems expect, and the Edit roles without which copy and paste are dead on macOS. */
export function applicationMenu(platform: NodeJS.Platform, duties: MenuDuties): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const command = (label: string, id: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => duties.run(id),
    ...acceleratorOf(duties.ownKeys(id), accelerator),
  });
  const settings = command('Settings…', 'settings', 'CmdOrCtrl+,');
  const appMenu: MenuItemConstructorOptions = {
    label: 'Freshet',
    submenu: [
      command('About Freshet', 'about'),
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: 'File',
      submenu: [
        command('Add feed…', 'add-feed', 'CmdOrCtrl+N'),
        command('All feeds…', 'feeds'),
        command('History…', 'history'),
        { type: 'separator' },
        command('Import…', 'import-opml'),
        command('Export OPML…', 'export-opml'),
        command('Export everything…', 'export-archive'),
        { type: 'separator' },
        ...(isMac
          ? [{ role: 'close' as const }]
          : [settings, { type: 'separator' as const }, { label: 'Quit', accelerator: 'Ctrl+Q', click: duties.quit }]),
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        command('Refresh all', 'refresh-all'),
        { type: 'separator' },
        { label: 'Zoom in', accelerator: 'CmdOrCtrl+Plus', click: () => duties.zoom(1) },
        // The unshifted key on most keyboards.
        { label: 'Zoom in', accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true, click: () => duties.zoom(1) },
        { label: 'Zoom out', accelerator: 'CmdOrCtrl+-', click: () => duties.zoom(-1) },
        { label: 'Original size', accelerator: 'CmdOrCtrl+0', click: () => duties.zoom(0) },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [command('Keys', 'help'), ...(isMac ? [] : [command('About Freshet', 'about')])],
    },
  ];
}

/** Single keys belong to the window: of the user's own, only one with Ctrl or Cmd can stand in a menu. */
function acceleratorOf(own: readonly string[] | undefined, usual: string | undefined): { readonly accelerator?: string } {
  const withMod = own?.find(key => /^Mod\+(?:Shift\+)?[!-~]+$/.test(key) && !key.endsWith('++'));
  const accelerator = own === undefined ? usual : withMod?.replace('Mod', 'CmdOrCtrl');
  return accelerator === undefined ? {} : { accelerator };
}
