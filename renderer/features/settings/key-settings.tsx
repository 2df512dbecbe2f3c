import { useState } from 'react';
import type { KeyChanges, KeyPreset, Settings } from '../../../worker/protocol/settings.ts';
import { isInBrowserTab } from '../../client/host.ts';
import { allCommands, type Command } from '../../commands/command-table.ts';
import { keyPresets } from '../../commands/key-presets.ts';
import { keysInForce } from '../../commands/keys-in-force.ts';
import { commandLabel, commandOtherWords } from '../../commands/words.ts';
import { changeSettings } from '../../state/settings.ts';
import { isLookedFor, useSettingRow, useSettingsPage } from '../../state/settings-page.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';
import { KeyRow } from './key-row.tsx';
import styles from './key-settings.module.css';
import { SettingGroup } from './setting-group.tsx';

/** Whose keys, and the keys of each command. */
export function KeySettings({ settings }: { readonly settings: Settings }) {
  const [typed, setTyped] = useState('');
  const preset = useSettingRow('key-preset');
  const own = useSettingRow('own-keys');
  const isFinding = useSettingsPage(state => state.found !== null);
  const { keyPreset, keyChanges } = settings;
  const keys = keysInForce(allCommands, keyPreset, keyChanges);
  const shown = allCommands.filter(({ id }) => isLookedFor(`${commandLabel(id)} ${commandOtherWords(id)}`, isFinding ? undefined : typed));
  const groups = Map.groupBy(shown, command => command.group);
  const change = (next: KeyChanges): void => void changeSettings({ keyChanges: next });

  return (
    <>
      <SettingRow {...preset} more={t(`keys.presetMore.${keyPreset}`)}>
        {() => (
          <Select
            label={preset.title}
            value={keyPreset}
            options={keyPresets.map(preset => ({ value: preset, label: t(`keys.presets.${preset}`) }))}
            onChange={preset => void changeSettings({ keyPreset: preset as KeyPreset })}
          />
        )}
      </SettingRow>
      <SettingRow {...own} reset={null} more={t('keys.resetAllMore')}>
        {({ describedBy }) => (
          <Button aria-describedby={describedBy} disabled={Object.keys(keyChanges).length === 0} onClick={() => change({})}>
            {t('keys.resetAllButton')}
          </Button>
        )}
      </SettingRow>
      {!isFinding && isInBrowserTab() && <p className={styles['note']}>{t('keys.inTab')}</p>}
      {!isFinding && (
        <input
          type="search"
          className={styles['filter']}
          aria-label={t('keys.filter')}
          placeholder={t('keys.filter')}
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
      )}
      {!isFinding && shown.length === 0 && <p className={styles['note']}>{t('keys.noneFound', { typed: typed.trim() })}</p>}
      {[...groups].map(([group, commands]) => (
        <section key={group} aria-label={t(`commandGroup.${group}`)}>
          <SettingGroup>{t(`commandGroup.${group}`)}</SettingGroup>
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
