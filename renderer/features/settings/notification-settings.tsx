import type { Settings } from '../../../worker/protocol/settings.ts';
import { permission, setNotifications } from '../../state/notification-permission.ts';
import { useSettingRow } from '../../state/settings-page.ts';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';
import styles from './settings-dialog.module.css';

export function NotificationSettings({ settings }: { readonly settings: Settings }) {
  const row = useSettingRow('notify');
  const allowed = permission();
  const isPossible = allowed === 'granted' || allowed === 'default';
  return (
    <>
      <SettingRow {...row} more={t('settings.notifyMore')}>
        {ids => (
          <Switch
            {...ids}
            isOn={settings.notifications === true && allowed === 'granted'}
            isDisabled={!isPossible}
            onChange={isOn => void setNotifications(isOn)}
          />
        )}
      </SettingRow>
      {!isPossible && !row.isHidden && (
        <p className={styles['blocked']}>{t(allowed === 'denied' ? 'settings.notifyBlocked' : 'settings.notifyUnknown')}</p>
      )}
    </>
  );
}
