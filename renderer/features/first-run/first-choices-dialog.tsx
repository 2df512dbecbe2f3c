import { useDialogs } from '../../state/dialogs.ts';
import { endFirstChoices } from '../../state/first-choices.ts';
import { setOpensAtLogin, useHostSettings } from '../../state/host-settings.ts';
import { permission, setNotifications } from '../../state/notification-permission.ts';
import { changeSettings, useSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';
import styles from './first-choices-dialog.module.css';

/** What a new reader is asked: each is a setting as any other, and works at once. */
export function FirstChoicesDialog() {
  const close = useDialogs(state => state.close);
  const settings = useSettings(state => state.settings);
  const opensAtLogin = useHostSettings(state => state.opensAtLogin);
  const allowed = permission();

  function done(): void {
    endFirstChoices();
    close();
  }

  if (settings === null) return null;
  return (
    <Dialog title={t('firstChoices.title')} onClose={done}>
      {allowed !== 'missing' && (
        <SettingRow title={t('settings.notify')} more={t(allowed === 'denied' ? 'settings.notifyBlocked' : 'settings.notifyMore')}>
          {ids => (
            <Switch
              {...ids}
              isOn={settings.notifications === true && allowed === 'granted'}
              isDisabled={allowed === 'denied'}
              onChange={isOn => void setNotifications(isOn)}
            />
          )}
        </SettingRow>
      )}
      {opensAtLogin !== null && (
        <SettingRow title={t('settings.loginItem')} more={t('settings.loginItemMore')}>
          {ids => <Switch {...ids} isOn={opensAtLogin} onChange={wish => void setOpensAtLogin(wish)} />}
        </SettingRow>
      )}
      <SettingRow title={t('settings.pictures')} more={t('settings.picturesMore')}>
        {ids => <Switch {...ids} isOn={settings.showPictures} onChange={showPictures => void changeSettings({ showPictures })} />}
      </SettingRow>
      <div className={styles['foot']}>
        <p>{t('firstChoices.more')}</p>
        <Button look="primary" onClick={done}>
          {t('firstChoices.done')}
        </Button>
      </div>
    </Dialog>
  );
}
