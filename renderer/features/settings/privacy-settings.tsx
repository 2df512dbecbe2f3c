import { useEffect } from 'react';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { loadNetwork, useNetwork } from '../../state/network.ts';
import { sentFacts } from '../../state/setting-list.ts';
import { changeSettings } from '../../state/settings.ts';
import { useSettingRow } from '../../state/settings-page.ts';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';
import styles from './privacy-settings.module.css';
import { SettingGroup } from './setting-group.tsx';

/** What others learn of the reader, what of it can be set, and what is kept here. */
export function PrivacySettings({ settings }: { readonly settings: Settings }) {
  const pictures = useSettingRow('pictures');
  const sent = useSettingRow('what-is-sent');
  const status = useNetwork(state => state.status);

  useEffect(() => void loadNetwork(), []);

  return (
    <>
      <SettingRow {...pictures} more={t('settings.picturesMore')}>
        {ids => <Switch {...ids} isOn={settings.showPictures} onChange={showPictures => void changeSettings({ showPictures })} />}
      </SettingRow>
      <SettingGroup>{sent.title}</SettingGroup>
      {!sent.isHidden && (
        <dl className={styles['facts']} data-setting={sent.settingId}>
          {sentFacts.map(fact => (
            <div key={fact}>
              <dt>{t(`privacy.names.${fact}`)}</dt>
              <dd>{t(`privacy.facts.${fact}`)}</dd>
            </div>
          ))}
          {status !== null && (
            <div>
              <dt>{t('privacy.passwords')}</dt>
              <dd>{t(status.canKeepLogin ? 'privacy.passwordsKept' : 'privacy.passwordsForRun')}</dd>
            </div>
          )}
        </dl>
      )}
    </>
  );
}
