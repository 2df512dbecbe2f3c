import { availableParallelism } from 'node:os';
import { createFeedAccesses } from './access/feed-access.ts';
import { createRouteFinder } from './access/find-routes.ts';
import { sealLoginsInAddresses } from './access/logins-in-addresses.ts';
import { createProxyLogin } from './access/proxy-login.ts';
import { createSecrets } from './access/secrets.ts';
import { createAnnounce } from './announce.ts';
import { paramSchemas } from './api/schemas.ts';
import { createBackupRunner } from './backup/backup-runner.ts';
import { createBackupSchedule } from './backup/backup-schedule.ts';
import { checkAfterUncleanEnd } from './backup/check-after-unclean-end.ts';
import type { Clock } from './clock.ts';
import { createHandlers } from './create-handlers.ts';
import { createDispatcher } from './dispatch.ts';
import type { FeedError } from './errors.ts';
import { createEventEmitter, type EventEmitter } from './events.ts';
import { createPageReader } from './extract/page-reader.ts';
import { createBodyBudget } from './fetch/body-budget.ts';
import { createFetcher, type FetcherOptions } from './fetch/fetcher.ts';
import { createIconFetcher } from './icon/icon-fetcher.ts';
import type { Logger } from './logger.ts';
import { createParsePool } from './parse/parse-pool.ts';
import { createHostQuestions } from './port/host-questions.ts';
import type { ParentPort } from './port/parent-port.ts';
import type { Outcome } from './protocol/errors.ts';
import type { StartMessage, ToWorker } from './protocol/messages.ts';
import { createAskedNotes } from './refresh/asked-notes.ts';
import { createFullTexts } from './refresh/full-texts.ts';
import { createIconErrands } from './refresh/icon-errands.ts';
import { withKeptHosts } from './refresh/kept-hosts.ts';
import { createLoopbackLimits } from './refresh/loopback-limits.ts';
import { createNetworkWatch } from './refresh/network-watch.ts';
import { bringBackPlans, type KeepPlans, keepingPlans, shiftPlans } from './refresh/plans.ts';
import { reachableHosts } from './refresh/reachable-hosts.ts';
import { refreshFeed } from './refresh/refresh-feed.ts';
import { createRefresher } from './refresh/refresher.ts';
import { retryProxyFailures } from './refresh/retry-proxy-failures.ts';
import { subscribeAtStart } from './refresh/subscribe-at-start.ts';
import { judgeSuspects, type Suspects } from './refresh/suspects.ts';
import { createDailyCleanUp } from './retention/daily-clean-up.ts';
import { smallestGapMs } from './schedule/next-check.ts';
import { createScheduler } from './schedule/scheduler.ts';
import { openStore } from './store/open-store.ts';
import { profileFiles } from './store/profile.ts';
import type { FeedRecord, Store } from './store/store.ts';
import { userAgent } from './user-agent.ts';

/** An open profile with everything that works on it. */
export interface Reader {
  /** The host has heard that we are ready: the timer may start. */
  begin(): void;
  call(id: number, method: string, params: unknown): Promise<Outcome>;
  cancel(id: number): void;
  power(state: Extract<ToWorker, { kind: 'power' }>['state']): void;
  /** Takes back what is in work, finishes the transaction in hand and closes the database. */
  close(): Promise<void>;
}

/** Parts that a test may plant through the entry file of its fork. */
export interface WorkerParts {
  readonly parseThread?: URL;
  readonly parseThreads?: number;
  /** Another network. */
  readonly fetcher?: Partial<FetcherOptions>;
  readonly checkedAtStart?: number;
}

interface ReaderNeeds {
  readonly port: ParentPort;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Nothing can be stored any more: the process must end and be started anew. */
  readonly onFatal: (error: Error) => void;
  /** The database turned out to be damaged while in use: the same, and the next start finds out how. */
  readonly onDamage: (error: FeedError) => void;
  /** The process is to be started anew, by the user's wish and after the calls under way. */
  readonly startAnew: (why: string) => void;
  /** The process can only be killed. */
  readonly onStuckThread: () => void;
  readonly parts: WorkerParts;
}

/** Opens the profile of the start message; fails with the FeedErrors of the store. */
export async function openReader(start: StartMessage, needs: ReaderNeeds): Promise<Reader> {
  const { clock, onFatal, onDamage, parts } = needs;
  // Only while the reader stands can anybody be told.
  let tell: EventEmitter['emit'] = () => undefined;
  const store = withKeptHosts(
    await openStore({
      profileDir: start.profileDir,
      now: clock.now,
      onFatal,
      onDamage,
      ...(parts.checkedAtStart === undefined ? {} : { checkedAtStart: parts.checkedAtStart }),
      onIndexed: left => tell('search.indexed', { left }),
      onProgress: progress => tell('entries.progress', { progress }),
    }),
  );
  try {
    const { now } = clock;
    await subscribeAtStart(store, start, now());
    await bringBackPlans(store, now(), Math.random);
    return wire(start, store, await judgeSuspects(store, start.suspects, now()), needs, emit => {
      tell = emit;
    });
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}

function wire(
  start: StartMessage,
  store: Store,
  suspects: Suspects,
  needs: ReaderNeeds,
  tellBy: (emit: EventEmitter['emit']) => void,
): Reader {
  const { port, logger, clock, parts, startAnew, onStuckThread } = needs;
  let errorsInWork = 0;
  const { intervalMs, liftLimitsForLoopback } = start;
  const random = Math.random;
  const confirmedLocalHosts = reachableHosts(store.read, start);
  const parser = createParsePool({
    size: parts.parseThreads ?? Math.min(4, Math.max(1, availableParallelism() - 1)),
    reader: start.version,
    threadUrl: parts.parseThread,
    onInWork: feedIds => port.post({ kind: 'in-work', feedIds }),
  });
  const events = createEventEmitter({ clock, post: event => port.post({ kind: 'event', event }) });
  const announce = createAnnounce(events, store.read);
  tellBy(events.emit);
  const limits = createLoopbackLimits({ liftLimitsForLoopback, confirmedLocalHosts });
  const askHost = createHostQuestions(port, clock);
  const secrets = createSecrets({ store, askHost, clock, runSecrets: start.runSecrets ?? {} });
  const accesses = createFeedAccesses({ store, secrets });
  const proxyLogin = createProxyLogin({ store, secrets });
  const routes = createRouteFinder({
    choice: () => store.read.settings().proxy,
    proxyLogin,
    askHost,
    environment: process.env,
    now: clock.monotonic,
  });
  const fetch = createFetcher({
    userAgent: userAgent(start.version),
    now: clock.now,
    liftLimitsForLoopback,
    findRoutes: routes.find,
    ...parts.fetcher,
  });
  const onProxyChanged = async (): Promise<void> => {
    routes.forget();
    fetch.forgetProxyFailure();
    await retryProxyFailures(store, clock.now());
    announce.subscriptions();
    scheduler.reconsider();
  };
  const bodies = createBodyBudget();
  const checking = { store, fetch, parser, confirmedLocalHosts, clock, random, limits, intervalMs };

  const network = createNetworkWatch({
    clock,
    onForgiven(feedIds) {
      store.write.forgiveFailures(feedIds, clock.now() + 10 * 60_000).catch(thrown => onOurFault('the network’s failures', thrown));
    },
    onChange(trouble) {
      events.emit('refresh.progress', refresher.state());
      if (trouble !== null) return;
      store.write
        .resumePutOff(clock.now(), 2 * 60_000)
        .then(() => scheduler.reconsider())
        .catch(thrown => onOurFault('plans after the network came back', thrown));
    },
  });
  const noteAsked = createAskedNotes({ write: store.write, clock, random, limits });
  const keepPlans: KeepPlans = action => keepingPlans({ store, random, limits, intervalMs, now: clock.now }, action);

  const onOurFault = (where: string, thrown: unknown): void => {
    errorsInWork += 1;
    logger.error(where, thrown);
  };
  const icons = createIconErrands({
    store,
    clock,
    announce,
    isRefreshing: () => refresher.state().isRunning,
    fetchIcon: createIconFetcher({ fetch, now: clock.monotonic }),
    onOurFault,
  });
  const pages = createPageReader();
  const fullTexts = createFullTexts({
    store,
    clock,
    fetch,
    reader: pages,
    limits,
    isRefreshing: () => refresher.state().isRunning,
    isOffline: () => scheduler.state().isOffline,
    onOurFault,
  });
  const refresher = createRefresher({
    store,
    clock,
    random,
    events,
    announce,
    limits,
    suspects,
    meter: fetch.meter,
    refreshFeed: (feedId, signal, isUrgent) =>
      refreshFeed(
        { ...checking, suspects, bodies, accessOf: accesses.of, noteAsked, network, isOffline: () => scheduler.state().isOffline },
        feedId,
        signal,
        isUrgent,
      ),
    icons,
    fullTexts,
    onOurFault,
    nextTickAt: () => scheduler.state().nextTickAt,
    networkTrouble: network.trouble,
  });
  const scheduler = createScheduler<FeedRecord>({
    clock,
    random,
    dueFeeds: store.read.dueFeeds,
    earliestCheckAt: store.read.earliestCheckAt,
    isPaused: () => store.read.settings().refreshPaused,
    isLifted: feed => limits.isLifted(feed.feedUrl),
    refresh: refresher.byTimer,
    smallestGapMs,
    postpone: feeds =>
      store.write.scheduleChecks(feeds.map(({ feed, until }) => ({ feedId: feed.feedId, plan: { at: until, reason: 'floor' } }))),
    onClockSetBack: byMs => shiftPlans(store, byMs).catch(thrown => onOurFault('plans after the clock was set back', thrown)),
    onTick: tick => events.emit('worker.tick', tick),
    onStopped: reason => events.emit('worker.timerStopped', { reason }),
    tickGapMs: Math.min(1_000, intervalMs ?? 1_000),
    isHurried: liftLimitsForLoopback && intervalMs !== null,
  });

  const { profileDir } = start;
  const backupRunner = createBackupRunner({ profileDir, database: profileFiles(profileDir).database, onStuckThread });
  // A runner of its own: whoever asks for a backup or a list of them does not wait for this.
  const checkRunner = createBackupRunner({ profileDir, database: profileFiles(profileDir).database, onStuckThread });
  const backups = createBackupSchedule({
    runner: backupRunner,
    clock,
    isDue: () => !refresher.state().isRunning && store.read.sizes().feeds > 0,
    onFailure: thrown => logger.error('the daily backup', thrown),
  });

  const dailyCleanUp = createDailyCleanUp({
    store,
    clock,
    isBusy: () => refresher.state().isRunning,
    onRemoved({ id, count }) {
      announce.removed(null);
      announce.subscriptions();
      events.emit('retention.done', { changeId: id, count });
    },
    onOurFault,
  });

  const dispatcher = createDispatcher({
    schemas: paramSchemas,
    onInternalError: onOurFault,
    handlers: createHandlers({
      start,
      store,
      clock,
      fetch,
      checking,
      events,
      announce,
      accesses,
      proxyLogin,
      onProxyChanged,
      refresher,
      scheduler,
      keepPlans,
      icons,
      fullTexts,
      backupRunner,
      backups,
      dailyCleanUp,
      startAnew,
      errorsInWork: () => errorsInWork,
      failedSends: port.failedSends,
    }),
  });

  return {
    begin() {
      if (store.dueCheck !== null) void checkAfterUncleanEnd(store.dueCheck, checkRunner, logger);
      if (start.mode === 'reader') {
        scheduler.start();
        backups.begin();
        dailyCleanUp.begin();
      }
      void sealLoginsInAddresses({ store, accesses, canKeep: secrets.canKeep }).catch(thrown => onOurFault('logins in addresses', thrown));
    },
    call: dispatcher.call,
    cancel: dispatcher.cancel,
    power(state) {
      if (state === 'battery' || state === 'mains') return fetch.onBattery(state === 'battery');
      if (state === 'resume' || state === 'online') routes.forget();
      if (state === 'suspend') refresher.cancelAll();
      if (state === 'online' || state === 'resume') network.forget();
      scheduler.power(state);
    },
    async close() {
      scheduler.stop();
      backups.close();
      dailyCleanUp.close();
      icons.close();
      fullTexts.close();
      const refreshed = refresher.close();
      dispatcher.cancelAll();
      await Promise.all([backupRunner.close(), checkRunner.close()]);
      await dispatcher.idle();
      await Promise.all([parser.close(), pages.close(), fetch.close()]);
      // What came of a feed at the last moment is read from the store once more.
      await refreshed;
      events.flush();
      await store.close();
    },
  };
}
