import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Subscription } from '../../../worker/protocol/model.ts';
import { dayHeading, daysBetween, duration, timeOfDay } from '../../format/time.ts';
import { useClock } from '../../state/clock.ts';
import { unsubscribe } from '../../state/feeds.ts';
import { refresh } from '../../state/refresh.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './feed-note.module.css';

/** Above the list of a feed whose last check failed: what happened, since when, and what can be done. */
export function FeedNote({ subscription }: { readonly subscription: Subscription }) {
  const now = useClock(state => state.now);
  const [isTrying, setTrying] = useState(false);
  const { feedId, failure, plan } = subscription;
  if (failure === null) return null;

  const isToday = daysBetween(failure.since, now) <= 0;
  const since = isToday
    ? t('feedNote.sinceTime', { time: timeOfDay(failure.since) })
    : t('feedNote.sinceDay', { day: dayHeading(failure.since, now) });

  function tryAgain(): void {
    setTrying(true);
    void refresh({ kind: 'feed', feedId }).finally(() => setTrying(false));
  }

  return (
    <div className={styles['note']} role="group" aria-label={t('feedNote.failing')}>
      <TriangleAlert aria-hidden="true" className={styles['icon']} />
      <div className={styles['words']}>
        <p className={styles['what']} data-selectable title={failure.detail}>
          {failure.message}
        </p>
        <p className={styles['since']}>
          {since} {failure.count > 1 && t('feedNote.tries', { count: failure.count })}{' '}
          {failure.code === 'quarantined' && plan !== null && t('feedNote.triesAgain', { time: duration(plan.at - now) })}
        </p>
        <div className={styles['buttons']}>
          <Button disabled={isTrying} onClick={tryAgain}>
            {isTrying ? t('feedNote.trying') : t('feedNote.tryAgain')}
          </Button>
          <Button look="plain" onClick={() => void unsubscribe(feedId)}>
            {t('feedNote.unsubscribe')}
          </Button>
        </div>
      </div>
    </div>
  );
}
