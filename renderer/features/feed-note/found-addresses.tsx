import type { FeedId } from '../../../worker/protocol/ids.ts';
import type { Repair, UseAddress } from '../../../worker/protocol/repair.ts';
import { goToView } from '../../state/navigation.ts';
import { type Repairing, takeAddress } from '../../state/repairs.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './feed-note.module.css';

interface FoundAddressesProps {
  readonly feedId: FeedId;
  readonly repairs: readonly Repair[];
  readonly busy: Repairing['busy'];
}

/** Addresses that may be the feed's new one, each with what was seen of it before it is used. */
export function FoundAddresses({ feedId, repairs, busy }: FoundAddressesProps) {
  const found = repairs.filter(repair => repair.kind === 'use-address');
  if (found.length === 0) return null;
  return (
    <ul className={styles['found']}>
      {found.map((address, index) => (
        <li key={address.feedUrl} className={styles['address']}>
          <p className={styles['name']} dir="auto">
            {address.title}
          </p>
          {address.title !== address.feedUrl && <p className={styles['url']}>{withoutScheme(address)}</p>}
          <p className={styles['match']}>
            {address.subscribedFeedId === null ? t(`feedNote.match.${address.match}`) : t('feedNote.isSubscribed')}
          </p>
          {address.match === 'other' && address.newestTitles[0] !== undefined && (
            <p className={styles['newest']} dir="auto">
              {address.newestTitles[0]}
            </p>
          )}
          {address.subscribedFeedId === null ? (
            <Button
              look={index === 0 ? 'primary' : 'normal'}
              disabled={busy !== null}
              aria-label={t('feedNote.useAddressOf', { address: address.feedUrl })}
              onClick={() => void takeAddress(feedId, address)}
            >
              {busy?.kind === 'use-address' && busy.feedUrl === address.feedUrl ? t('feedNote.checking') : t('feedNote.useAddress')}
            </Button>
          ) : (
            <Button onClick={() => void goToView({ kind: 'feed', feedId: address.subscribedFeedId ?? feedId })}>
              {t('feedNote.showOther')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function withoutScheme({ feedUrl, why }: UseAddress): string {
  return why === 'https' ? feedUrl : feedUrl.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
}
