import type { Backup } from '../../worker/protocol/storage.ts';
import { fileSize } from '../format/enclosure.ts';
import { articleDate } from '../format/time.ts';
import { t } from '../words.ts';
import styles from './backup-facts.module.css';

/** A backup in words: when, why, and what it holds. */
export function BackupFacts({ backup, now }: { readonly backup: Backup; readonly now: number }) {
  const { at, kind, bytes, holds, isChecked } = backup;
  const contents =
    holds === null
      ? t('backup.unreadable')
      : [
          t('backup.feeds', { count: holds.feeds }),
          t('backup.articles', { count: holds.entries }),
          t('backup.starred', { count: holds.starred }),
          fileSize(bytes),
        ].join(' · ');
  return (
    <span className={styles['facts']}>
      <span className={styles['date']}>{articleDate(at, now)}</span>
      <span className={styles['kind']}>
        {t(`backup.${kind}`)}
        {holds !== null && ` · ${t(isChecked ? 'backup.checked' : 'backup.unchecked')}`}
      </span>
      <span className={styles['contents']}>{contents}</span>
    </span>
  );
}
