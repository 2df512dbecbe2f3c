import type { ReactNode } from 'react';
import type { Settings } from '../../../worker/protocol/settings.ts';
import type { SettingsSection } from '../../state/dialogs.ts';
import { useSettings } from '../../state/settings.ts';
import { t } from '../../words.ts';
import { About } from './about.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { KeySettings } from './key-settings.tsx';
import { NetworkSettings } from './network-settings.tsx';
import { NotificationSettings } from './notification-settings.tsx';
import { PrivacySettings } from './privacy-settings.tsx';
import { ReadingSettings } from './reading-settings.tsx';
import { RefreshSettings } from './refresh-settings.tsx';
import { RetentionSettings } from './retention-settings.tsx';
import { SettingGroup } from './setting-group.tsx';
import { StorageSettings } from './storage-settings.tsx';

interface SectionRowsProps {
  readonly section: SettingsSection;
  /** How articles are set. */
  readonly look: ReactNode;
}

/** The rows of one section; while something is looked for, those of them that fit. */
export function SectionRows({ section, look }: SectionRowsProps) {
  const settings = useSettings(state => state.settings);
  if (section === 'about') return <About />;
  // Backups can be made and restored without settings.
  if (section === 'storage') return <Storage settings={settings} />;
  return settings === null ? <p>{t('settings.loading')}</p> : rowsOf(section, settings, look);
}

function rowsOf(section: Exclude<SettingsSection, 'about' | 'storage'>, settings: Settings, look: ReactNode): ReactNode {
  switch (section) {
    case 'general':
      return <GeneralSettings settings={settings} />;
    case 'appearance':
      return <AppearanceSettings settings={settings} />;
    case 'reading':
      return <ReadingSettings settings={settings} look={look} />;
    case 'refresh':
      return <RefreshSettings settings={settings} />;
    case 'notifications':
      return <NotificationSettings settings={settings} />;
    case 'keys':
      return <KeySettings settings={settings} />;
    case 'network':
      return <NetworkSettings settings={settings} />;
    case 'privacy':
      return <PrivacySettings settings={settings} />;
  }
}

function Storage({ settings }: { readonly settings: Settings | null }) {
  return (
    <>
      {settings !== null && <SettingGroup>{t('retention.group')}</SettingGroup>}
      {settings !== null && <RetentionSettings settings={settings} />}
      <SettingGroup>{t('retention.backups')}</SettingGroup>
      <StorageSettings />
    </>
  );
}
