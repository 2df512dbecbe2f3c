import { FileUp } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useDialogs } from '../../state/dialogs.ts';
import { openImport } from '../../state/import-list.ts';
import { AddressField } from '../../ui/address-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Waves } from '../../ui/waves.tsx';
import { t } from '../../words.ts';
import styles from './first-run.module.css';

/** What an empty profile shows: one field for an address, the way in for an OPML file, nothing else. */
export function FirstRun() {
  const [address, setAddress] = useState('');
  const show = useDialogs(state => state.show);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => field.current?.focus(), []);

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (address.trim() !== '') show({ kind: 'add-feed', address: address.trim() });
  }

  return (
    <div className={styles['page']}>
      <Waves className={styles['mark']} />
      <h1 className={styles['title']}>{t('firstRun.title')}</h1>
      <p className={styles['text']}>{t('firstRun.text')}</p>
      <form className={styles['form']} onSubmit={onSubmit}>
        <AddressField
          ref={field}
          size="large"
          label={t('addFeed.address')}
          placeholder={t('addFeed.placeholder')}
          value={address}
          onChange={setAddress}
        />
      </form>
      <Button icon={<FileUp aria-hidden="true" className={styles['icon']} />} onClick={() => openImport()}>
        {t('firstRun.import')}
      </Button>
      <p className={styles['privacy']}>{t('firstRun.privacy')}</p>
    </div>
  );
}
