import type { Settings } from '../../../worker/protocol/model.ts';
import { changeSettings } from '../../state/settings.ts';
import { Segments } from '../../ui/segments.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';
import styles from './settings-dialog.module.css';

const ways = ['opening', 'delay', 'scrolling', 'hand'] as const satisfies readonly Settings['markRead'][];
const delays = [1, 2, 3, 5, 10, 20, 30, 60];

/** How the list looks, and what marks its articles as read. */
export function ListSettings({ settings }: { readonly settings: Settings }) {
  const { markRead, markReadSeconds } = settings;
  const seconds = delays.includes(markReadSeconds) ? delays : [...delays, markReadSeconds].sort((one, other) => one - other);
  return (
    <>
      <h4 className={styles['group']}>{t('settings.inList')}</h4>
      <SettingRow title={t('settings.density')} more={t('settings.densityMore')}>
        {({ labelledBy }) => (
          <Segments
            labelledBy={labelledBy}
            name="density"
            value={settings.listDensity}
            options={[
              { value: 'comfortable', label: t('settings.comfortable') },
              { value: 'compact', label: t('settings.compact') },
            ]}
            onChange={value => void changeSettings({ listDensity: value as Settings['listDensity'] })}
          />
        )}
      </SettingRow>
      <SettingRow title={t('settings.markRead')} more={t(`settings.markReadMore.${markRead}`)}>
        {() => (
          <Select
            label={t('settings.markRead')}
            value={markRead}
            options={ways.map(value => ({ value, label: t(`settings.markReadBy.${value}`) }))}
            onChange={value => void changeSettings({ markRead: value as Settings['markRead'] })}
          />
        )}
      </SettingRow>
      {markRead === 'delay' && (
        <SettingRow title={t('settings.markReadAfter')}>
          {() => (
            <Select
              label={t('settings.markReadAfter')}
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
