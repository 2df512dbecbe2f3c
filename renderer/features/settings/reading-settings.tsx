import { type ReactNode, Suspense } from 'react';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { changeSettings } from '../../state/settings.ts';
import { useSettingRow } from '../../state/settings-page.ts';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';
import { SettingGroup } from './setting-group.tsx';

const ways = ['opening', 'delay', 'scrolling', 'hand'] as const satisfies readonly Settings['markRead'][];
const delays = [1, 2, 3, 5, 10, 20, 30, 60];

interface ReadingSettingsProps {
  readonly settings: Settings;
  /** How articles are set. */
  readonly look: ReactNode;
}

/** How articles are set, and what marks them as read. */
export function ReadingSettings({ settings, look }: ReadingSettingsProps) {
  const { markRead, markReadSeconds } = settings;
  const row = useSettingRow('mark-read');
  const after = useSettingRow('mark-read-after');
  const seconds = delays.includes(markReadSeconds) ? delays : [...delays, markReadSeconds].sort((one, other) => one - other);
  return (
    <>
      {/* Still on its way, it must not take the dialog away from under the keys. */}
      <Suspense>{look}</Suspense>
      <SettingGroup>{t('settings.inList')}</SettingGroup>
      <SettingRow {...row} more={t(`settings.markReadMore.${markRead}`)}>
        {() => (
          <Select
            label={row.title}
            value={markRead}
            options={ways.map(value => ({ value, label: t(`settings.markReadBy.${value}`) }))}
            onChange={value => void changeSettings({ markRead: value as Settings['markRead'] })}
          />
        )}
      </SettingRow>
      {markRead === 'delay' && (
        <SettingRow {...after}>
          {() => (
            <Select
              label={after.title}
              value={String(markReadSeconds)}
              options={seconds.map(count => ({ value: String(count), label: t('settings.seconds', { count }) }))}
              onChange={value => void changeSettings({ markReadSeconds: Number(value) })}
            />
          )}
        </SettingRow>
      )}
    </>
  );
}
