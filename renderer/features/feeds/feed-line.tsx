import { ChevronRight, SlidersHorizontal } from 'lucide-react';
import type { Subscription } from '../../../worker/protocol/subscriptions.ts';
import { iconUrl } from '../../client/host.ts';
import { feedLetter, letterHue } from '../../format/feed-letter.ts';
import { nextCheckWords, planReasonWords } from '../../format/plan.ts';
import { dayHeading, duration, number } from '../../format/time.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { healthOf, type Volumes } from '../../state/feed-health.ts';
import { goToView } from '../../state/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { FeedIcon } from '../../ui/feed-icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../words.ts';
import styles from './feeds-dialog.module.css';

interface FeedLineProps {
  readonly subscription: Subscription;
  readonly now: number;
  readonly volumes: Volumes;
  readonly isChosen: boolean;
  readonly isOpen: boolean;
  onChoose(isChosen: boolean): void;
  /** Shows or hides what can be done for a feed that fails, is silent, slow or brings too much. */
  onOpen(): void;
}

/** One feed: how it is, when it is asked next and why, and when it last had something new. */
export function FeedLine({ subscription, now, volumes, isChosen, isOpen, onChoose, onOpen }: FeedLineProps) {
  const { feedId, title, iconVersion, newestEntryAt, plan, failure } = subscription;
  const health = healthOf(subscription, now, volumes);
  const lately = volumes.get(feedId)?.articles ?? 0;
  const hasHelp = failure !== null || health === 'silent' || health === 'noisy' || health === 'slow';
  const { show, close } = useDialogs.getState();
  const next = plan === null ? '' : nextCheckWords(plan, now);
  // Of a feed that is gone, the line above says it already.
  const reason = plan === null || (health === 'gone' && plan.reason === 'gone') ? '' : planReasonWords(plan);
  const newest = newestEntryAt === null ? t('feeds.noArticle') : t('feeds.newest', { day: dayHeading(newestEntryAt, now) });

  return (
    <div className={styles['feed']}>
      <input
        type="checkbox"
        aria-label={t('feeds.choose', { feed: title })}
        checked={isChosen}
        onChange={event => onChoose(event.target.checked)}
      />
      <FeedIcon url={iconVersion === null ? null : iconUrl(feedId, iconVersion)} letter={feedLetter(title)} hue={letterHue(feedId)} />
      <div className={styles['words']}>
        <button
          type="button"
          className={styles['title']}
          dir="auto"
          onClick={() => {
            close();
            void goToView({ kind: 'feed', feedId });
          }}
        >
          {title}
        </button>
        <p className={classes(styles['state'], failure !== null && styles['trouble'])}>{stateWords()}</p>
        <p className={styles['facts']}>
          {newest} {lately > 0 && t('feeds.lately', { count: lately, number: number(lately) })} {next} {reason}
        </p>
      </div>
      {hasHelp && (
        <Button
          className={styles['repair'] ?? ''}
          aria-expanded={isOpen}
          aria-label={failure === null ? t('feeds.helpOf', { feed: title }) : undefined}
          onClick={onOpen}
        >
          <ChevronRight aria-hidden="true" className={classes(styles['chevron'], isOpen && styles['open'])} />
          {t(failure === null ? 'feeds.help' : 'feeds.repair')}
        </Button>
      )}
      <IconButton
        label={t('feeds.properties', { feed: title })}
        icon={<SlidersHorizontal />}
        onClick={() => show({ kind: 'feed-properties', feedId })}
      />
    </div>
  );

  function stateWords(): string {
    if (failure !== null) return t(`feeds.state.${health === 'gone' ? 'gone' : 'failing'}`, { time: duration(now - failure.since) });
    return t(`feeds.state.${health}`);
  }
}
