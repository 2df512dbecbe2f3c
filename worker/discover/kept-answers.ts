import type { FeedAnswer } from '../feed.ts';

interface Kept {
  readonly answer: FeedAnswer;
  readonly bytes: number;
  readonly at: number;
}

export interface KeptAnswers {
  keep(feedUrl: string, answer: FeedAnswer, bytes: number): void;
  get(feedUrl: string): FeedAnswer | null;
  take(feedUrl: string): FeedAnswer | null;
}

/**
 * Answers between being shown and being subscribed to, by address: for `forMs`, at most `most` and together at most `mostBytes` of
 * documents; the oldest goes first.
 */
export function createKeptAnswers(needs: {
  readonly now: () => number;
  readonly forMs?: number;
  readonly most?: number;
  readonly mostBytes?: number;
}): KeptAnswers {
  const { now, forMs = 10 * 60_000, most = 20, mostBytes = 16 * 1024 * 1024 } = needs;
  const kept = new Map<string, Kept>();

  const tidy = () => {
    let bytes = [...kept.values()].reduce((sum, each) => sum + each.bytes, 0);
    for (const [feedUrl, each] of kept) {
      const isOver = kept.size > most || (bytes > mostBytes && kept.size > 1);
      if (!isOver && now() - each.at < forMs) continue;
      kept.delete(feedUrl);
      bytes -= each.bytes;
    }
  };
  const get = (feedUrl: string) => {
    tidy();
    return kept.get(feedUrl)?.answer ?? null;
  };

  return {
    keep(feedUrl, answer, bytes) {
      kept.delete(feedUrl);
      kept.set(feedUrl, { answer, bytes, at: now() });
      tidy();
    },
    get,
    take(feedUrl) {
      const answer = get(feedUrl);
      kept.delete(feedUrl);
      return answer;
    },
  };
}
