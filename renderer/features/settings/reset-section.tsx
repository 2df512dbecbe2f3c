import { useState } from 'react';
import type { Settings } from '../../../worker/protocol/model.ts';
import type { SettingsSection } from '../../state/dialogs.ts';
import { allSettings } from '../../state/setting-list.ts';
import { useSettings } from '../../state/settings.ts';
import { changedOf, resetSettings, setSome, useSettingsPage } from '../../state/settings-page.ts';
import { Button } from '../../ui/button.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { t } from '../../words.ts';
import styles from './settings-dialog.module.css';

/** Sets a whole section back, and offers to take that back. Not there for a section without anything to set. */
export function ResetSection({ section }: { readonly section: SettingsSection }) {
  const settings = useSettings(state => state.settings);
  const defaults = useSettingsPage(state => state.defaults);
  const [said, setSaid] = useState<{ readonly text: string; readonly before: Partial<Settings> | null } | null>(null);
  const keys = allSettings.filter(setting => setting.section === section).flatMap(({ resets }) => resets);
  if (settings === null || defaults === null || keys.length === 0) return null;
  const name = t(`settings.${section}`);

  async function reset(): Promise<void> {
    const before = await resetSettings(keys);
    setSaid({ text: t('settings.resetSectionDone', { section: name }), before });
  }

  async function takeBack(before: Partial<Settings>): Promise<void> {
    await setSome(before);
    setSaid({ text: t('settings.resetUndone', { section: name }), before: null });
  }

  const before = said?.before ?? null;
  return (
    <div className={styles['reset']}>
      <Button disabled={changedOf(keys, settings, defaults).length === 0} onClick={() => void reset()}>
        {t('settings.resetSection')}
      </Button>
      <NoticeLine
        text={said?.text ?? null}
        action={before === null ? null : { label: t('notice.undo'), run: () => void takeBack(before) }}
      />
    </div>
  );
}
