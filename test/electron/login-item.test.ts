import { expect, test } from 'vitest';
import { setLoginItem } from '../../electron/login-item.ts';

function loginItems(isPackaged: boolean) {
  let openAtLogin = false;
  const calls: unknown[] = [];
  return {
    calls,
    isPackaged,
    getLoginItemSettings: () => ({ openAtLogin }),
    setLoginItemSettings: (settings: { readonly openAtLogin: boolean }) => {
      calls.push(settings);
      openAtLogin = settings.openAtLogin;
    },
  };
}

test('asks the system, and changes it only when told to', () => {
  const app = loginItems(true);
  expect(setLoginItem(app, null, 'darwin')).toBe(false);
  expect(app.calls).toEqual([]);
  expect(setLoginItem(app, true, 'win32')).toBe(true);
  expect(setLoginItem(app, null, 'win32')).toBe(true);
  expect(setLoginItem(app, false, 'win32')).toBe(false);
  expect(app.calls).toEqual([{ openAtLogin: true }, { openAtLogin: false }]);
});

test('has no say on Linux, and none from the sources', () => {
  const app = loginItems(true);
  expect(setLoginItem(app, true, 'linux')).toBeNull();
  const fromSources = loginItems(false);
  expect(setLoginItem(fromSources, true, 'darwin')).toBeNull();
  expect([...app.calls, ...fromSources.calls]).toEqual([]);
});
