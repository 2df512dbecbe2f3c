import type { Settings } from '../../../worker/protocol/settings.ts';
import { changeSettings } from '../../state/settings.ts';
import { useSettingRow } from '../../state/settings-page.ts';
import { Segments } from '../../ui/segments.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';
import { SettingGroup } from './setting-group.tsx';

/** How the window looks; how articles are set is with reading. */
export function AppearanceSettings({ settings }: { readonly settings: Settings }) {
  const theme = useSettingRow('theme');
  const density = useSettingRow('density');
  const order = useSettingRow('feed-order');
  const hides = useSettingRow('hide-read-feeds');
  const counts = useSettingRow('feed-counts');
  return (
    <>
      <SettingRow {...theme} more={t('settings.themeMore')}>
        {({ labelledBy }) => (
          <Segments
            labelledBy={labelledBy}
            name="theme"
            value={settings.theme}
            options={[
              { value: 'system', label: t('settings.themeSystem') },
              { value: 'light', label: t('settings.themeLight') },
              { value: 'dark', label: t('settings.themeDark') },
            ]}
            onChange={value => void changeSettings({ theme: value as Settings['theme'] })}
          />
        )}
      </SettingRow>
      <SettingGroup>{t('settings.inList')}</SettingGroup>
      <SettingRow {...density} more={t('settings.densityMore')}>
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
      <SettingGroup>{t('settings.inSidebar')}</SettingGroup>
      <SettingRow {...order} more={t('settings.feedOrderMore')}>
        {() => (
          <Select
            label={order.title}
            value={settings.feedOrder}
            options={(['hand', 'title', 'unread'] as const).map(value => ({ value, label: t(`settings.feedOrderBy.${value}`) }))}
            onChange={value => void changeSettings({ feedOrder: value as Settings['feedOrder'] })}
          />
        )}
      </SettingRow>
      <SettingRow {...hides} more={t('settings.hideReadFeedsMore')}>
        {ids => <Switch {...ids} isOn={settings.hideReadFeeds} onChange={hideReadFeeds => void changeSettings({ hideReadFeeds })} />}
      </SettingRow>
      <SettingRow {...counts} more={t('settings.feedCountsMore')}>
        {ids => <Switch {...ids} isOn={settings.showFeedCounts} onChange={showFeedCounts => void changeSettings({ showFeedCounts })} />}
      </SettingRow>
    </>
  );
}
