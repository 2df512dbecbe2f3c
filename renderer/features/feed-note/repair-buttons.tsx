import type { ReactNode } from 'react';
import type { Repair } from '../../../worker/protocol/repair.ts';
import type { Subscription } from '../../../worker/protocol/subscriptions.ts';
import { timeOfDay } from '../../format/time.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { openLink } from '../../state/links.ts';
import { allowHost, type Repairing, searchAddress, tryAgain } from '../../state/repairs.ts';
import { unsubscribe } from '../../state/unsubscribing.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './feed-note.module.css';

const plain = { look: 'plain', className: styles['text'] ?? '' } as const;

interface RepairButtonsProps {
  readonly subscription: Subscription;
  readonly repairs: readonly Repair[];
  readonly busy: Repairing['busy'];
  readonly now: number;
}

/** What can be done besides an address that was found: the likeliest first, and as the one that stands out. */
export function RepairButtons({ subscription, repairs, busy, now }: RepairButtonsProps) {
  const { feedId, feedUrl } = subscription;
  const hasFound = repairs.some(
    ({ kind, ...rest }) => kind === 'use-address' && 'subscribedFeedId' in rest && rest.subscribedFeedId === null,
  );
  const shown = repairs.filter(({ kind }) => kind !== 'use-address' && kind !== 'wait' && !(hasFound && kind === 'look-for-address'));
  return (
    <div className={styles['buttons']}>{shown.map((repair, index) => button(repair, index === 0 && !hasFound ? 'primary' : 'normal'))}</div>
  );

  function button(repair: Repair, look: 'primary' | 'normal'): ReactNode {
    const isBusy = busy !== null;
    switch (repair.kind) {
      case 'look-for-address':
        return (
          <Button key={repair.kind} look={look} disabled={isBusy} onClick={() => void searchAddress(feedId)}>
            {t('feedNote.look')}
          </Button>
        );
      case 'try-again': {
        const waits = repair.notBefore !== null && repair.notBefore > now;
        const why = waits ? t('feedNote.notBefore', { time: timeOfDay(repair.notBefore ?? now) }) : undefined;
        return (
          <Button
            key={repair.kind}
            look={waits ? 'normal' : look}
            disabled={isBusy || waits}
            title={why}
            onClick={() => void tryAgain(feedId)}
          >
            {busy?.kind === 'try-again' ? t('feedNote.trying') : t('feedNote.tryAgain')}
          </Button>
        );
      }
      case 'log-in':
        return (
          <Button
            key={repair.kind}
            look={look}
            disabled={isBusy}
            onClick={() => useDialogs.getState().show({ kind: 'feed-properties', feedId, isForLogin: true })}
          >
            {t('feedNote.logIn')}
          </Button>
        );
      case 'allow-host':
        return (
          <Button key={repair.kind} look={look} disabled={isBusy} onClick={() => void allowHost(feedId, feedUrl)}>
            {t('feedNote.allow', { host: repair.host })}
          </Button>
        );
      case 'proxy-settings':
        return (
          <Button key={repair.kind} look={look} onClick={() => useDialogs.getState().show({ kind: 'settings', section: 'network' })}>
            {t('feedNote.proxySettings')}
          </Button>
        );
      case 'open-site':
        return (
          <Button key={repair.kind} {...(look === 'primary' ? { look } : plain)} onClick={() => void openLink(repair.url)}>
            {t('feedNote.openSite')}
          </Button>
        );
      case 'unsubscribe':
        return (
          <Button key={repair.kind} {...plain} disabled={isBusy} onClick={() => void unsubscribe(feedId)}>
            {t('feedNote.unsubscribe')}
          </Button>
        );
      default:
        return null;
    }
  }
}
