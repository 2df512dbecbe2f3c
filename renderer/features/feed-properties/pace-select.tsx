import type { Pace } from '../../../worker/protocol/model.ts';
import { isFast, paceChoices, paceKey, paceWords } from '../../format/pace.ts';
import { Select } from '../../ui/select.tsx';
import { t } from '../../words.ts';
import { PropertyRow } from './property-row.tsx';

interface PaceSelectProps {
  /** Null: as the folder above has it, at last as the settings have it. */
  readonly pace: Pace | null;
  /** What that comes to; null where it is not known here. */
  readonly inherited: Pace | null;
  onChange(pace: Pace | null): void;
}

const inheritKey = 'inherit';

export function PaceSelect({ pace, inherited, onChange }: PaceSelectProps) {
  const choices = paceChoices(pace);
  const asAbove =
    pace === null && inherited !== null ? t('properties.asAboveWith', { pace: paceWords(inherited) }) : t('properties.asAbove');
  return (
    <PropertyRow title={t('properties.pace')} more={t(pace !== null && isFast(pace) ? 'settings.paceFastMore' : 'properties.paceMore')}>
      {() => (
        <Select
          label={t('properties.pace')}
          value={pace === null ? inheritKey : paceKey(pace)}
          options={[
            { value: inheritKey, label: asAbove },
            ...choices.map(choice => ({ value: paceKey(choice), label: paceWords(choice) })),
          ]}
          onChange={value => onChange(choices.find(choice => paceKey(choice) === value) ?? null)}
        />
      )}
    </PropertyRow>
  );
}
