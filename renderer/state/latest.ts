/**
 * Makes a reload that may be asked for at any rate: one run at a time, at least `gapMs` between starts, and whoever asks
 * during a run gets the run after it, whose answer is not older than the asking.
 */
export function latest(run: () => Promise<void>, gapMs: number): () => Promise<void> {
  let lastStart = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function start(): Promise<void> {
    next = null;
    lastStart = performance.now();
    const turn = run().finally(() => {
      if (running === turn) running = null;
    });
    running = turn;
    return turn;
  }

  return () => {
    if (next !== null) return next;
    const waitMs = lastStart + gapMs - performance.now();
    if (running === null && waitMs <= 0) return start();
    const before = (running ?? Promise.resolve()).catch(() => undefined);
    const gap = waitMs <= 0 ? Promise.resolve() : new Promise<void>(resolve => setTimeout(resolve, waitMs));
    next = Promise.all([before, gap]).then(start);
    return next;
  };
}
