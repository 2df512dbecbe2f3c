import { useState } from 'react';
import type { Backup } from '../../../worker/protocol/storage.ts';
import { restoreBackup } from '../../state/backups.ts';
import { BackupFacts } from '../../ui/backup-facts.tsx';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './storage-settings.module.css';

interface BackupRowsProps {
  readonly backups: readonly Backup[];
  readonly now: number;
  readonly isBusy: boolean;
}

/** Each backup with what it holds; restoring asks once more, in its row. */
export function BackupRows({ backups, now, isBusy }: BackupRowsProps) {
  const [asked, setAsked] = useState<string | null>(null);
  if (backups.length === 0) return null;
  return (
    <ul className={styles['backups']} aria-label={t('storage.backups')}>
      {backups.map(backup => (
        <li key={backup.name} className={styles['backup']}>
          <BackupFacts backup={backup} now={now} />
          {backup.holds !== null && asked !== backup.name && (
            <Button disabled={isBusy} onClick={() => setAsked(backup.name)}>
              {t('storage.restore')}
            </Button>
          )}
          {asked === backup.name && (
            <div className={styles['question']} role="group" aria-label={t('storage.restore')}>
              <p>{t('storage.restoreSure')}</p>
              <Button onClick={() => setAsked(null)}>{t('ui.cancel')}</Button>
              <Button look="primary" disabled={isBusy} onClick={() => void restoreBackup(backup)}>
                {t(isBusy ? 'storage.restoring' : 'storage.restoreYes')}
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
