import type { FeedCandidate } from '../../../worker/protocol/discovery.ts';
import type { RequestError } from '../../client/request.ts';
import { feedLetter, letterHue } from '../../format/feed-letter.ts';
import { frequency } from '../../format/frequency.ts';
import { dayHeading } from '../../format/time.ts';
import { useClock } from '../../state/clock.ts';
import { openExisting } from '../../state/find-feeds.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { FeedIcon } from '../../ui/feed-icon.tsx';
import { t } from '../../words.ts';
import styles from './add-feed-dialog.module.css';

interface FoundFeedProps {
  readonly candidate: FeedCandidate;
  readonly isChosen: boolean;
  readonly problem: RequestError | null;
  /** There is nothing to pick between. */
  readonly isAlone: boolean;
  readonly isPicked: boolean;
  readonly isDisabled: boolean;
  onPick(): void;
}

/** One found feed, to pick; the one picked last shows how its newest articles are called. */
export function FoundFeed({ candidate, isChosen, problem, isAlone, isPicked, isDisabled, onPick }: FoundFeedProps) {
  const now = useClock(state => state.now);
  const { feedUrl, title, kind, subscribedFeedId, preview, why = 'address' } = candidate;
  const newest = preview?.newestEntryAt ?? null;
  const facts = [
    kind === null ? null : t(`addFeed.kind.${kind}`),
    withoutScheme(feedUrl),
    why === 'address' ? null : t(`addFeed.why.${why}`),
    subscribedFeedId === null ? null : t('addFeed.isSubscribed'),
  ];

  const Row = subscribedFeedId === null && !isAlone ? 'label' : 'div';

  return (
    <Row className={classes(styles['feed'], isAlone && styles['alone'], isPicked && styles['chosen'])}>
      {isAlone || subscribedFeedId !== null ? (
        <span />
      ) : (
        <input type="checkbox" checked={isPicked} disabled={isDisabled} onChange={onPick} />
      )}
      <FeedIcon url={null} letter={feedLetter(title)} hue={letterHue(hashOf(feedUrl))} />
      <span className={styles['title']} dir="auto">
        {title}
      </span>
      {subscribedFeedId !== null ? (
        <Button look="plain" onClick={() => openExisting(subscribedFeedId, title)}>
          {t('addFeed.open')}
        </Button>
      ) : (
        newest !== null && <span className={styles['date']}>{dayHeading(newest, now)}</span>
      )}
      <span className={styles['facts']}>{facts.filter(fact => fact !== null).join(' · ')}</span>
      {isChosen && (
        <span className={styles['preview']}>
          {problem !== null && (
            <span className={styles['problem']} dir="auto">
              {problem.message}
            </span>
          )}
          {problem === null && preview === null && <Waiting />}
          {problem === null && preview?.entryCount === 0 && <span className={styles['none']}>{t('addFeed.empty')}</span>}
          {preview?.newestTitles.map((entry, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and titles may repeat.
            <span key={index} className={styles['entry']} dir="auto">
              {entry || t('list.untitled')}
            </span>
          ))}
          {preview?.perWeek != null && <span className={styles['pace']}>{frequency(preview.perWeek)}</span>}
        </span>
      )}
    </Row>
  );
}

function Waiting() {
  return (
    <span className={styles['waiting']} role="status" aria-label={t('addFeed.previewing')}>
      <span />
      <span />
      <span />
    </span>
  );
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
}

/** Any number that stays the same for the same address. */
function hashOf(text: string): number {
  let hash = 0;
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return hash;
}
