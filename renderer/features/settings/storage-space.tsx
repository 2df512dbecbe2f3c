import type { StorageKind, StorageSizes } from '../../../worker/protocol/storage.ts';
import { fileSize } from '../../format/enclosure.ts';
import { duration } from '../../format/time.ts';
import { compact, useBackups } from '../../state/backups.ts';
import { useSettingRow, useSettingsPage } from '../../state/settings-page.ts';
import { Button } from '../../ui/button.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';
import styles from './storage-settings.module.css';

const kinds: readonly StorageKind[] = ['articles', 'search', 'icons', 'journal', 'other'];
const shownFeeds = 8;

/** What takes how much space, and what of it can be given back. */
export function StorageSpace({ sizes }: { readonly sizes: StorageSizes }) {
  const work = useBackups(state => state.work);
  const failure = useBackups(state => state.compactFailure);
  const row = useSettingRow('compact');
  const isFinding = useSettingsPage(state => state.found !== null);
  const largest = Math.max(1, ...sizes.feeds.map(({ bytes }) => bytes));
  return (
    <>
      {!isFinding && (
        <dl className={styles['sizes']}>
          {kinds
            .filter(kind => sizes.kinds[kind] > 0)
            .map(kind => (
              <Size key={kind} name={t(`storage.kind.${kind}`)} bytes={sizes.kinds[kind]} />
            ))}
          <Size name={t('storage.kind.backups')} bytes={sizes.backupBytes} />
        </dl>
      )}
      <SettingRow {...row} more={compactWords(work === 'compact', sizes)}>
        {({ describedBy }) => (
          <Button aria-describedby={describedBy} disabled={work !== null || sizes.freeBytes === 0} onClick={() => void compact()}>
            {t(work === 'compact' ? 'storage.compacting' : 'storage.compactButton')}
          </Button>
        )}
      </SettingRow>
      {!row.isHidden && failure !== null && (
        <p role="alert" className={styles['trouble']} dir="auto">
          {failure}
        </p>
      )}
      {!isFinding && sizes.feeds.length > 0 && (
        <>
          <h4 className={styles['heading']}>{t('storage.feeds')}</h4>
          <ul className={styles['feeds']}>
            {sizes.feeds.slice(0, shownFeeds).map(({ feedId, title, isRemoved, entries, bytes }) => (
              <li key={feedId} className={styles['feed']}>
                <span className={styles['feed-title']}>{isRemoved ? t('storage.unsubscribed', { title }) : title}</span>
                <span className={styles['feed-size']}>
                  {t('backup.articles', { count: entries })} · {fileSize(bytes)}
                </span>
                <meter className={styles['bar']} aria-hidden="true" min={0} max={largest} value={bytes} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function compactWords(isCompacting: boolean, { freeBytes, lastCompactMs }: Pick<StorageSizes, 'freeBytes' | 'lastCompactMs'>): string {
  if (!isCompacting && freeBytes === 0) return t('storage.compactNothing');
  const words = isCompacting ? t('storage.compactWait') : t('storage.compactMore', { size: fileSize(freeBytes) });
  return lastCompactMs === null ? words : `${words} ${t('storage.compactLast', { time: duration(lastCompactMs) })}`;
}

function Size({ name, bytes }: { readonly name: string; readonly bytes: number }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{fileSize(bytes)}</dd>
    </>
  );
}
