import { type FormEvent, useId, useState } from 'react';
import type { FeedId } from '../../../worker/protocol/ids.ts';
import { type AddressChanged, changeAddress } from '../../state/feed-properties.ts';
import { copyAddress } from '../../state/feeds.ts';
import { AddressField } from '../../ui/address-field.tsx';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './feed-properties.module.css';

interface AddressFormProps {
  readonly feedId: FeedId;
  readonly feedUrl: string;
}

/** The feed's address. Another one is read first, and taken only when a feed answers there. */
export function AddressForm({ feedId, feedUrl }: AddressFormProps) {
  const wordsId = useId();
  const [typed, setTyped] = useState(feedUrl);
  const [isChecking, setChecking] = useState(false);
  const [result, setResult] = useState<AddressChanged | null>(null);
  const wanted = typed.trim();
  const isOther = wanted !== '' && wanted !== feedUrl;
  const isQuestion = result?.kind === 'local';

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isOther || isChecking) return;
    setChecking(true);
    setResult(await changeAddress(feedId, wanted, isQuestion));
    setChecking(false);
  }

  return (
    <form className={styles['field']} onSubmit={event => void onSubmit(event)}>
      <p className={styles['name']}>{t('properties.address')}</p>
      <div className={styles['line']}>
        <span className={styles['grow']}>
          <AddressField
            label={t('properties.address')}
            placeholder="https://example.org/feed"
            value={typed}
            onChange={value => {
              setTyped(value);
              setResult(null);
            }}
            describedBy={wordsId}
            isInvalid={result?.kind === 'failed'}
          />
        </span>
        {isOther ? (
          <Button type="submit" look="primary" disabled={isChecking}>
            {t(isChecking ? 'properties.checking' : isQuestion ? 'addFeed.localYes' : 'properties.useAddress')}
          </Button>
        ) : (
          <Button onClick={() => void copyAddress(feedUrl)}>{t('properties.copy')}</Button>
        )}
      </div>
      <p id={wordsId} className={styles[result?.kind === 'failed' ? 'trouble' : 'more']} aria-live="polite">
        {result?.kind === 'failed' && <bdi>{result.message}</bdi>}
        {result?.kind === 'local' && t('addFeed.local', { host: result.host })}
        {result === null && isOther && t('properties.addressMore')}
      </p>
    </form>
  );
}
