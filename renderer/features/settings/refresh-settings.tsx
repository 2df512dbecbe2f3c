import type { Settings } from '../../../worker/protocol/model.ts';
import { changeSettings } from '../../state/settings.ts';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';
import { SettingRow } from './setting-row.tsx';

const hourChoices = [1, 2, 4, 8, 24] as const;

export function RefreshSettings({ settings }: { readonly settings: Settings }) {
  const minutes = settings.refreshMinutes;
  // A pace set elsewhere is shown as it is.
  const choices = [...new Set([...hourChoices.map(hours => hours * 60), minutes])].sort((a, b) => a - b);
  return (
    <>
      <SettingRow title={t('settings.pace')} more={t('settings.paceMore')}>
        {() => (
          <Select
            label={t('settings.pace')}
            value={String(minutes)}
            options={choices.map(choice => ({ value: String(choice), label: paceLabel(choice) }))}
            onChange={value => void changeSettings({ refreshMinutes: Number(value) })}
          />
        )}
      </SettingRow>
      <SettingRow title={t('settings.paused')} more={t('settings.pausedMore')}>
        {ids => <Switch {...ids} isOn={settings.refreshPaused} onChange={refreshPaused => void changeSettings({ refreshPaused })} />}
      </SettingRow>
    </>
  );
}

function paceLabel(minutes: number): string {
  if (minutes >= 1440) return t('settings.daily');
  if (minutes === 60) return t('settings.everyHour');
  return t('settings.everyHours', { count: Math.round(minutes / 6) / 10 });
}
