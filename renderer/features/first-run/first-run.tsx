import { FileUp, Settings } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { runCommand } from '../../commands/command-table.ts';
import { commandKeys, commandLabel } from '../../commands/words.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { openImport, openStarters } from '../../state/import-list.ts';
import { useKeyChoice } from '../../state/settings.ts';
import { AddressField } from '../../ui/address-field.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Waves } from '../../ui/waves.tsx';
import { t } from '../../words.ts';
import styles from './first-run.module.css';

/** What an empty profile shows: one field for an address, the ways in for a file and for whoever has no feeds yet, and the settings. */
export function FirstRun() {
  const [address, setAddress] = useState('');
  const show = useDialogs(state => state.show);
  const field = useRef<HTMLInputElement>(null);
  useKeyChoice();

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
      <div className={styles['ways']}>
        <Button icon={<FileUp aria-hidden="true" className={styles['icon']} />} onClick={() => openImport()}>
          {t('firstRun.import')}
        </Button>
        <Button look="plain" onClick={() => void openStarters()}>
          {t('firstRun.starters')}
        </Button>
      </div>
      <p className={styles['privacy']}>
        {t('firstRun.drop')} {t('firstRun.privacy')}
      </p>
      <IconButton
        className={styles['settings']}
        label={commandLabel('settings')}
        keys={commandKeys('settings')}
        icon={<Settings />}
        onClick={() => runCommand('settings')}
      />
    </div>
  );
}
