import type { Subscription } from '../../../worker/protocol/subscriptions.ts';
import type { FeedHealth } from '../../state/feed-health.ts';
import { changeFeeds } from '../../state/feed-properties.ts';
import { openLink } from '../../state/links.ts';
import { unsubscribe } from '../../state/unsubscribing.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './feeds-dialog.module.css';

interface FeedHelpProps {
  readonly subscription: Subscription;
  readonly health: FeedHealth;
}

/** What can be done about a feed that answers well, and is silent or slow all the same, or brings more than anybody reads. */
export function FeedHelp({ subscription, health }: FeedHelpProps) {
  const { feedId, siteUrl, isApart, isPaused } = subscription;
  if (health !== 'silent' && health !== 'noisy' && health !== 'slow') return null;
  return (
    <div className={styles['help']}>
      <p>{t(`feeds.${health}More`)}</p>
      <div className={styles['buttons']}>
        {health === 'noisy' && (
          <Button look="primary" onClick={() => void changeFeeds([feedId], { isApart: !isApart })}>
            {t(isApart ? 'feeds.notApart' : 'feeds.keepApart')}
          </Button>
        )}
        {siteUrl !== null && <Button onClick={() => void openLink(siteUrl)}>{t('feeds.openSite')}</Button>}
        <Button onClick={() => void changeFeeds([feedId], { isPaused: !isPaused })}>{t(isPaused ? 'feeds.resume' : 'feeds.pause')}</Button>
        <Button look="plain" onClick={() => void unsubscribe(feedId)}>
          {t('feedMenu.unsubscribe')}
        </Button>
      </div>
    </div>
  );
}
