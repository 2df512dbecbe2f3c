/**
 * Spreads short pieces of work over turns of the event loop: bodies that arrive together would otherwise be unpacked in one go, and whoever asks for a
 * page meanwhile would wait for all of them.
 * @returns resolves when there is time for the next piece, in the order of asking
 */
export function createTurns(mostMs: number, now: () => number = () => performance.now()): () => Promise<void> {
  const waiting: (() => void)[] = [];
  let isReleasing = false;
  /** Null: nothing was done in this turn yet. */
  let turnFrom: number | null = null;

  function beginTurn(): void {
    turnFrom = now();
    setImmediate(() => {
      turnFrom = null;
      if (isReleasing) release();
    });
  }

  function release(): void {
    const next = waiting[0];
    isReleasing = next !== undefined;
    if (next === undefined) return;
    if (turnFrom === null) beginTurn();
    if (turnFrom !== null && now() - turnFrom >= mostMs) return;
    waiting.shift();
    next();
    // The time is looked at again when the released one has done its piece.
    setMicrotaskAfter(3, release);
  }

  return () =>
    new Promise(resolve => {
      waiting.push(resolve);
      if (!isReleasing) release();
    });
}

function setMicrotaskAfter(steps: number, then: () => void): void {
  queueMicrotask(steps === 0 ? then : () => setMicrotaskAfter(steps - 1, then));
}
