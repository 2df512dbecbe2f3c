import type { Pace } from '../../../worker/protocol/subscriptions.ts';
import { isFast, paceChoices, paceKey, paceWords } from '../../format/pace.ts';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';

interface PaceSelectProps {
  /** Null: as the folder above has it, at last as the settings have it. */
  readonly pace: Pace | null;
  /** Where it comes from without a pace of its own, and what that comes to. */
  readonly from: 'asAll' | 'asFolder' | 'asOuter';
  readonly inherited: Pace;
  onChange(pace: Pace | null): void;
}

const inheritKey = 'inherit';

export function PaceSelect({ pace, from, inherited, onChange }: PaceSelectProps) {
  const choices = paceChoices(pace);
  return (
    <SettingRow title={t('properties.pace')} more={t(pace !== null && isFast(pace) ? 'settings.paceFastMore' : 'properties.paceMore')}>
      {() => (
        <Select
          label={t('properties.pace')}
          value={pace === null ? inheritKey : paceKey(pace)}
          options={[
            { value: inheritKey, label: t(`pace.${from}`, { pace: paceWords(inherited) }) },
            ...choices.map(choice => ({ value: paceKey(choice), label: paceWords(choice) })),
          ]}
          onChange={value => onChange(choices.find(choice => paceKey(choice) === value) ?? null)}
        />
      )}
    </SettingRow>
  );
}
