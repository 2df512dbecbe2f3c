import type { RecentLogins } from '../access/recent-logins.ts';
import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import { FeedError } from '../errors.ts';
import type { Change } from '../protocol/history.ts';
import type { Params } from '../protocol/methods.ts';
import type { Added, SubscriptionToAdd } from '../refresh/add-subscription.ts';
import type { IconErrands } from '../refresh/icon-errands.ts';
import type { KeepPlans } from '../refresh/plans.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';
import { withLocalConfirmed } from './confirm-local.ts';

type SubscriptionMethod =
  | 'subscriptions.list'
  | 'subscriptions.counts'
  | 'subscriptions.add'
  | 'subscriptions.remove'
  | 'subscriptions.marked'
  | 'feeds.statistics'
  | 'feeds.volumes'
  | 'subscriptions.change'
  | 'tree.move'
  | 'folders.change'
  | 'folders.remove';

export interface SubscriptionApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly announce: Announce;
  readonly scheduler: Pick<Scheduler, 'reconsider'>;
  readonly keepPlans: KeepPlans;
  readonly addSubscription: (wish: SubscriptionToAdd, signal: AbortSignal) => Promise<Added>;
  readonly icons: Pick<IconErrands, 'want'>;
  readonly recentLogins: Pick<RecentLogins, 'of'>;
}

export function createSubscriptionHandlers(needs: SubscriptionApiNeeds): HandlersOf<SubscriptionMethod> {
  const { store, clock, announce, scheduler, keepPlans, addSubscription, icons, recentLogins } = needs;

  async function changed(change: Promise<Change>): Promise<Change> {
    const made = await change;
    announce.subscriptions();
    scheduler.reconsider();
    return made;
  }

  async function unsubscribe({ feedIds, folderIds = [], keep }: Params<'subscriptions.remove'>): Promise<Change> {
    const keeps = keep ?? store.read.settings().keepOnUnsubscribe !== 'remove';
    const all = [...new Set([...feedIds, ...folderIds.flatMap(id => store.read.feedsInFolder(id))])];
    const change = await store.write.removeSubscriptions(all, clock.now(), keeps, folderIds);
    await store.write.settleFeeds(clock.now());
    announce.stateChanged(null);
    announce.subscriptions();
    scheduler.reconsider();
    return change;
  }

  return {
    'subscriptions.list': () => store.read.subscriptions(startOfDay(clock.now())),
    'subscriptions.counts': () => store.read.counts(startOfDay(clock.now())),

    async 'subscriptions.add'({ feedUrl, folder, firstUnread, confirmLocal, login, joins = null }, { signal }) {
      const question = {
        address: feedUrl,
        confirmed: confirmLocal === true,
        confirmLocalHost: (host: string) => store.write.confirmLocalHost(host, clock.now()),
      };
      const { feedId, change, entries, imageUrl } = await withLocalConfirmed(question, () =>
        addSubscription({ feedUrl, folder, firstUnread, login: login ?? recentLogins.of(feedUrl), joins }, signal),
      );
      if ((await store.write.settleFeeds(clock.now())) > 0) announce.removed(null);
      announce.arrived(feedId, entries);
      announce.subscriptions();
      scheduler.reconsider();
      icons.want(feedId, imageUrl);
      const subscription = store.read.subscription(feedId);
      if (subscription === null) throw new FeedError('not-found-here', 'This feed was removed again meanwhile.');
      return { subscription, change };
    },

    'subscriptions.remove': unsubscribe,
    'feeds.statistics'({ feedId }) {
      const statistics = store.read.statistics(feedId, clock.now());
      if (statistics === null) throw new FeedError('not-found-here', 'This feed is not there any more.');
      return statistics;
    },
    'feeds.volumes': () => store.read.volumes(clock.now()),
    'subscriptions.marked': ({ feedIds }) => ({ count: store.read.markedCount(feedIds) }),

    'subscriptions.change': ({ feedIds, change }) =>
      changed(keepPlans(() => store.write.changeSubscriptions(feedIds, change, clock.now()))),
    async 'tree.move'(move) {
      const moved = await keepPlans(() => store.write.moveInTree(move, clock.now()));
      announce.subscriptions();
      scheduler.reconsider();
      return moved;
    },
    'folders.change': ({ folderId, change }) => changed(keepPlans(() => store.write.changeFolder(folderId, change, clock.now()))),
    'folders.remove': ({ folderId }) => changed(keepPlans(() => store.write.moveFolderUp(folderId, clock.now()))),
  };
}

/** "Today" is the local calendar day of this computer. */
function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}
