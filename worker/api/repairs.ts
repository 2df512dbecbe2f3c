import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import { FeedError } from '../errors.ts';
import type { Change } from '../protocol/history.ts';
import type { FeedId, Milliseconds } from '../protocol/ids.ts';
import type { AddressWish } from '../repair/change-address.ts';
import { repairsFor } from '../repair/repairs.ts';
import type { FeedToRepair, Searched } from '../repair/search-address.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';
import type { CheckSaved } from '../store/write-store.ts';
import { withLocalConfirmed } from './confirm-local.ts';

export interface RepairApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly announce: Announce;
  readonly scheduler: Pick<Scheduler, 'reconsider'>;
  /** Until when this feed must not be asked, by its own word or its host's (P8). */
  readonly waitsUntil: (feedId: FeedId) => Milliseconds | null;
  readonly searchAddress: (feed: FeedToRepair, signal: AbortSignal) => Promise<Searched>;
  readonly changeAddress: (wish: AddressWish, signal: AbortSignal) => Promise<{ readonly change: Change; readonly saved: CheckSaved }>;
}

export function createRepairHandlers(needs: RepairApiNeeds): HandlersOf<'feeds.diagnose' | 'subscriptions.changeAddress'> {
  const { store, clock, announce, scheduler, waitsUntil, searchAddress, changeAddress } = needs;
  return {
    async 'feeds.diagnose'({ feedId, search = false }, { signal }) {
      const feed = store.read.feed(feedId);
      if (feed === null) throw new FeedError('not-found-here', 'This feed is not there any more. It was unsubscribed meanwhile.');
      const failure = store.read.failure(feedId);
      if (failure === null) return { feedId, repairs: [], search: null };
      const until = waitsUntil(feedId);
      const repairs = repairsFor({ ...feed, failure, waitsUntil: until, subscribedFeedId: store.read.feedIdByUrl });
      if (!search || until !== null) return { feedId, repairs, search: null };
      const { feedUrl, siteUrl, title } = feed;
      const { search: outcome, found } = await searchAddress({ feedId, feedUrl, siteUrl, title, failure }, signal);
      // What was found takes the place of what the page had only named.
      const others = repairs.filter(({ kind }) => found.length === 0 || kind !== 'use-address');
      return { feedId, repairs: [...found, ...others], search: outcome };
    },

    async 'subscriptions.changeAddress'({ feedId, feedUrl, confirmLocal }, { signal }) {
      const question = {
        address: feedUrl,
        confirmed: confirmLocal === true,
        confirmLocalHost: (host: string) => store.write.confirmLocalHost(host, clock.now()),
      };
      const { change, saved } = await withLocalConfirmed(question, () => changeAddress({ feedId, feedUrl }, signal));
      announce.arrived(feedId, saved.added.length);
      announce.subscriptions();
      scheduler.reconsider();
      return change;
    },
  };
}
