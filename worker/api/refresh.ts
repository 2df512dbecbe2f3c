import type { HandlersOf } from '../dispatch.ts';
import { FeedError } from '../errors.ts';
import type { Refresher } from '../refresh/refresher.ts';
import type { ReadStore } from '../store/store.ts';

type RefreshMethod = 'refresh.run' | 'refresh.cancel' | 'refresh.state';

export interface RefreshApiNeeds {
  readonly refresher: Refresher;
  readonly read: Pick<ReadStore, 'feed'>;
}

export function createRefreshHandlers({ refresher, read }: RefreshApiNeeds): HandlersOf<RefreshMethod> {
  return {
    'refresh.run': ({ scope, force }, { signal }) => {
      if (scope.kind === 'feed' && read.feed(scope.feedId) === null) {
        throw new FeedError('not-found-here', 'This feed is not among your subscriptions any more.');
      }
      return refresher.byHand(scope, { isForced: force === true, signal });
    },
    'refresh.cancel'() {
      refresher.cancelAll();
      return null;
    },
    'refresh.state': () => refresher.state(),
  };
}
