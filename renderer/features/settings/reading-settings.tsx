import type { ReactNode } from 'react';
import type { Settings } from '../../../worker/protocol/model.ts';
import { changeSettings } from '../../state/settings.ts';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';
import { ListSettings } from './list-settings.tsx';
import styles from './settings-dialog.module.css';

interface ReadingSettingsProps {
  readonly settings: Settings;
  /** How articles are set. */
  readonly look: ReactNode;
}

export function ReadingSettings({ settings, look }: ReadingSettingsProps) {
  return (
    <>
      {look}
      <ListSettings settings={settings} />
      <h4 className={styles['group']}>{t('settings.inArticles')}</h4>
      <SettingRow title={t('settings.pictures')} more={t('settings.picturesMore')}>
        {ids => <Switch {...ids} isOn={settings.showPictures} onChange={showPictures => void changeSettings({ showPictures })} />}
      </SettingRow>
    </>
  );
}
