import type { FeedAccesses } from './access/feed-access.ts';
import type { ProxyLogin } from './access/proxy-login.ts';
import { createRecentLogins } from './access/recent-logins.ts';
import type { Announce } from './announce.ts';
import { createAccessHandlers } from './api/access.ts';
import { createArchiveHandlers } from './api/archive.ts';
import { createBackupHandlers } from './api/backups.ts';
import { createChangeHandlers } from './api/changes.ts';
import { createEntryHandlers } from './api/entries.ts';
import { createFeedHandlers } from './api/feeds.ts';
import { createFullTextHandlers } from './api/full-texts.ts';
import { createLabelHandlers } from './api/labels.ts';
import { createMediaHandlers } from './api/media.ts';
import { createNetworkHandlers } from './api/network.ts';
import { createOpmlHandlers } from './api/opml.ts';
import { createPictureHandlers } from './api/pictures.ts';
import { createRefreshHandlers } from './api/refresh.ts';
import { createRepairHandlers } from './api/repairs.ts';
import { createRetentionHandlers } from './api/retention.ts';
import { createSearchHandlers } from './api/searches.ts';
import { createSettingsHandlers } from './api/settings.ts';
import { createStatusHandlers } from './api/status.ts';
import { subscribedCandidate } from './api/subscribed-candidate.ts';
import { createSubscriptionHandlers } from './api/subscriptions.ts';
import type { BackupRunner } from './backup/backup-runner.ts';
import type { BackupSchedule } from './backup/backup-schedule.ts';
import type { Clock } from './clock.ts';
import { reportFetch } from './discover/fetch-report.ts';
import { createFeedFinder } from './discover/find-feeds.ts';
import { createKeptAnswers } from './discover/kept-answers.ts';
import type { Handlers } from './dispatch.ts';
import type { EventEmitter } from './events.ts';
import type { OpenFetcher } from './fetch/fetcher.ts';
import { createPictureFetcher } from './icon/picture-fetcher.ts';
import { createListReader } from './opml/list-reader.ts';
import type { FeedParser } from './parse/parser.ts';
import type { FeedId } from './protocol/ids.ts';
import type { StartMessage } from './protocol/messages.ts';
import type { Login } from './protocol/subscriptions.ts';
import { type AddSubscriptionNeeds, addSubscription } from './refresh/add-subscription.ts';
import { hashBody } from './refresh/check-feed.ts';
import type { FullTexts } from './refresh/full-texts.ts';
import type { IconErrands } from './refresh/icon-errands.ts';
import { planAfter } from './refresh/plan-after.ts';
import type { KeepPlans } from './refresh/plans.ts';
import type { Refresher } from './refresh/refresher.ts';
import { saveFound } from './refresh/save-found.ts';
import { changeAddress } from './repair/change-address.ts';
import { searchAddress } from './repair/search-address.ts';
import type { DailyCleanUp } from './retention/daily-clean-up.ts';
import type { Scheduler } from './schedule/scheduler.ts';
import type { Store } from './store/store.ts';

/** The parts of an open profile that answer calls. */
export interface HandlerNeeds {
  readonly start: StartMessage;
  readonly store: Store;
  readonly clock: Clock;
  readonly fetch: OpenFetcher;
  /** What a check of a feed needs, by whoever asks for it. */
  readonly checking: Omit<AddSubscriptionNeeds, 'keptAnswer' | 'keepLogin'> & { readonly parser: FeedParser };
  readonly events: EventEmitter;
  readonly announce: Announce;
  readonly accesses: FeedAccesses;
  readonly proxyLogin: ProxyLogin;
  readonly onProxyChanged: () => Promise<void>;
  readonly refresher: Refresher;
  readonly scheduler: Scheduler;
  readonly keepPlans: KeepPlans;
  readonly icons: IconErrands;
  readonly fullTexts: FullTexts;
  readonly backupRunner: BackupRunner;
  readonly backups: BackupSchedule;
  readonly dailyCleanUp: DailyCleanUp;
  readonly startAnew: (why: string) => void;
  readonly errorsInWork: () => number;
  readonly failedSends: () => number;
}

/** What answers each method of the contract. */
export function createHandlers(needs: HandlerNeeds): Handlers {
  const { store, clock, fetch, checking, events, announce, accesses, proxyLogin, onProxyChanged, refresher, scheduler, keepPlans } = needs;
  const { profileDir } = needs.start;
  const { parser, confirmedLocalHosts } = checking;
  const recentLogins = createRecentLogins(clock.monotonic);
  const keepLogin = (feedId: FeedId, login: Login): Promise<void> => accesses.change(feedId, { login });
  const finder = createFeedFinder({
    fetch,
    parser,
    hashBody,
    subscribedFeedId: store.read.feedIdByUrl,
    subscribedCandidate: feedUrl => subscribedCandidate(store.read, feedUrl, clock.now()),
    confirmedLocalHosts,
    now: clock.monotonic,
  });
  const searching = {
    parser,
    hashBody,
    confirmedLocalHosts,
    subscribedFeedId: store.read.feedIdByUrl,
    countKnown: store.read.countKnown,
    kept: createKeptAnswers({ now: clock.monotonic }),
  };
  return {
    ...createEntryHandlers({ store, clock, announce }),
    ...createFullTextHandlers({ fullTexts: needs.fullTexts, write: store.write, clock }),
    ...createLabelHandlers({ write: store.write, clock, announce }),
    ...createRetentionHandlers({ store, clock, announce, cleanUp: needs.dailyCleanUp }),
    ...createSearchHandlers({ store, clock, announce }),
    ...createChangeHandlers({ store, clock, events, announce, scheduler, keepPlans }),
    ...createSubscriptionHandlers({
      store,
      clock,
      announce,
      scheduler,
      keepPlans,
      icons: needs.icons,
      recentLogins,
      addSubscription: (wish, signal) =>
        addSubscription(
          {
            ...checking,
            keptAnswer: finder.takeAnswer,
            keepLogin,
          },
          wish,
          signal,
        ),
    }),
    ...createFeedHandlers({
      store,
      clock,
      announce,
      finder,
      recentLogins,
      keepLogin,
      reportFetch: question =>
        reportFetch(
          {
            fetch,
            parser,
            confirmedLocalHosts,
            now: clock.now,
            planAfter: (...answered) => planAfter(checking, clock.now(), ...answered),
          },
          question,
        ),
      onProbe: progress => events.emit('discover.progress', progress),
      saveFound: (feedId, answer) => saveFound(checking, feedId, answer),
    }),
    ...createAccessHandlers({ accesses, announce }),
    ...createNetworkHandlers({ store, proxyLogin, events, proxyFailure: fetch.proxyFailure, onProxyChanged }),
    ...createRepairHandlers({
      store,
      clock,
      announce,
      scheduler,
      waitsUntil: refresher.waitsUntil,
      searchAddress: async (feed, signal) => {
        const access = await accesses.of(feed.feedId);
        return searchAddress({ ...searching, fetch: request => fetch({ ...request, access }) }, feed, signal);
      },
      changeAddress: (wish, signal) =>
        changeAddress(
          {
            ...checking,
            accessOf: accesses.of,
            keepLogin,
            keptAnswer: feedUrl => searching.kept.take(feedUrl) ?? finder.takeAnswer(feedUrl),
          },
          wish,
          signal,
        ),
    }),
    ...createOpmlHandlers({ store, clock, announce, scheduler, readList: createListReader(), accesses }),
    ...createRefreshHandlers({ refresher, read: store.read }),
    ...createSettingsHandlers({ store, events, proxyLogin, onProxyChanged, scheduler, announce, keepPlans }),
    ...createStatusHandlers({
      store,
      clock,
      scheduler,
      start: needs.start,
      errorsInWork: needs.errorsInWork,
      failedSends: needs.failedSends,
    }),
    ...createArchiveHandlers({ store, clock, events, announce, scheduler, keepPlans }),
    ...createBackupHandlers({ profileDir, runner: needs.backupRunner, schedule: needs.backups, store, clock, startAnew: needs.startAnew }),
    ...createMediaHandlers({ read: store.read, write: store.write, fetch }),
    ...createPictureHandlers({ read: store.read, fetchPicture: createPictureFetcher({ fetch }) }),
  };
}
