import type { FeedCandidate } from '../../../worker/protocol/model.ts';
import { chooseFeed, useFindFeeds } from '../../state/find-feeds.ts';
import { t } from '../../words.ts';
import styles from './add-feed-dialog.module.css';
import { FoundFeed } from './found-feed.tsx';

/** The feeds of an address, one of which is meant. */
export function FoundFeeds({ candidates }: { readonly candidates: readonly FeedCandidate[] }) {
  const chosenUrl = useFindFeeds(state => state.chosenUrl);
  const problem = useFindFeeds(state => state.problem);
  return (
    <div role="radiogroup" aria-label={t('addFeed.which')} className={styles['feeds']}>
      {candidates.map(candidate => (
        <FoundFeed
          key={candidate.feedUrl}
          candidate={candidate}
          isChosen={candidate.feedUrl === chosenUrl}
          problem={candidate.feedUrl === chosenUrl ? problem : null}
          onChoose={() => void chooseFeed(candidate.feedUrl)}
        />
      ))}
    </div>
  );
}
