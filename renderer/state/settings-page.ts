import { create } from 'zustand';
import type { Settings } from '../../worker/protocol/settings.ts';
import { request } from '../client/request.ts';
import { foldText } from '../format/fold-text.ts';
import { t } from '../words.ts';
import { setProxy } from './network.ts';
import { allSettings, findSetting, otherWords, type SettingId } from './setting-list.ts';
import { changeSettings, useSettings } from './settings.ts';

interface SettingsPageState {
  readonly typed: string;
  /** What fits what was typed; null while nothing is looked for. */
  readonly found: ReadonlySet<SettingId> | null;
  /** Those of a new profile; null until the worker has answered. */
  readonly defaults: Settings | null;
}

export const useSettingsPage = create<SettingsPageState>()(() => ({ typed: '', found: null, defaults: null }));

export async function loadDefaults(): Promise<void> {
  if (useSettingsPage.getState().defaults !== null) return;
  try {
    useSettingsPage.setState({ defaults: await request('settings.defaults', {}) });
  } catch {
    // Without them there is nothing to set back to, and no button for it.
  }
}

export function typeSetting(typed: string): void {
  const wanted = wordsOf(typed);
  const found = allSettings.filter(({ id, section, name, more, isHere }) => {
    if (!isHere()) return false;
    const { text } = foldText(`${name()} ${more()} ${otherWords(id)} ${t(`settings.${section}`)}`);
    return wanted.every(word => text.includes(word));
  });
  useSettingsPage.setState({ typed, found: wanted.length === 0 ? null : new Set(found.map(({ id }) => id)) });
}

/** Whether each word of what is looked for, on the whole page if nothing else is named, is in a text. */
export function isLookedFor(text: string, typed = useSettingsPage.getState().typed): boolean {
  const folded = foldText(text).text;
  return wordsOf(typed).every(word => folded.includes(word));
}

function wordsOf(typed: string): readonly string[] {
  return foldText(typed)
    .text.split(' ')
    .filter(word => word !== '');
}

/** What the row of a setting needs: whether what is looked for leaves it out, and its way back. */
export function useSettingRow(id: SettingId) {
  const isHidden = useSettingsPage(({ found }) => found !== null && !found.has(id));
  const defaults = useSettingsPage(state => state.defaults);
  const settings = useSettings(state => state.settings);
  const { name, resets } = findSetting(id);
  const title = name();
  const reset =
    settings === null || defaults === null || resets.length === 0
      ? null
      : {
          label: t('settings.reset', { name: title }),
          isUsual: changedOf(resets, settings, defaults).length === 0,
          onReset: () => void resetSettings(resets),
        };
  return { settingId: id, title, isHidden, reset };
}

/** Those of the keys that are not as in a new profile. */
export function changedOf(keys: readonly (keyof Settings)[], settings: Settings, defaults: Settings): readonly (keyof Settings)[] {
  return keys.filter(key => JSON.stringify(settings[key]) !== JSON.stringify(defaults[key]) && !isUnasked(key, settings));
}

/** No to notifications is what they are without a word. */
function isUnasked(key: keyof Settings, settings: Settings): boolean {
  return key === 'notifications' && settings.notifications !== true;
}

/** @returns what was set before, to take it back */
export async function resetSettings(keys: readonly (keyof Settings)[]): Promise<Partial<Settings>> {
  const { defaults } = useSettingsPage.getState();
  const { settings } = useSettings.getState();
  if (defaults === null || settings === null) return {};
  const changed = changedOf(keys, settings, defaults);
  await setSome(pick(defaults, changed));
  return pick(settings, changed);
}

/** A proxy is more than its setting: what it leads to is asked for anew. */
export async function setSome({ proxy, ...change }: Partial<Settings>): Promise<void> {
  if (Object.keys(change).length > 0) await changeSettings(change);
  if (proxy !== undefined) await setProxy(proxy);
}

function pick(settings: Settings, keys: readonly (keyof Settings)[]): Partial<Settings> {
  return Object.fromEntries(keys.map(key => [key, settings[key]]));
}
