import type { Settings } from '../../../worker/protocol/settings.ts';
import { changeSettings } from '../../state/settings.ts';
import { useSettingRow } from '../../state/settings-page.ts';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';

export function LanguageRow({ settings }: { readonly settings: Settings }) {
  const row = useSettingRow('language');
  return (
    <SettingRow {...row} more={t('settings.languageMore')}>
      {() => (
        <Select
          label={row.title}
          value={settings.language}
          options={[
            { value: 'system', label: t('settings.languageSystem') },
            // Each in its own words: whoever looks for it may not read the others.
            { value: 'en', label: englishName },
            { value: 'ar', label: arabicName },
          ]}
          onChange={language => void changeSettings({ language: language as Settings['language'] })}
        />
      )}
    </SettingRow>
  );
}

const englishName = 'English';
const arabicName = 'العربية';
