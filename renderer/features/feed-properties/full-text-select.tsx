import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';

interface FullTextSelectProps {
  /** Null: as the folder above has it, at last the feed's version. */
  readonly fullText: boolean | null;
  /** Null: it is in no folder. */
  readonly from: 'asFolder' | 'asOuter' | null;
  readonly inherited: boolean;
  onChange(fullText: boolean | null): void;
}

const words = (fullText: boolean) => t(fullText ? 'fullText.ofPage' : 'fullText.ofFeed');

/** Which text articles are opened with. */
export function FullTextSelect({ fullText, from, inherited, onChange }: FullTextSelectProps) {
  const own = fullText === null ? (from === null ? 'false' : 'inherit') : String(fullText);
  return (
    <SettingRow title={t('fullText.title')} more={t('fullText.more')}>
      {() => (
        <Select
          label={t('fullText.title')}
          value={own}
          options={[
            ...(from === null ? [] : [{ value: 'inherit', label: t(`pace.${from}`, { pace: words(inherited) }) }]),
            { value: 'false', label: words(false) },
            { value: 'true', label: words(true) },
          ]}
          onChange={value => onChange(value === 'inherit' ? null : value === 'true')}
        />
      )}
    </SettingRow>
  );
}
