import type { Settings } from '../../../worker/protocol/model.ts';
import { changeSettings } from '../../state/settings.ts';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';

export function ReadingSettings({ settings }: { readonly settings: Settings }) {
  return (
    <SettingRow title={t('settings.pictures')} more={t('settings.picturesMore')}>
      {ids => <Switch {...ids} isOn={settings.showPictures} onChange={showPictures => void changeSettings({ showPictures })} />}
    </SettingRow>
  );
}
