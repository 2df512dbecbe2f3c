import { Bell, BookOpen, HardDrive, Info, Keyboard, Network, RefreshCw, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type SettingsSection, useDialogs } from '../../state/dialogs.ts';
import { useSettings } from '../../state/settings.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../words.ts';
import { About } from './about.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { KeySettings } from './key-settings.tsx';
import { NetworkSettings } from './network-settings.tsx';
import { NotificationSettings } from './notification-settings.tsx';
import { ReadingSettings } from './reading-settings.tsx';
import { RefreshSettings } from './refresh-settings.tsx';
import { RetentionSettings } from './retention-settings.tsx';
import styles from './settings-dialog.module.css';
import { StorageSettings } from './storage-settings.tsx';

const sections: readonly { readonly id: SettingsSection; readonly icon: ReactNode }[] = [
  { id: 'general', icon: <SlidersHorizontal /> },
  { id: 'reading', icon: <BookOpen /> },
  { id: 'refresh', icon: <RefreshCw /> },
  { id: 'network', icon: <Network /> },
  { id: 'notifications', icon: <Bell /> },
  { id: 'keys', icon: <Keyboard /> },
  { id: 'storage', icon: <HardDrive /> },
  { id: 'about', icon: <Info /> },
];

/** Every setting works at once; there is nothing to confirm. */
export function SettingsDialog({ look }: { readonly look: ReactNode }) {
  const asked = useDialogs(state => (state.open?.kind === 'settings' ? state.open.section : 'general'));
  const close = useDialogs(state => state.close);
  const settings = useSettings(state => state.settings);
  const [section, setSection] = useState(asked);

  return (
    <Dialog title={t('settings.title')} size="wide" hasCloseButton onClose={close}>
      <div className={styles['panes']}>
        <nav className={styles['sections']} aria-label={t('settings.sections')}>
          {sections.map(({ id, icon }) => (
            <button
              key={id}
              type="button"
              aria-current={id === section ? 'page' : undefined}
              className={styles['section']}
              onClick={() => setSection(id)}
            >
              {icon}
              {t(`settings.${id}`)}
            </button>
          ))}
        </nav>
        <div className={styles['page']}>
          <h3 className={styles['heading']}>{t(`settings.${section}`)}</h3>
          {section === 'about' && <About />}
          {section === 'storage' && settings !== null && (
            <>
              <h4 className={styles['group']}>{t('retention.group')}</h4>
              <RetentionSettings settings={settings} />
              <h4 className={styles['group']}>{t('retention.backups')}</h4>
            </>
          )}
          {section === 'storage' && <StorageSettings />}
          {section !== 'about' && section !== 'storage' && settings === null && <p>{t('settings.loading')}</p>}
          {settings !== null && section === 'general' && <GeneralSettings settings={settings} />}
          {settings !== null && section === 'reading' && <ReadingSettings settings={settings} look={look} />}
          {settings !== null && section === 'refresh' && <RefreshSettings settings={settings} />}
          {settings !== null && section === 'network' && <NetworkSettings settings={settings} />}
          {settings !== null && section === 'notifications' && <NotificationSettings settings={settings} />}
          {settings !== null && section === 'keys' && <KeySettings settings={settings} />}
        </div>
      </div>
    </Dialog>
  );
}
