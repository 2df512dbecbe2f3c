import { Archive, Bell, BookOpen, Globe, Info, Keyboard, Palette, RefreshCw, Search, Shield, SlidersHorizontal } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { isMac } from '../../client/host.ts';
import { allCommands } from '../../commands/command-table.ts';
import { namesOfKey } from '../../commands/keys.ts';
import { commandLabel } from '../../commands/words.ts';
import { type SettingsSection, useDialogs } from '../../state/dialogs.ts';
import { loadHostSettings } from '../../state/host-settings.ts';
import { allSettings } from '../../state/setting-list.ts';
import { isLookedFor, loadDefaults, typeSetting, useSettingsPage } from '../../state/settings-page.ts';
import { classes } from '../../ui/classes.ts';
import { Dialog } from '../../ui/dialog.tsx';
import fieldStyles from '../../ui/icon-field.module.css';
import { Select } from '../../ui/select.tsx';
import { t } from '../../words.ts';
import { ResetSection } from './reset-section.tsx';
import styles from './settings-dialog.module.css';
import { SectionRows } from './settings-section.tsx';
import { showRow } from './show-row.ts';

const sections: readonly { readonly id: SettingsSection; readonly icon: ReactNode }[] = [
  { id: 'general', icon: <SlidersHorizontal /> },
  { id: 'appearance', icon: <Palette /> },
  { id: 'reading', icon: <BookOpen /> },
  { id: 'refresh', icon: <RefreshCw /> },
  { id: 'notifications', icon: <Bell /> },
  { id: 'keys', icon: <Keyboard /> },
  { id: 'network', icon: <Globe /> },
  { id: 'privacy', icon: <Shield /> },
  { id: 'storage', icon: <Archive /> },
  { id: 'about', icon: <Info /> },
];

/** What the list of sections stands at while something is looked for in all of them. */
const everywhere = '';

/** Every setting works at once; there is nothing to confirm. */
export function SettingsDialog({ look }: { readonly look: ReactNode }) {
  const asked = useDialogs(({ open }) => (open?.kind === 'settings' ? open : null));
  const close = useDialogs(state => state.close);
  const { typed, found } = useSettingsPage();
  const [section, setSection] = useState(asked?.section ?? 'general');
  const [led, setLed] = useState<{ readonly id: string } | null>(asked?.setting === undefined ? null : { id: asked.setting });
  const field = useRef<HTMLInputElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const isFinding = found !== null;
  const shown = isFinding ? sections.filter(({ id }) => hasFound(id, found)) : sections.filter(({ id }) => id === section);

  useEffect(() => {
    void loadDefaults();
    loadHostSettings();
    return () => typeSetting('');
  }, []);

  useEffect(() => {
    const dialog = page.current?.closest('dialog');
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (!isFindKey(event)) return;
      event.preventDefault();
      field.current?.select();
      field.current?.focus();
    };
    dialog?.addEventListener('keydown', onKeyDown);
    return () => dialog?.removeEventListener('keydown', onKeyDown);
  }, []);

  useEffect(() => {
    if (led === null || page.current === null) return undefined;
    return showRow(page.current, led.id);
  }, [led]);

  function go(next: SettingsSection, setting: string | null = null): void {
    typeSetting('');
    setSection(next);
    setLed(setting === null ? null : { id: setting });
    page.current?.scrollTo(0, 0);
  }

  function onFieldKey(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const [first] = allSettings.filter(({ id }) => found?.has(id) === true);
    if (event.key === 'Enter' && first !== undefined) {
      event.preventDefault();
      go(first.section, first.id);
    } else if (event.key === 'Escape' && typed !== '') {
      // The dialog stays: what was looked for goes first.
      event.preventDefault();
      event.stopPropagation();
      typeSetting('');
    }
  }

  return (
    <Dialog title={t('settings.title')} size="wide" hasCloseButton onClose={close}>
      <div className={styles['panes']}>
        <div className={styles['side']}>
          <div className={styles['pick']}>
            <Select
              label={t('settings.section')}
              value={isFinding ? everywhere : section}
              icon={isFinding ? undefined : sections.find(({ id }) => id === section)?.icon}
              options={[
                ...(isFinding ? [{ value: everywhere, label: t('settings.allSections') }] : []),
                ...sections.map(({ id }) => ({ value: id, label: t(`settings.${id}`) })),
              ]}
              onChange={chosen => {
                const next = sections.find(({ id }) => id === chosen);
                if (next !== undefined) go(next.id);
              }}
            />
          </div>
          <span className={classes(fieldStyles['field'], styles['find'])}>
            <Search aria-hidden="true" />
            <input
              ref={field}
              type="search"
              autoComplete="off"
              spellCheck={false}
              dir="auto"
              maxLength={100}
              aria-label={t('settings.find')}
              placeholder={t('settings.find')}
              value={typed}
              onChange={event => typeSetting(event.target.value)}
              onKeyDown={onFieldKey}
            />
          </span>
          <nav className={styles['sections']} aria-label={t('settings.sections')}>
            {sections.map(({ id, icon }) => (
              <button
                key={id}
                type="button"
                aria-current={id === section && !isFinding ? 'page' : undefined}
                className={styles['section']}
                onClick={() => go(id)}
              >
                {icon}
                {t(`settings.${id}`)}
              </button>
            ))}
          </nav>
        </div>
        <div ref={page} className={styles['page']}>
          <p role="status" className="visually-hidden">
            {isFinding && shown.length > 0 ? t('settings.found', { count: found.size }) : ''}
          </p>
          {isFinding && shown.length === 0 && (
            <div className={styles['none']} role="status">
              <p>{t('settings.noneFound', { typed: typed.trim() })}</p>
              <p>{t('settings.noneFoundMore')}</p>
            </div>
          )}
          {shown.map(({ id }) => (
            <section key={id} aria-labelledby={`settings-${id}`} className={styles['found']}>
              <h3 id={`settings-${id}`} className={classes(styles['heading'], isFinding && styles['small'])}>
                {t(`settings.${id}`)}
              </h3>
              <SectionRows section={id} look={look} />
            </section>
          ))}
          {!isFinding && <ResetSection key={section} section={section} />}
        </div>
      </div>
    </Dialog>
  );
}

/** Ctrl+F, and / where it is not written. */
function isFindKey(event: globalThis.KeyboardEvent): boolean {
  const isInField = event.target instanceof HTMLElement && event.target.matches('input:not([type="radio"], [type="range"]), select');
  const names = namesOfKey(event, isMac());
  return names.includes('Mod+F') || (!isInField && names.includes('/'));
}

function hasFound(section: SettingsSection, found: ReadonlySet<string>): boolean {
  if (allSettings.some(setting => setting.section === section && found.has(setting.id))) return true;
  // Keys of commands are found by what the command is called.
  return section === 'keys' && allCommands.some(({ id }) => isLookedFor(commandLabel(id)));
}
