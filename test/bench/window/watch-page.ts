/** What the bench keeps in the page. */
export interface PageWatch {
  /** When the last key or click arrived, by the page's clock. */
  inputAt: number;
  /** When the first row was drawn. */
  firstRowAt: number | null;
  /** Frames since the last `frames = []`: milliseconds between one and the next. */
  frames: number[];
  /**
   * Looks out for what a key or click shall show, in the page or in the article's frame: `painted` settles after the
   * first frame that shows it, with the milliseconds since that key or click, or with null after `longestMs`.
   */
  lookOut(isThere: () => boolean, longestMs?: number): void;
  painted: Promise<number | null>;
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
  const watch: PageWatch = { inputAt: 0, firstRowAt: null, frames: [], lookOut, painted: Promise.resolve(null) };
  window.watch = watch;
  const onInput = (event: Event): void => {
    watch.inputAt = event.timeStamp;
  };
  for (const name of ['keydown', 'mousedown', 'input']) window.addEventListener(name, onInput, true);

  function lookOut(isThere: () => boolean, longestMs = 10_000): void {
    const { promise, resolve } = Promise.withResolvers<number | null>();
    const end = (ms: number | null): void => {
      clearTimeout(timer);
      observer.disconnect();
      resolve(ms);
    };
    const timer = setTimeout(() => end(null), longestMs);
    const observer = new MutationObserver(() => {
      if (!isThere()) return;
      observer.disconnect();
      // The next frame draws it; a message that is sent from its start comes when it is drawn.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => end(performance.now() - watch.inputAt);
        port2.postMessage(null);
      });
    });
    const documents = [document, ...[...document.querySelectorAll('iframe')].flatMap(frame => frame.contentDocument ?? [])];
    for (const root of documents) observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    watch.painted = promise;
  }

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
