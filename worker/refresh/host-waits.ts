import type { FeedId, Milliseconds } from '../protocol/ids.ts';

/** Hosts that have asked several of their feeds to wait: then none of their feeds is asked (P8). */
export interface HostWaits {
  note(feed: AskedToWait): void;
  /** Until when this feed must not be asked, by its own word or its host's; null: now it may. */
  until(feed: AskedToWait, now: Milliseconds): Milliseconds | null;
}

export interface AskedToWait {
  readonly feedId: FeedId;
  readonly feedUrl: string;
  readonly retryAfterAt: Milliseconds | null;
}

const hour = 3_600_000;
/** No wait is longer than a day, so a later end is the trace of a clock that was set back. */
const longestWaitMs = 25 * hour;
const feedsThatSpeakForTheHost = 2;

/** @param feeds all that are stored: what their hosts asked for holds over restarts. */
export function createHostWaits(feeds: readonly AskedToWait[]): HostWaits {
  const byHost = new Map<string, Map<FeedId, Milliseconds>>();

  function note({ feedId, feedUrl, retryAfterAt }: AskedToWait): void {
    if (retryAfterAt === null) return;
    const host = hostOf(feedUrl);
    const waits = byHost.get(host) ?? new Map<FeedId, Milliseconds>();
    byHost.set(host, waits.set(feedId, retryAfterAt));
  }

  function hostUntil(feedUrl: string, now: Milliseconds): Milliseconds | null {
    const waits = byHost.get(hostOf(feedUrl));
    if (waits === undefined) return null;
    for (const [feedId, until] of waits) if (!holds(until, now)) waits.delete(feedId);
    return waits.size < feedsThatSpeakForTheHost ? null : Math.max(...waits.values());
  }

  for (const feed of feeds) note(feed);
  return {
    note,
    until(feed, now) {
      const own = feed.retryAfterAt !== null && holds(feed.retryAfterAt, now) ? feed.retryAfterAt : null;
      const host = hostUntil(feed.feedUrl, now);
      return own === null || host === null ? (own ?? host) : Math.max(own, host);
    },
  };
}

export function hostOf(feedUrl: string): string {
  return URL.parse(feedUrl)?.host ?? '';
}

function holds(until: Milliseconds, now: Milliseconds): boolean {
  return until > now && until - now <= longestWaitMs;
}
