import { useState } from 'react';
import type { KeyChanges, KeyPreset, Settings } from '../../../worker/protocol/model.ts';
import { isInBrowserTab } from '../../client/host.ts';
import { allCommands, type Command } from '../../commands/command-table.ts';
import { keyPresets } from '../../commands/key-presets.ts';
import { keysInForce } from '../../commands/keys-in-force.ts';
import { commandLabel } from '../../commands/words.ts';
import { changeSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';
import { KeyRow } from './key-row.tsx';
import styles from './key-settings.module.css';
import groupStyles from './settings-dialog.module.css';

/** Whose keys, and the keys of each command. */
export function KeySettings({ settings }: { readonly settings: Settings }) {
  const [typed, setTyped] = useState('');
  const { keyPreset, keyChanges } = settings;
  const keys = keysInForce(allCommands, keyPreset, keyChanges);
  const wanted = typed.trim().toLowerCase();
  const shown = allCommands.filter(({ id }) => commandLabel(id).toLowerCase().includes(wanted));
  const groups = Map.groupBy(shown, command => command.group);
  const change = (next: KeyChanges): void => void changeSettings({ keyChanges: next });

  return (
    <>
      <SettingRow title={t('keys.preset')} more={t(`keys.presetMore.${keyPreset}`)}>
        {() => (
          <Select
            label={t('keys.preset')}
            value={keyPreset}
            options={keyPresets.map(preset => ({ value: preset, label: t(`keys.presets.${preset}`) }))}
            onChange={preset => void changeSettings({ keyPreset: preset as KeyPreset })}
          />
        )}
      </SettingRow>
      <SettingRow title={t('keys.resetAll')} more={t('keys.resetAllMore')}>
        {({ describedBy }) => (
          <Button aria-describedby={describedBy} disabled={Object.keys(keyChanges).length === 0} onClick={() => change({})}>
            {t('keys.resetAllButton')}
          </Button>
        )}
      </SettingRow>
      {isInBrowserTab() && <p className={styles['note']}>{t('keys.inTab')}</p>}
      <input
        type="search"
        className={styles['filter']}
        aria-label={t('keys.filter')}
        placeholder={t('keys.filter')}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
      {shown.length === 0 && <p className={styles['note']}>{t('keys.noneFound', { typed: typed.trim() })}</p>}
      {[...groups].map(([group, commands]) => (
        <section key={group} aria-label={t(`commandGroup.${group}`)}>
          <h4 className={groupStyles['group']}>{t(`commandGroup.${group}`)}</h4>
          <ul>
            {commands.map((command: Command) => (
              <KeyRow key={command.id} command={command} keys={keys} changes={keyChanges} onChange={change} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
