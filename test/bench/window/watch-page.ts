/** What the bench keeps in the page. */
export interface PageWatch {
  /** When the last key or click arrived, by the page's clock. */
  inputAt: number;
  /** When the first row was drawn. */
  firstRowAt: number | null;
  /** Frames since the last `frames = []`: milliseconds between one and the next. */
  frames: number[];
}

declare global {
  interface Window {
    watch: PageWatch;
  }
}

/** Runs in the page before anything of it. */
export function watchPage(): void {
  // In the frame of the article there is nothing to watch.
  if (window.top !== window) return;
  const watch: PageWatch = { inputAt: 0, firstRowAt: null, frames: [] };
  window.watch = watch;
  const onInput = (event: Event): void => {
    watch.inputAt = event.timeStamp;
  };
  for (const name of ['keydown', 'mousedown', 'input']) window.addEventListener(name, onInput, true);
  let last = performance.now();
  const frame = (now: number): void => {
    watch.frames.push(now - last);
    last = now;
    if (watch.firstRowAt === null && document.querySelector('[role=option]') !== null) {
      setTimeout(() => {
        watch.firstRowAt ??= performance.now();
      });
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
