import type { Retention } from '../../../worker/protocol/subscriptions.ts';
import { retentionChoices, retentionKey, retentionWords } from '../../format/retention.ts';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';

interface RetentionSelectProps {
  /** Null: as the folder above has it, at last as the settings have it. */
  readonly retention: Retention | null;
  readonly from: 'asAll' | 'asFolder' | 'asOuter';
  readonly inherited: Retention;
  onChange(retention: Retention | null): void;
}

const inheritKey = 'inherit';

export function RetentionSelect({ retention, from, inherited, onChange }: RetentionSelectProps) {
  const choices = retentionChoices(retention);
  return (
    <SettingRow title={t('retention.title')} more={t('retention.moreShort')}>
      {() => (
        <Select
          label={t('retention.title')}
          value={retention === null ? inheritKey : retentionKey(retention)}
          options={[
            { value: inheritKey, label: t(`pace.${from}`, { pace: retentionWords(inherited) }) },
            ...choices.map(choice => ({ value: retentionKey(choice), label: retentionWords(choice) })),
          ]}
          onChange={value => onChange(choices.find(choice => retentionKey(choice) === value) ?? null)}
        />
      )}
    </SettingRow>
  );
}
