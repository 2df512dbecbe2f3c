interface LoginItems {
  getLoginItemSettings(): { readonly openAtLogin: boolean };
  setLoginItemSettings(settings: { readonly openAtLogin: boolean }): void;
  readonly isPackaged: boolean;
}

/**
 * Whether the system starts Freshet when the user logs in. Null where Electron has no say (Linux), and from the sources: the system would
 * start Electron itself, which then shows its own window.
 * @param wish true and false change it, null only asks
 */
export function setLoginItem(app: LoginItems, wish: boolean | null, platform: NodeJS.Platform): boolean | null {
  if ((platform !== 'darwin' && platform !== 'win32') || !app.isPackaged) return null;
  if (wish !== null) app.setLoginItemSettings({ openAtLogin: wish });
  return app.getLoginItemSettings().openAtLogin;
}
