import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { IconWish } from '../icon/icon-fetcher.ts';
import type { Picture } from '../protocol/entries.ts';
import type { FeedId } from '../protocol/ids.ts';
import type { Store } from '../store/store.ts';
import { isCancelled } from './failure-codes.ts';

/** Fetches icons of feeds beside the refresh, which never waits for them. */
export interface IconErrands {
  /** After a feed's answer was stored. Asks at most once in 7 days (P14), and not for a feed that is paused. */
  want(feedId: FeedId, imageUrl: string | null): void;
  /** A refresh is over: what waited for it may go. */
  resume(): void;
  /** Calls off what is under way. */
  close(): void;
}

export interface IconErrandNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly announce: Announce;
  /** Feeds go before icons. */
  readonly isRefreshing: () => boolean;
  readonly fetchIcon: (wish: IconWish) => Promise<Picture | null>;
  readonly onOurFault: (where: string, thrown: unknown) => void;
}

const checkedEveryMs = 7 * 24 * 3_600_000;
const mostAtOnce = 2;

export function createIconErrands({ store, clock, announce, isRefreshing, fetchIcon, onOurFault }: IconErrandNeeds): IconErrands {
  const waiting = new Map<FeedId, string | null>();
  const inWork = new Set<FeedId>();
  const controller = new AbortController();
  const { signal } = controller;

  async function run(feedId: FeedId, imageUrl: string | null): Promise<void> {
    const feed = store.read.feed(feedId);
    if (feed === null || feed.isHeld || (feed.iconCheckedAt !== null && clock.now() - feed.iconCheckedAt < checkedEveryMs)) return;
    // Before the request: one that is cut off by quit or kill was one all the same.
    await store.write.saveIcon(feedId, null, clock.now());
    if (signal.aborted) return;
    const { feedUrl, siteUrl } = feed;
    const icon = await fetchIcon({ feedUrl, siteUrl, imageUrl, confirmedLocalHosts: store.read.confirmedLocalHosts(), signal });
    if (signal.aborted || icon === null) return;
    await store.write.saveIcon(feedId, icon, clock.now());
    announce.subscriptions();
  }

  function pump(): void {
    for (const [feedId, imageUrl] of waiting) {
      if (inWork.size >= mostAtOnce || signal.aborted || isRefreshing()) return;
      waiting.delete(feedId);
      inWork.add(feedId);
      void run(feedId, imageUrl)
        .catch((thrown: unknown) => {
          if (!signal.aborted && !isCancelled(thrown)) onOurFault('the icon of a feed', thrown);
        })
        .finally(() => {
          inWork.delete(feedId);
          pump();
        });
    }
  }

  return {
    want(feedId, imageUrl) {
      if (inWork.has(feedId)) return;
      waiting.set(feedId, imageUrl);
      pump();
    },
    resume: pump,
    close: () => controller.abort(),
  };
}
