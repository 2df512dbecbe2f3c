import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { EventEmitter } from '../events.ts';
import type { FetchMeter } from '../fetch/request.ts';
import type { FeedId, Milliseconds } from '../protocol/ids.ts';
import type { NetworkTrouble, RefreshScope, RefreshState, RefreshSummary } from '../protocol/refresh.ts';
import type { CheckPlan } from '../protocol/subscriptions.ts';
import type { Refreshed } from '../schedule/scheduler.ts';
import { afterSkipTimes } from '../schedule/skip-times.ts';
import type { FeedRecord, Store } from '../store/store.ts';
import type { PlannedFeed } from '../store/write-store.ts';
import type { FullTexts } from './full-texts.ts';
import { type AskedToWait, createHostWaits, hostOf } from './host-waits.ts';
import type { IconErrands } from './icon-errands.ts';
import type { LoopbackLimits } from './loopback-limits.ts';
import { createNewsGatherer } from './news.ts';
import { createNewsTeller } from './news-teller.ts';
import type { FeedRefreshed } from './refresh-feed.ts';
import { createRefreshQueue, type QueuedFeed, type RunOptions } from './refresh-queue.ts';
import { withoutRefused } from './refusals.ts';
import { type Suspects, setAsideUntil } from './suspects.ts';

/** Every refresh, whether the user or the timer wants it. */
export interface Refresher {
  /** P5 and P8 hold: what must not be asked yet comes back as refused. */
  byHand(scope: RefreshScope, options: { readonly isForced: boolean; readonly signal: AbortSignal }): Promise<RefreshSummary>;
  /** Feeds of the timer. Names our own failure, if any, in words. */
  byTimer(feeds: readonly FeedRecord[]): Promise<Refreshed>;
  cancelAll(): void;
  /** Calls off what is in work, and settles when that has ended: from then on the store is not needed. */
  close(): Promise<void>;
  state(): RefreshState;
  /** Until when a feed must not be asked, by its own word or its host's (P8); null: now it may. */
  waitsUntil(feedId: FeedId): number | null;
}

export interface RefresherNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly events: EventEmitter;
  readonly announce: Announce;
  readonly limits: LoopbackLimits;
  readonly suspects: Pick<Suspects, 'wasJustSetAside'>;
  readonly refreshFeed: (feedId: FeedId, signal: AbortSignal, isUrgent: boolean) => Promise<FeedRefreshed>;
  readonly icons: IconErrands;
  readonly fullTexts: Pick<FullTexts, 'want' | 'resume'>;
  /** What has been received and asked for so far. */
  readonly meter: () => FetchMeter;
  /** Hears of every failure that is not a feed's but ours. */
  readonly onOurFault: (where: string, thrown: unknown) => void;
  readonly nextTickAt: () => number | null;
  readonly networkTrouble: () => NetworkTrouble | null;
}

/** Feeds that may be asked again at the same moment come one after another. */
const apartMs = 5 * 60_000;
const longestSkipMs = 24 * 3_600_000;

const announceEveryMs = 100;

export function createRefresher(needs: RefresherNeeds): Refresher {
  const { store, clock, events, announce, limits, icons, fullTexts, onOurFault, nextTickAt } = needs;
  const hostWaits = createHostWaits(store.read.feedsIn({ kind: 'all' }));
  const news = createNewsGatherer(store.read);
  const teller = createNewsTeller({ clock, news, emit: gathered => events.emit('refresh.news', gathered) });
  let takeBackAnnouncement: (() => void) | null = null;
  const queue = createRefreshQueue({
    clock,
    refreshFeed: needs.refreshFeed,
    onFeedDone,
    onProgress: () => events.emit('refresh.progress', state()),
    onIdle,
  });

  /** After the last feed: the icons that come then are no part of a refresh. */
  let measured = needs.meter();

  function state(): RefreshState {
    return { ...queue.progress(), nextTickAt: nextTickAt(), networkTrouble: needs.networkTrouble() };
  }

  function onFeedDone({ feedId, feedUrl }: QueuedFeed, refreshed: FeedRefreshed): void {
    measured = needs.meter();
    if (refreshed.kind === 'failed') {
      if (refreshed.ourFault !== null) onOurFault(`feed ${feedId} (${hostOf(feedUrl)})`, refreshed.ourFault);
      hostWaits.note({ feedId, feedUrl, retryAfterAt: refreshed.retryAfterAt });
      announceSoon();
    }
    if (refreshed.kind !== 'changed') return;
    const { added, updated, wasFirstFetch } = refreshed.saved;
    news.add(refreshed.saved, clock.now());
    icons.want(feedId, refreshed.imageUrl);
    fullTexts.want(
      feedId,
      added.map(({ id }) => id),
    );
    if (added.length > 0 || updated > 0) announce.arrived(feedId, added.length);
    if (added.length > 0 || wasFirstFetch) announceSoon();
  }

  function onIdle(): void {
    announceNow();
    icons.resume();
    fullTexts.resume();
    teller.tell();
  }

  /** Counting the unread of all feeds for each of a thousand that are done would take a good part of their time. */
  function announceSoon(): void {
    takeBackAnnouncement ??= clock.after(announceEveryMs, announceNow);
  }

  function announceNow(): void {
    takeBackAnnouncement?.();
    takeBackAnnouncement = null;
    announce.subscriptions();
  }

  function waitsUntil(feed: AskedToWait): number | null {
    return hostWaits.until(feed, clock.now());
  }

  /** A feed that is due and may not be asked now all the same: P8, and the hours that it does not want (P9). */
  function waitPlan(feed: FeedRecord): CheckPlan | null {
    const now = clock.now();
    const until = waitsUntil(feed);
    if (until !== null) {
      const isOwn = feed.retryAfterAt === until;
      return { at: Math.round(until + needs.random() * apartMs), reason: isOwn ? 'retry-after' : 'host-waits' };
    }
    const allowedAt = afterSkipTimes(now, feed.skip);
    const longest = (lastAskedAt(feed) ?? 0) + longestSkipMs;
    if (allowedAt === now || longest <= now || limits.isLifted(feed.feedUrl)) return null;
    return { at: Math.round(Math.min(allowedAt + needs.random() * apartMs, longest)), reason: 'skip-hours' };
  }

  return {
    async byHand(scope, { isForced, signal }) {
      const { ask, refused } = withoutRefused(
        feedsOf(store, scope).map(feed => ({ ...feed, checkedAt: limits.isLifted(feed.feedUrl) ? feed.checkedAt : lastAskedAt(feed) })),
        {
          now: clock.now(),
          isForced: feed => isForced && limits.isLifted(feed.feedUrl) && !needs.suspects.wasJustSetAside(feed.feedId),
          waitsUntil,
          setAsideUntil: feed => (scope.kind === 'feed' ? null : setAsideUntil(feed, clock.now())),
          isInWork: feed => queue.isInWork(feed.feedId),
        },
      );
      const options: RunOptions = { signal, isUrgent: scope.kind === 'feed' };
      const before = needs.meter();
      measured = before;
      const { ourFault: _, ...counts } = await queue.run(ask, options);
      const { bytes, requests } = measured;
      const used = { bytes: bytes - before.bytes, requests: requests - before.requests, peakMemoryBytes: peakMemoryBytes() };
      return { ...counts, ...used, refused };
    },

    async byTimer(feeds) {
      const waiting = feeds.flatMap((feed): PlannedFeed[] => {
        const plan = waitPlan(feed);
        return plan === null ? [] : [{ feedId: feed.feedId, plan }];
      });
      if (waiting.length > 0) await store.write.scheduleChecks(waiting);
      const held = new Set(waiting.map(({ feedId }) => feedId));
      const asked = feeds.filter(feed => !held.has(feed.feedId));
      if (asked.length === 0) return { failedByUs: null, unasked: [...held] };
      const result = await queue.run(asked, { signal: null, isUrgent: false });
      // One feed on which we stumble is a bug; when nothing else comes of a tick, it is a failed tick.
      const hasFailed = result.ourFault !== null && result.changed + result.unchanged === 0;
      const putOff = result.failures.filter(({ code }) => code === 'offline').map(({ feedId }) => feedId);
      return { failedByUs: hasFailed ? wordsOf(result.ourFault) : null, unasked: [...held, ...putOff] };
    },

    cancelAll: () => queue.cancelAll(),
    async close() {
      queue.cancelAll();
      teller.close();
      await queue.rest();
      takeBackAnnouncement?.();
    },
    state,
    waitsUntil(feedId) {
      const feed = store.read.feed(feedId);
      return feed === null ? null : waitsUntil(feed);
    },
  };
}

/** A request that was cut off counts as well. */
function lastAskedAt({ checkedAt, askedAt }: FeedRecord): Milliseconds | null {
  return checkedAt === null || askedAt === null ? (checkedAt ?? askedAt) : Math.max(checkedAt, askedAt);
}

function feedsOf({ read }: Store, scope: RefreshScope): readonly FeedRecord[] {
  if (scope.kind === 'all' || scope.kind === 'folder') return read.feedsIn(scope);
  const ids = scope.kind === 'feed' ? [scope.feedId] : [...new Set(scope.feedIds)];
  return ids.flatMap(id => read.feed(id) ?? []);
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function peakMemoryBytes(): number {
  return process.resourceUsage().maxRSS * 1_024;
}
