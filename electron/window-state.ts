import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Rectangle, Screen } from 'electron';

/** Where the window was, and how far it was zoomed in. */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly isMaximized: boolean;
  readonly isFullScreen: boolean;
  /** Chromium's zoom level: 0 is 100 %, a step of 1 is a factor of 1.2. */
  readonly zoomLevel: number;
}

/** Below this the narrowest layout of the window does not fit. */
export const smallestWindow = { width: 400, height: 480 };
const first = { width: 1280, height: 800 };

/** The remembered state, fitted to a screen that exists now; the first-start state when there is none or the file is damaged. */
export function readWindowState(file: string, screen: Pick<Screen, 'getDisplayMatching' | 'getPrimaryDisplay'>): WindowState {
  const stored = parseState(file);
  const wanted = stored?.bounds ?? null;
  const area = wanted === null ? screen.getPrimaryDisplay().workArea : screen.getDisplayMatching(wanted).workArea;
  return {
    bounds: fitInto(wanted ?? centred(area), area),
    isMaximized: stored?.isMaximized ?? false,
    isFullScreen: stored?.isFullScreen ?? false,
    zoomLevel: stored?.zoomLevel ?? 0,
  };
}

/** Written to a temporary file and renamed: a kill in between leaves the old state. Never throws: a full disk costs the note, not the window. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // The next note may succeed.
  }
}

/** Moves and shrinks `bounds` until they lie within `area`, so that no title bar is out of reach. */
export function fitInto(bounds: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(Math.max(bounds.width, smallestWindow.width), area.width);
  const height = Math.min(Math.max(bounds.height, smallestWindow.height), area.height);
  const x = Math.min(Math.max(bounds.x, area.x), area.x + area.width - width);
  const y = Math.min(Math.max(bounds.y, area.y), area.y + area.height - height);
  return { x, y, width, height };
}

function centred(area: Rectangle): Rectangle {
  const x = area.x + Math.round((area.width - first.width) / 2);
  const y = area.y + Math.round((area.height - first.height) / 2);
  return { x, y, ...first };
}

function parseState(file: string): WindowState | null {
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as Partial<WindowState> | null;
    const { x, y, width, height } = state?.bounds ?? {};
    const isPlaced = [x, y, width, height].every(value => Number.isSafeInteger(value));
    if (!isPlaced) return null;
    const zoomLevel = Number.isFinite(state?.zoomLevel) ? Math.min(Math.max(state?.zoomLevel ?? 0, -5), 5) : 0;
    return {
      bounds: { x, y, width, height } as Rectangle,
      isMaximized: state?.isMaximized === true,
      isFullScreen: state?.isFullScreen === true,
      zoomLevel,
    };
  } catch {
    return null;
  }
}
