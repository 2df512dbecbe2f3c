import type { Clock } from '../clock.ts';
import type { FeedAnswer } from '../feed.ts';
import type { FeedId } from '../protocol/ids.ts';
import { nextCheck } from '../schedule/next-check.ts';
import type { Store } from '../store/store.ts';
import type { CheckSaved } from '../store/write-store.ts';
import { toChanged } from './changed.ts';
import { type TimingNeeds, timingOf } from './timing.ts';

export interface SaveFoundNeeds extends TimingNeeds {
  readonly store: Store;
  readonly clock: Clock;
}

/** What discovery has read of a feed that is subscribed to is as good as a check, and spares its server one (P1). */
export async function saveFound(needs: SaveFoundNeeds, feedId: FeedId, answer: FeedAnswer): Promise<CheckSaved | null> {
  const { store, clock } = needs;
  const feed = store.read.feed(feedId);
  if (feed === null) return null;
  const at = clock.now();
  const outcome = toChanged(answer);
  return store.write.saveCheck(feedId, outcome, at, nextCheck(timingOf(needs, feed, at, outcome, null)));
}
