import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { FeedFinder } from '../discover/find-feeds.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { FeedAnswer } from '../feed.ts';
import type { Events } from '../protocol/events.ts';
import type { FeedCandidate, FeedId } from '../protocol/model.ts';
import type { CheckSaved, Store } from '../store/store.ts';
import { withLocalConfirmed } from './confirm-local.ts';

export interface FeedApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly announce: Announce;
  readonly finder: Pick<FeedFinder, 'find' | 'lookDeeper' | 'preview' | 'takeAnswer'>;
  readonly onProbe: (progress: Events['discover.progress']) => void;
  /** Stores what was read of a feed that is subscribed to; null when it is not any more. */
  readonly saveFound: (feedId: FeedId, answer: FeedAnswer) => Promise<CheckSaved | null>;
}

export function createFeedHandlers(needs: FeedApiNeeds): HandlersOf<'feeds.find' | 'feeds.preview'> {
  const { store, clock, announce, finder, onProbe, saveFound } = needs;
  const confirmLocalHost = (host: string): Promise<void> => store.write.confirmLocalHost(host, clock.now());

  /** A subscribed feed that failed until now has answered. */
  async function keep({ feedUrl, subscribedFeedId }: FeedCandidate): Promise<void> {
    const answer = subscribedFeedId === null ? null : finder.takeAnswer(feedUrl);
    if (subscribedFeedId === null || answer === null) return;
    const saved = await saveFound(subscribedFeedId, answer);
    if (saved !== null) announce.arrived(subscribedFeedId, saved.added.length);
    announce.subscriptions();
  }

  return {
    async 'feeds.find'({ address, confirmLocal, deeper }, { signal }) {
      const question = { address, confirmed: confirmLocal === true, confirmLocalHost };
      const found = await withLocalConfirmed(question, () =>
        deeper === true
          ? finder.lookDeeper(address, signal, (probe, tried, total) => onProbe({ address: probe, tried, total }))
          : finder.find(address, signal),
      );
      for (const candidate of found.candidates) await keep(candidate);
      return found;
    },
    async 'feeds.preview'({ feedUrl, confirmLocal }, { signal }) {
      const question = { address: feedUrl, confirmed: confirmLocal === true, confirmLocalHost };
      const candidate = await withLocalConfirmed(question, () => finder.preview(feedUrl, signal));
      await keep(candidate);
      return candidate;
    },
  };
}
