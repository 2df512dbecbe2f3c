import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Display, Rectangle } from 'electron';
import { expect, test } from 'vitest';
import { fitInto, readWindowState, writeWindowState } from '../../electron/window-state.ts';
import { windowOptions } from '../../electron/windows.ts';

const desk = { x: 0, y: 25, width: 1440, height: 875 };
const screen = {
  getPrimaryDisplay: () => ({ workArea: desk }) as Display,
  getDisplayMatching: () => ({ workArea: desk }) as Display,
};
const newFile = () => join(mkdtempSync(join(tmpdir(), 'freshet-window-')), 'deep', 'window.json');

test('the first window stands in the middle of the screen', () => {
  const state = readWindowState(newFile(), screen);
  expect(state).toEqual({ bounds: { x: 80, y: 63, width: 1280, height: 800 }, isMaximized: false, isFullScreen: false, zoomLevel: 0 });
});

test('what was written comes back, readable by nobody else', () => {
  const file = newFile();
  const state = { bounds: { x: 40, y: 60, width: 900, height: 600 }, isMaximized: true, isFullScreen: false, zoomLevel: 1.5 };
  writeWindowState(file, state);
  expect(readWindowState(file, screen)).toEqual(state);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a note that cannot be written is no error: it would come up while the window closes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-window-'));
  writeFileSync(join(folder, 'file'), '');
  const state = readWindowState(newFile(), screen);
  expect(() => writeWindowState(join(folder, 'file', 'window.json'), state)).not.toThrow();
});

test.each([
  ['on a screen that is gone, to the right', { x: 3000, y: 100, width: 900, height: 600 }, { x: 540, y: 100, width: 900, height: 600 }],
  ['on a screen that is gone, above', { x: 100, y: -900, width: 900, height: 600 }, { x: 100, y: 25, width: 900, height: 600 }],
  ['larger than the screen', { x: -10, y: 0, width: 4000, height: 3000 }, { x: 0, y: 25, width: 1440, height: 875 }],
  ['shrunk to nothing', { x: 10, y: 30, width: 1, height: 1 }, { x: 10, y: 30, width: 400, height: 480 }],
] satisfies [string, Rectangle, Rectangle][])('a window %s comes back within reach', (_case, bounds, expected) => {
  expect(fitInto(bounds, desk)).toEqual(expected);
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"bounds":{"x":"1","y":2,"width":3,"height":4}}',
  '{"bounds":{"x":1e99,"y":0,"width":900,"height":600}}',
])('a damaged note (%s) counts as none', text => {
  const file = join(mkdtempSync(join(tmpdir(), 'freshet-window-')), 'window.json');
  writeFileSync(file, text);
  expect(readWindowState(file, screen).bounds).toEqual({ x: 80, y: 63, width: 1280, height: 800 });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('the page is given no rights: sandboxed, isolated, without Node and without webviews', () => {
  const { webPreferences, ...options } = windowOptions(readWindowState(newFile(), screen), '/app/preload.cjs', 'linux');
  expect(webPreferences).toEqual({
    preload: '/app/preload.cjs',
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    sandbox: true,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
  });
  expect(options.minWidth).toBe(400);
  expect(windowOptions(readWindowState(newFile(), screen), '/p', 'darwin').titleBarStyle).toBe('hiddenInset');
});
