import type { Settings } from '../../../worker/protocol/settings.ts';
import type { Pace } from '../../../worker/protocol/subscriptions.ts';
import { isFast, paceChoices, paceKey, paceWords } from '../../format/pace.ts';
import { changeSettings } from '../../state/settings.ts';
import { useSettingRow } from '../../state/settings-page.ts';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';

export function RefreshSettings({ settings }: { readonly settings: Settings }) {
  const choices = paceChoices(settings.pace);
  const pace = useSettingRow('pace');
  const paused = useSettingRow('paused');
  return (
    <>
      <SettingRow {...pace} more={`${t('settings.paceMore')} ${paceMore(settings.pace)}`}>
        {() => (
          <Select
            label={pace.title}
            value={paceKey(settings.pace)}
            options={choices.map(choice => ({ value: paceKey(choice), label: paceWords(choice, false) }))}
            onChange={value => {
              const chosen = choices.find(choice => paceKey(choice) === value);
              if (chosen !== undefined) void changeSettings({ pace: chosen });
            }}
          />
        )}
      </SettingRow>
      <SettingRow {...paused} more={t('settings.pausedMore')}>
        {ids => <Switch {...ids} isOn={settings.refreshPaused} onChange={refreshPaused => void changeSettings({ refreshPaused })} />}
      </SettingRow>
    </>
  );
}

function paceMore(pace: Pace): string {
  if (pace.kind === 'adaptive') return t('settings.paceAdaptiveMore');
  if (pace.kind === 'by-hand') return t('settings.paceByHandMore');
  return isFast(pace) ? t('settings.paceFastMore') : '';
}
