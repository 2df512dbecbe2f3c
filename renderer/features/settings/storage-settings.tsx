import { useEffect, useState } from 'react';
import { fileSize } from '../../format/enclosure.ts';
import { articleDate } from '../../format/time.ts';
import { loadBackups, loadSizes, makeBackup, openProfile, useBackups } from '../../state/backups.ts';
import { openExport } from '../../state/export-archive.ts';
import { openImport } from '../../state/import-list.ts';
import { useSettingRow, useSettingsPage } from '../../state/settings-page.ts';
import { Button } from '../../ui/button.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';
import { BackupRows } from './backup-rows.tsx';
import { SettingGroup } from './setting-group.tsx';
import storage from './storage-settings.module.css';
import { StorageSpace } from './storage-space.tsx';

/** What is kept on the disk, how it is backed up, and how a backup comes back. */
export function StorageSettings() {
  const { list, sizes, work, failure } = useBackups();
  const backups = useSettingRow('backups');
  const profileFolder = useSettingRow('profile-folder');
  const exportAll = useSettingRow('export-all');
  const importAll = useSettingRow('import-all');
  const isFinding = useSettingsPage(state => state.found !== null);
  const [folder, setFolder] = useState<string | null>(null);
  const [now] = useState(Date.now);
  const last = list?.backups.find(({ isChecked, holds }) => isChecked && holds !== null);
  const trouble = failure ?? list?.failure ?? null;

  useEffect(() => {
    void loadBackups();
    void loadSizes();
  }, []);

  return (
    <>
      <SettingRow
        {...backups}
        more={list === null ? t('storage.looking') : last ? t('storage.lastAt', { date: articleDate(last.at, now) }) : t('storage.never')}
      >
        {({ describedBy }) => (
          <Button aria-describedby={describedBy} disabled={work !== null} onClick={() => void makeBackup()}>
            {t(work === 'make' ? 'storage.making' : 'storage.make')}
          </Button>
        )}
      </SettingRow>
      {!isFinding && trouble !== null && (
        <p role="alert" dir="auto" className={storage['trouble']}>
          {trouble}
        </p>
      )}
      {!isFinding && list !== null && <BackupRows backups={list.backups} now={now} isBusy={work !== null} />}
      <SettingRow {...profileFolder} more={folder ?? t('storage.folderMore')}>
        {({ describedBy }) => (
          <Button aria-describedby={describedBy} onClick={() => void openProfile().then(setFolder)}>
            {t('storage.folderButton')}
          </Button>
        )}
      </SettingRow>
      <SettingGroup>{t('storage.move')}</SettingGroup>
      <SettingRow {...exportAll} more={t('storage.exportAllMore')}>
        {({ describedBy }) => (
          <Button aria-describedby={describedBy} onClick={openExport}>
            {t('storage.exportAllButton')}
          </Button>
        )}
      </SettingRow>
      <SettingRow {...importAll} more={t('storage.importAllMore')}>
        {({ describedBy }) => (
          <Button aria-describedby={describedBy} onClick={() => openImport()}>
            {t('storage.importAllButton')}
          </Button>
        )}
      </SettingRow>
      <SettingGroup>{t('storage.space')}</SettingGroup>
      {sizes !== null && <StorageSpace sizes={sizes} />}
      {sizes === null && !isFinding && <p className={storage['measuring']}>{t('storage.measuring')}</p>}
      {!isFinding && sizes !== null && sizes.asideBytes > 0 && (
        <p className={storage['aside']}>{t('storage.aside', { size: fileSize(sizes.asideBytes) })}</p>
      )}
    </>
  );
}
