import type { Clock } from '../clock.ts';
import type { FeedFinder } from '../discover/find-feeds.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { Store } from '../store/store.ts';
import { withLocalConfirmed } from './confirm-local.ts';

export interface FeedApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly finder: Pick<FeedFinder, 'find' | 'preview'>;
}

export function createFeedHandlers({ store, clock, finder }: FeedApiNeeds): HandlersOf<'feeds.find' | 'feeds.preview'> {
  const confirmLocalHost = (host: string): Promise<void> => store.write.confirmLocalHost(host, clock.now());
  return {
    'feeds.find': ({ address, confirmLocal }, { signal }) =>
      withLocalConfirmed({ address, confirmed: confirmLocal === true, confirmLocalHost }, () => finder.find(address, signal)),
    'feeds.preview': ({ feedUrl, confirmLocal }, { signal }) =>
      withLocalConfirmed({ address: feedUrl, confirmed: confirmLocal === true, confirmLocalHost }, () => finder.preview(feedUrl, signal)),
  };
}
