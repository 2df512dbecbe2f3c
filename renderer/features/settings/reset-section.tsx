import { useState } from 'react';
import type { SettingsSection } from '../../state/dialogs.ts';
import { resetHostSettings, useHostSettings } from '../../state/host-settings.ts';
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
  const [said, setSaid] = useState<{ readonly text: string; readonly takeBack: (() => Promise<void>) | null } | null>(null);
  const hasClaims = useHostSettings(state => state.opensAtLogin === true || state.takesFeedLinks === true);
  const keys = allSettings.filter(setting => setting.section === section).flatMap(({ resets }) => resets);
  if (settings === null || defaults === null || keys.length === 0) return null;
  const name = t(`settings.${section}`);

  async function reset(): Promise<void> {
    const before = await resetSettings(keys);
    const claim = section === 'general' ? await resetHostSettings() : null;
    const takeBack = async (): Promise<void> => {
      await setSome(before);
      await claim?.();
      setSaid({ text: t('settings.resetUndone', { section: name }), takeBack: null });
    };
    setSaid({ text: t('settings.resetSectionDone', { section: name }), takeBack });
  }

  const takeBack = said?.takeBack ?? null;
  const isUsual = changedOf(keys, settings, defaults).length === 0 && !(section === 'general' && hasClaims);
  return (
    <div className={styles['reset']}>
      <Button disabled={isUsual} onClick={() => void reset()}>
        {t('settings.resetSection')}
      </Button>
      <NoticeLine text={said?.text ?? null} action={takeBack === null ? null : { label: t('notice.undo'), run: () => void takeBack() }} />
    </div>
  );
}
