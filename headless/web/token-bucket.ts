export interface TokenBucket {
  /** Milliseconds until there is room; 0 takes it. */
  take(): number;
}

/** Lets through `perSecond` at once, and then as many a second. `now` in milliseconds. */
export function createTokenBucket(perSecond: number, now: () => number): TokenBucket {
  let tokens = perSecond;
  let filledAt = now();
  return {
    take() {
      const at = now();
      tokens = Math.min(perSecond, tokens + ((at - filledAt) * perSecond) / 1_000);
      filledAt = at;
      if (tokens < 1) return Math.ceil(((1 - tokens) * 1_000) / perSecond);
      tokens -= 1;
      return 0;
    },
  };
}
