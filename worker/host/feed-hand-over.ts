/** L4: of the words of a start, so many are looked at, and so long a one at most. */
const mostWords = 100;
const longestWord = 8_192;
const mostWaiting = 5;

/** Addresses that the system hands over, until the window has taken them: it may not even be there yet. */
export interface FeedHandOver {
  add(addresses: readonly string[]): void;
  /** The oldest that waits; null when none does. */
  take(): string | null;
  /** Calls `listener` when something waits. */
  onArrival(listener: () => void): void;
}

export function createFeedHandOver(): FeedHandOver {
  const waiting: string[] = [];
  const listeners: (() => void)[] = [];
  return {
    add(addresses) {
      if (addresses.length === 0) return;
      waiting.push(...addresses);
      waiting.splice(0, Math.max(0, waiting.length - mostWaiting));
      for (const listener of listeners) listener();
    },
    take: () => waiting.shift() ?? null,
    onArrival: listener => void listeners.push(listener),
  };
}

/**
 * The links to feeds among the words of a start, by a link of another program or by hand. All else is data of somebody else's and ignored:
 * switches above all, wherever they stand (L4). What is found leads to a question in the window, and to nothing else (L3).
 */
export function feedLinksIn(words: readonly string[]): readonly string[] {
  return words.slice(0, mostWords).filter(word => word.length <= longestWord && /^(?:feeds?:|https?:\/\/)[^\s\p{Cc}]+$/iu.test(word));
}

/** What another start sends over the control socket: input like any words of a start. */
export function handedAddresses(params: unknown): readonly string[] {
  if (typeof params !== 'object' || params === null || !('addresses' in params) || !Array.isArray(params.addresses)) return [];
  return feedLinksIn(params.addresses.slice(0, mostWords).filter(word => typeof word === 'string'));
}
