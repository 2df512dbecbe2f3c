import type { Settings } from '../../../worker/protocol/model.ts';
import { isInBrowserTab } from '../../client/host.ts';
import { exportList } from '../../state/export-list.ts';
import { openImport } from '../../state/import-list.ts';
import { changeSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';
import { FeedLinksRow } from './feed-links-row.tsx';
import { LanguageRow } from './language-row.tsx';
import styles from './settings-dialog.module.css';

const askChoice = 'ask';

export function GeneralSettings({ settings }: { readonly settings: Settings }) {
  return (
    <>
      <SettingRow title={t('settings.theme')} more={t('settings.themeMore')}>
        {({ labelledBy }) => (
          <Segments
            labelledBy={labelledBy}
            name="theme"
            value={settings.theme}
            options={[
              { value: 'system', label: t('settings.themeSystem') },
              { value: 'light', label: t('settings.themeLight') },
              { value: 'dark', label: t('settings.themeDark') },
            ]}
            onChange={theme => void changeSettings({ theme: theme as Settings['theme'] })}
          />
        )}
      </SettingRow>
      <LanguageRow settings={settings} />
      {!isInBrowserTab() && (
        <SettingRow title={t('settings.close')} more={t('settings.closeMore')}>
          {() => (
            <Select
              label={t('settings.close')}
              value={settings.closeButton ?? askChoice}
              options={[
                { value: askChoice, label: t('settings.closeAsk') },
                { value: 'tray', label: t('settings.closeTray') },
                { value: 'quit', label: t('settings.closeQuit') },
              ]}
              onChange={value => void changeSettings({ closeButton: value === askChoice ? null : (value as 'quit' | 'tray') })}
            />
          )}
        </SettingRow>
      )}
      <h4 className={styles['group']}>{t('settings.feeds')}</h4>
      <FeedLinksRow />
      <SettingRow title={t('settings.import')} more={t('settings.importMore')}>
        {({ describedBy }) => (
          <Button aria-describedby={describedBy} onClick={() => openImport()}>
            {t('settings.importButton')}
          </Button>
        )}
      </SettingRow>
      <SettingRow title={t('settings.export')} more={t('settings.exportMore')}>
        {({ describedBy }) => (
          <Button aria-describedby={describedBy} onClick={() => void exportList()}>
            {t('settings.exportButton')}
          </Button>
        )}
      </SettingRow>
    </>
  );
}
