import type { FeedAccesses } from '../access/feed-access.ts';
import type { Announce } from '../announce.ts';
import type { HandlersOf } from '../dispatch.ts';

export interface AccessApiNeeds {
  readonly accesses: FeedAccesses;
  readonly announce: Pick<Announce, 'subscriptions'>;
}

export function createAccessHandlers({ accesses, announce }: AccessApiNeeds): HandlersOf<'feeds.access' | 'feeds.setAccess'> {
  return {
    'feeds.access': ({ feedId }) => accesses.describe(feedId),
    async 'feeds.setAccess'({ feedId, ...change }) {
      await accesses.change(feedId, change);
      announce.subscriptions();
      return accesses.describe(feedId);
    },
  };
}
