import type { Settings } from '../../../worker/protocol/settings.ts';
import { isInBrowserTab } from '../../client/host.ts';
import { exportList } from '../../state/export-list.ts';
import { claimFeedLinks, setOpensAtLogin, useHostSettings } from '../../state/host-settings.ts';
import { openImport } from '../../state/import-list.ts';
import { changeSettings } from '../../state/settings.ts';
import { useSettingRow } from '../../state/settings-page.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';
import { LanguageRow } from './language-row.tsx';
import { SettingGroup } from './setting-group.tsx';

export function GeneralSettings({ settings }: { readonly settings: Settings }) {
  const importRow = useSettingRow('import');
  const exportRow = useSettingRow('export');
  return (
    <>
      <LanguageRow settings={settings} />
      <StartAtLogin />
      {!isInBrowserTab() && <CloseButton settings={settings} />}
      <SettingGroup>{t('settings.feeds')}</SettingGroup>
      <FeedLinks />
      <SettingRow {...importRow} more={t('settings.importMore')}>
        {({ describedBy }) => (
          <Button aria-describedby={describedBy} onClick={() => openImport()}>
            {t('settings.importButton')}
          </Button>
        )}
      </SettingRow>
      <SettingRow {...exportRow} more={t('settings.exportMore')}>
        {({ describedBy }) => (
          <Button aria-describedby={describedBy} onClick={() => void exportList()}>
            {t('settings.exportButton')}
          </Button>
        )}
      </SettingRow>
    </>
  );
}

/** Not shown where the system does not let Freshet ask for it. */
function StartAtLogin() {
  const row = useSettingRow('start-at-login');
  const opensAtLogin = useHostSettings(state => state.opensAtLogin);
  if (opensAtLogin === null) return null;
  const reset = {
    label: t('settings.reset', { name: row.title }),
    isUsual: !opensAtLogin,
    onReset: () => void setOpensAtLogin(false),
  };
  return (
    <SettingRow {...row} more={t('settings.loginItemMore')} reset={reset}>
      {ids => <Switch {...ids} isOn={opensAtLogin} onChange={wish => void setOpensAtLogin(wish)} />}
    </SettingRow>
  );
}

const askChoice = 'ask';

function CloseButton({ settings }: { readonly settings: Settings }) {
  const row = useSettingRow('close');
  return (
    <SettingRow {...row} more={t('settings.closeMore')}>
      {() => (
        <Select
          label={row.title}
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
  );
}

/** Whether `feed:` links of other programs come here. Not shown where the host has no say, as in a browser tab. */
function FeedLinks() {
  const row = useSettingRow('feed-links');
  const isOurs = useHostSettings(state => state.takesFeedLinks);
  if (isOurs === null) return null;
  const reset = {
    label: t('settings.reset', { name: row.title }),
    isUsual: !isOurs,
    onReset: () => void claimFeedLinks(false),
  };
  return (
    <SettingRow {...row} more={t('settings.feedLinksMore')} reset={reset}>
      {ids => <Switch {...ids} isOn={isOurs} onChange={claim => void claimFeedLinks(claim)} />}
    </SettingRow>
  );
}
