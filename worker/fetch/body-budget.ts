/** Bounds what is held of all bodies together, however many servers send much at once. */
export interface BodyBudget {
  open(): BodyShare;
}

/** What one answer holds, from its first byte until what came of it is stored. */
export interface BodyShare {
  /** So many bytes more are held; resolves when more may be read. */
  hold(bytes: number): Promise<void>;
  /** All of it is held no more. Harmless when repeated. */
  release(): void;
}

/** Enough for hundreds of usual feeds, or for two of the largest. */
const mostBodyBytes = 64 * 1024 * 1024;

interface Holder {
  held: number;
  /** Lets it read on; null: it does not wait. */
  goOn: (() => void) | null;
}

/** A usual feed waits for no large one (R9). */
const smallBytes = 256 * 1024;

/** Above the bound only small ones and the oldest holder read on; because of that one they never all wait for each other. */
export function createBodyBudget(most = mostBodyBytes, small = smallBytes): BodyBudget {
  // In the order in which they began to hold anything.
  const holders = new Set<Holder>();
  let held = 0;

  const mayGoOn = (holder: Holder) => held <= most || holder.held <= small || holders.values().next().value === holder;

  function wake(): void {
    for (const holder of holders) {
      if (holder.goOn === null || !mayGoOn(holder)) continue;
      holder.goOn();
      holder.goOn = null;
    }
  }

  return {
    open() {
      const holder: Holder = { held: 0, goOn: null };
      let isOver = false;
      return {
        hold(bytes) {
          if (isOver) return Promise.resolve();
          holders.add(holder);
          holder.held += bytes;
          held += bytes;
          if (mayGoOn(holder)) return Promise.resolve();
          return new Promise(resolve => {
            holder.goOn = resolve;
          });
        },
        release() {
          if (isOver) return;
          isOver = true;
          holders.delete(holder);
          held -= holder.held;
          holder.goOn?.();
          wake();
        },
      };
    },
  };
}
