import { FeedError } from '../errors.ts';

/** A look at the shared memory every few rows is enough to stop within milliseconds. */
const rowsBetweenLooks = 16;

export interface SearchGuard {
  /** Begins question `id`; throws when it is asked no more. */
  begin(id: number): void;
  /** For every row that a question looks at: throws `cancelled` when it is asked no more. */
  look(): void;
}

/** SQLite's calls cannot be interrupted from outside, but ask in each row whether to go on. `stopped`: see SearchThreadData. */
export function createSearchGuard(stopped: Int32Array): SearchGuard {
  let asked = 0;
  let rows = 0;

  function requireAwaited(): void {
    if (Atomics.load(stopped, asked % stopped.length) === asked) throw new FeedError('cancelled', 'Cancelled.');
  }

  return {
    begin(id) {
      asked = id;
      requireAwaited();
    },
    look() {
      rows += 1;
      if (rows % rowsBetweenLooks === 0) requireAwaited();
    },
  };
}
