import type { FeedId, Milliseconds } from '../protocol/ids.ts';
import type { FeedRecord, Store } from '../store/store.ts';
import type { CheckOutcome } from '../store/write-store.ts';

/** Feeds that had a part in the death of the last worker, or may have had (X5). Each is read beside no other of them. */
export interface Suspects {
  has(feed: Pick<FeedRecord, 'feedId' | 'failureCode'>): boolean;
  /** Set aside at the start of this process: a call that killed the last one and is repeated must not kill this one too. */
  wasJustSetAside(feedId: FeedId): boolean;
  /** It was read, and nothing died. */
  clear(feedId: FeedId): void;
}

const quarantineMs = 24 * 3_600_000;

const outcome: CheckOutcome = {
  kind: 'failed',
  code: 'quarantined',
  message:
    'Reading what this feed sent made a part of Freshet stop, so the feed is set aside for a day. Its articles are kept. Refresh this feed to try it now.',
  detail: 'the background worker ended while this feed was being read',
  retryAfterAt: null,
};

/** The only one that was in work is set aside; of several, whichever kills again alone. */
export async function judgeSuspects({ read, write }: Store, named: readonly FeedId[], at: Milliseconds): Promise<Suspects> {
  const [only] = named;
  const guilty = named.length === 1 && only !== undefined && read.feed(only) !== null ? only : null;
  if (guilty !== null) await write.saveCheck(guilty, outcome, at, { at: at + quarantineMs, reason: 'quarantined' });
  const suspects = new Set(named);
  return {
    has: ({ feedId, failureCode }) => suspects.has(feedId) || failureCode === 'quarantined',
    wasJustSetAside: feedId => feedId === guilty,
    clear: feedId => suspects.delete(feedId),
  };
}

/** Until when a feed is set aside; then the timer tries it, and before that only the user's word for just this feed. */
export function setAsideUntil(
  { failureCode, nextCheckAt }: Pick<FeedRecord, 'failureCode' | 'nextCheckAt'>,
  now: Milliseconds,
): Milliseconds | null {
  return failureCode === 'quarantined' && nextCheckAt !== null && nextCheckAt > now ? nextCheckAt : null;
}
