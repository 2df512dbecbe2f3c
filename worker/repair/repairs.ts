import type { FailureCode } from '../protocol/failures.ts';
import type { FeedId, Milliseconds } from '../protocol/ids.ts';
import type { Repair, UseAddress } from '../protocol/repair.ts';
import type { StoredFailure } from '../store/store.ts';

export interface FailingFeed {
  readonly feedUrl: string;
  readonly siteUrl: string | null;
  readonly failure: StoredFailure;
  /** Its server or host asked to wait until then (P8). */
  readonly waitsUntil: Milliseconds | null;
  readonly subscribedFeedId: (feedUrl: string) => FeedId | null;
}

/** Of the feeds that a page names, so many are offered. */
const mostOffered = 3;
/** A name or a server that was away once or twice is likelier to come back than to have moved. */
const fewFailures = 3;

/** What can be done about a failure, the likeliest first. From what is stored: nothing is asked. */
export function repairsFor(feed: FailingFeed): readonly Repair[] {
  const { failure, waitsUntil } = feed;
  const named = namedAddresses(feed);
  const tryAgain: Repair = { kind: 'try-again', notBefore: waitsUntil };
  const openSite = siteOf(feed);
  const unsubscribe: Repair = { kind: 'unsubscribe' };
  // A host that asked to be left alone is not asked for its pages either.
  const look: readonly Repair[] = waitsUntil === null ? [{ kind: 'look-for-address' }] : [];
  const wait: readonly Repair[] = waitsUntil === null ? [] : [{ kind: 'wait', until: waitsUntil }];
  const own = ((): readonly Repair[] => {
    switch (failure.code) {
      case 'gone':
        return [...look, unsubscribe, tryAgain, ...openSite];
      case 'not-found':
      case 'bad-address':
        return [...look, tryAgain, ...openSite, unsubscribe];
      case 'not-a-feed':
        return [...named, ...(named.length === 0 ? look : []), tryAgain, ...openSite, unsubscribe];
      case 'dns':
      case 'refused':
      case 'timeout':
      case 'connection-lost':
        return failure.count < fewFailures ? [tryAgain, ...look, ...openSite, unsubscribe] : [...look, tryAgain, ...openSite, unsubscribe];
      case 'unauthorized':
        return [{ kind: 'log-in' }, tryAgain, ...openSite, unsubscribe];
      case 'forbidden':
        return [...openSite, ...look, tryAgain, unsubscribe];
      case 'tls':
        return failure.facts.redirect?.isRefused === true
          ? [...look, ...openSite, tryAgain, unsubscribe]
          : [...openSite, tryAgain, ...look, unsubscribe];
      case 'proxy':
        return [{ kind: 'proxy-settings' }, tryAgain];
      case 'redirect-loop':
      case 'http-error':
        return [tryAgain, ...look, ...openSite, unsubscribe];
      case 'private-address':
        return failure.facts.localHost === undefined
          ? [...look, ...openSite, unsubscribe]
          : [{ kind: 'allow-host', host: failure.facts.localHost }, unsubscribe];
      default:
        return [tryAgain, ...openSite, unsubscribe];
    }
  })();
  return [...wait, ...own];
}

/** Codes where the same address over https may answer. */
export function mayAnswerSecurely(code: FailureCode): boolean {
  return (
    code === 'refused' ||
    code === 'timeout' ||
    code === 'connection-lost' ||
    code === 'http-error' ||
    code === 'not-found' ||
    code === 'forbidden' ||
    code === 'gone'
  );
}

export function titleOf(title: string, feedUrl: string): string {
  return title.trim() || feedUrl;
}

function namedAddresses({ failure, subscribedFeedId }: FailingFeed): readonly UseAddress[] {
  return (failure.facts.feedLinks ?? []).slice(0, mostOffered).map(({ feedUrl, title }) => ({
    kind: 'use-address',
    feedUrl,
    title: titleOf(title, feedUrl),
    why: 'named-by-page',
    match: 'unread',
    newestTitles: [],
    subscribedFeedId: subscribedFeedId(feedUrl),
  }));
}

function siteOf({ feedUrl, siteUrl }: FailingFeed): readonly Repair[] {
  const url = siteUrl ?? URL.parse(feedUrl)?.origin ?? null;
  return url === null ? [] : [{ kind: 'open-site', url }];
}
