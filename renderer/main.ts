import './styles/styles.css';
import './styles/first-frame.css';
import { openBridge } from './client/open-bridge.ts';
import { dressFirstFrame } from './first-frame.ts';

/** A page that is not drawn, as in a tab behind, has no next frame. */
const frameWithinMs = 100;
const askedWithinMs = 500;
const readAgainAfterMs = 2_000;
/** What Chromium and Firefox, and Safari, say of a part that did not come. A fault in one that did is no reason to read it again. */
const wasNotRead = /imported module|importing a module/i;

/** Runs before the first frame, and is small: the window itself is read after that, while the worker already answers. */
async function main(): Promise<void> {
  // First the questions: what is compiled after them is compiled while they are answered.
  const asked = openBridge();
  await Promise.all([atMost(askedWithinMs, asked), atMost(frameWithinMs, nextFrame())]);
  const part = await import('./reader-window.tsx').catch((error: unknown) => {
    if (error instanceof TypeError && wasNotRead.test(error.message)) return null;
    throw error;
  });
  await asked;
  // The host has gone away, or had too much to do at once: it answers again, or the browser says that nobody does.
  if (part === null) setTimeout(() => location.reload(), readAgainAfterMs);
  else await part.openReaderWindow();
}

function nextFrame(): Promise<void> {
  return new Promise(resolve => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

function atMost(ms: number, awaited: Promise<void>): Promise<void> {
  return Promise.race([awaited, new Promise<void>(resolve => setTimeout(resolve, ms))]);
}

dressFirstFrame();
void main();
