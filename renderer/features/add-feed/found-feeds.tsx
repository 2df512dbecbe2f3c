import type { FeedCandidate } from '../../../worker/protocol/discovery.ts';
import { pickFeed, useFindFeeds } from '../../state/find-feeds.ts';
import { t } from '../../words.ts';
import styles from './add-feed-dialog.module.css';
import { FoundFeed } from './found-feed.tsx';

/** The feeds of an address, to pick from. */
export function FoundFeeds({ candidates }: { readonly candidates: readonly FeedCandidate[] }) {
  const chosenUrl = useFindFeeds(state => state.chosenUrl);
  const picked = useFindFeeds(state => state.picked);
  const isSubscribing = useFindFeeds(state => state.isSubscribing);
  const problem = useFindFeeds(state => state.problem);
  return (
    <div role="group" aria-label={t('addFeed.which')} className={styles['feeds']}>
      {candidates.map(candidate => (
        <FoundFeed
          key={candidate.feedUrl}
          candidate={candidate}
          isChosen={candidate.feedUrl === chosenUrl}
          problem={candidate.feedUrl === chosenUrl ? problem : null}
          isAlone={candidates.length === 1}
          isPicked={picked.has(candidate.feedUrl)}
          isDisabled={isSubscribing}
          onPick={() => void pickFeed(candidate.feedUrl)}
        />
      ))}
    </div>
  );
}
