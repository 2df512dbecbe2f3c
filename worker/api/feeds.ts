import type { RecentLogins } from '../access/recent-logins.ts';
import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import { readAddressAndLogin } from '../discover/address.ts';
import type { FetchQuestion } from '../discover/fetch-report.ts';
import type { FeedFinder } from '../discover/find-feeds.ts';
import type { HandlersOf } from '../dispatch.ts';
import { FeedError } from '../errors.ts';
import type { FeedAnswer } from '../feed.ts';
import type { RequestAccess } from '../fetch/request.ts';
import { accessTo } from '../fetch/request-access.ts';
import type { FeedCandidate, RequestMade } from '../protocol/discovery.ts';
import type { Events } from '../protocol/events.ts';
import type { FetchReport } from '../protocol/fetch-report.ts';
import type { FeedId } from '../protocol/ids.ts';
import type { Login } from '../protocol/subscriptions.ts';
import type { Store } from '../store/store.ts';
import type { CheckSaved } from '../store/write-store.ts';
import { withLocalConfirmed } from './confirm-local.ts';

export interface FeedApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly announce: Announce;
  readonly finder: Pick<FeedFinder, 'find' | 'lookDeeper' | 'preview' | 'takeAnswer' | 'withAccess' | 'watched'>;
  readonly reportFetch: (question: FetchQuestion) => Promise<FetchReport>;
  readonly onProbe: (progress: Events['discover.progress']) => void;
  readonly recentLogins: RecentLogins;
  /** Keeps a login with its feed. */
  readonly keepLogin: (feedId: FeedId, login: Login) => Promise<void>;
  /** Stores what was read of a feed that is subscribed to; null when it is not any more. */
  readonly saveFound: (feedId: FeedId, answer: FeedAnswer) => Promise<CheckSaved | null>;
}

export function createFeedHandlers(needs: FeedApiNeeds): HandlersOf<'feeds.find' | 'feeds.stopFinding' | 'feeds.preview' | 'feeds.fetch'> {
  const { store, clock, announce, finder, reportFetch, onProbe, recentLogins, keepLogin, saveFound } = needs;
  const underWay = new Map<AbortController, string>();
  const confirmLocalHost = (host: string): Promise<void> => store.write.confirmLocalHost(host, clock.now());

  /** A subscribed feed that failed until now has answered. */
  async function keep({ feedUrl, subscribedFeedId }: FeedCandidate, access: RequestAccess | null): Promise<void> {
    const answer = subscribedFeedId === null ? null : finder.takeAnswer(feedUrl);
    if (subscribedFeedId === null || answer === null) return;
    if (access?.login && new URL(feedUrl).origin === access.origin) await keepLogin(subscribedFeedId, access.login);
    const saved = await saveFound(subscribedFeedId, answer);
    if (saved !== null) announce.arrived(subscribedFeedId, saved.added.length);
    announce.subscriptions();
  }

  return {
    async 'feeds.find'({ address, confirmLocal, deeper, login }, { signal }) {
      const question = { address, confirmed: confirmLocal === true, confirmLocalHost };
      const access = accessFor(address, login);
      const requests: RequestMade[] = [];
      const watched = finder.watched(made => requests.push(made));
      const own = access === null ? watched : watched.withAccess(access);
      const stop = new AbortController();
      const either = AbortSignal.any([signal, stop.signal]);
      underWay.set(stop, address);
      try {
        const found = await withLocalConfirmed(question, () => {
          // What the guard refused before the user's yes counted was never sent.
          requests.length = 0;
          return deeper === true
            ? own.lookDeeper(address, either, (probe, tried, total) => onProbe({ address: probe, tried, total }))
            : own.find(address, either);
        });
        recentLogins.remember(
          found.candidates.map(candidate => candidate.feedUrl),
          access,
        );
        for (const candidate of found.candidates) await keep(candidate, access);
        return { ...found, requests };
      } catch (thrown) {
        throw thrown instanceof FeedError ? thrown.asked(requests) : thrown;
      } finally {
        underWay.delete(stop);
      }
    },
    async 'feeds.stopFinding'({ address }) {
      for (const [stop, each] of underWay) if (each === address) stop.abort();
      return null;
    },
    async 'feeds.fetch'({ address, confirmLocal }, { signal }) {
      const confirmed = confirmLocal === true;
      let alsoLocal: string | null = null;
      const confirmLocalOnce = async (host: string): Promise<void> => {
        alsoLocal = host;
      };
      return withLocalConfirmed({ address, confirmed, confirmLocalHost: confirmLocalOnce }, () =>
        reportFetch({ address, alsoLocal, rejectsLocal: confirmed && alsoLocal === null, signal }),
      );
    },
    async 'feeds.preview'({ feedUrl, confirmLocal, login }, { signal }) {
      const question = { address: feedUrl, confirmed: confirmLocal === true, confirmLocalHost };
      const access = accessFor(feedUrl, login ?? recentLogins.of(feedUrl) ?? undefined);
      const own = access === null ? finder : finder.withAccess(access);
      const candidate = await withLocalConfirmed(question, () => own.preview(feedUrl, signal));
      recentLogins.remember([feedUrl, candidate.feedUrl], access);
      await keep(candidate, access);
      return candidate;
    },
  };
}

/** The login that was given or typed into the address, for that address's server only. */
function accessFor(address: string, given: Login | undefined): RequestAccess | null {
  const { url, login } = readAddressAndLogin(address);
  return accessTo(url, given ?? login);
}
