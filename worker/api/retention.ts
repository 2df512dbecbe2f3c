import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { RetentionPreview } from '../protocol/storage.ts';
import type { DailyCleanUp } from '../retention/daily-clean-up.ts';
import { proposeCleanUp } from '../retention/propose-clean-up.ts';
import type { Store } from '../store/store.ts';

type RetentionMethod = 'retention.preview' | 'retention.proposal' | 'retention.run';

export interface RetentionApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly announce: Announce;
  readonly cleanUp: Pick<DailyCleanUp, 'run'>;
}

const mostFeeds = 50;

export function createRetentionHandlers({ store, clock, announce, cleanUp }: RetentionApiNeeds): HandlersOf<RetentionMethod> {
  return {
    async 'retention.preview'({ retention }, { signal }): Promise<RetentionPreview> {
      const at = clock.now();
      const feeds = [];
      for (const feed of store.read.retention(retention)) {
        signal.throwIfAborted();
        const { count, bytes } = store.read.oldEntries(feed, at);
        if (count > 0) feeds.push({ feedId: feed.feedId, title: feed.title, count, bytes });
        // Other questions get in between.
        await new Promise(resolve => setImmediate(resolve));
      }
      return {
        count: feeds.reduce((sum, feed) => sum + feed.count, 0),
        bytes: feeds.reduce((sum, feed) => sum + feed.bytes, 0),
        feedCount: feeds.length,
        feeds: feeds.toSorted((one, other) => other.bytes - one.bytes).slice(0, mostFeeds),
      };
    },
    'retention.proposal': () => proposeCleanUp(store.read, clock.now()),
    async 'retention.run'() {
      const change = await cleanUp.run();
      if (change.count > 0) {
        announce.removed(null);
        announce.subscriptions();
      }
      return change;
    },
  };
}
