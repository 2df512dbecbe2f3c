import type { Clock } from '../clock.ts';
import type { FeedId } from '../protocol/model.ts';
import { nextCheckAt } from '../schedule/next-check.ts';
import type { CheckSaved, Store } from '../store/store.ts';
import type { FirstAnswer } from './add-subscription.ts';
import type { LoopbackLimits } from './loopback-limits.ts';
import { timingOf } from './refresh-feed.ts';

export interface SaveFoundNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits: LoopbackLimits;
  readonly intervalMs: number | null;
}

/** What discovery has read of a feed that is subscribed to is as good as a check, and spares its server one (P1). */
export async function saveFound(needs: SaveFoundNeeds, feedId: FeedId, answer: FirstAnswer): Promise<CheckSaved | null> {
  const { store, clock } = needs;
  const feed = store.read.feed(feedId);
  if (feed === null) return null;
  const at = clock.now();
  return store.write.saveCheck(feedId, answer, at, nextCheckAt(timingOf(needs, feed, at, answer, null)));
}
