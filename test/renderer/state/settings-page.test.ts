import { beforeEach, expect, test } from 'vitest';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { sampleSettings } from '../../helpers/article-window.ts';
import { installFakeBridge } from './fake-bridge.ts';

const bridge = installFakeBridge();
const { allSettings } = await import('../../../renderer/state/setting-list.ts');
const { useSettings } = await import('../../../renderer/state/settings.ts');
const { changedOf, loadDefaults, resetSettings, setSome, typeSetting, useSettingsPage } = await import(
  '../../../renderer/state/settings-page.ts'
);

const found = (typed: string): readonly string[] => {
  typeSetting(typed);
  return [...(useSettingsPage.getState().found ?? [])];
};

let stored: Settings;

beforeEach(async () => {
  stored = { ...sampleSettings, theme: 'dark', pace: { kind: 'by-hand' }, notifications: false };
  useSettings.setState({ settings: stored });
  bridge.calls.length = 0;
  bridge.answers = {
    'settings.defaults': () => ({ ...sampleSettings, theme: 'system', notifications: null }),
    'settings.set': ({ change }) => {
      stored = { ...stored, ...change };
      return stored;
    },
  };
  await loadDefaults();
});

test('finds settings by their names, explanations, other words and sections', () => {
  expect(found('typeface')).toEqual(['article-face']);
  expect(found('dark mode')).toEqual(['theme']);
  expect(found('keyring')).toEqual([]);
  expect(found('APPEARANCE')).toContain('density');
  expect(found('Vacuum')).toEqual(['compact']);
  expect(found('proxy')).toContain('proxy');
});

test('finds nothing that is not there, and all again when nothing is looked for', () => {
  // A browser tab starts at no login.
  expect(found('autostart')).toEqual([]);
  expect(found('quasar')).toEqual([]);
  typeSetting('  ');
  expect(useSettingsPage.getState().found).toBeNull();
});

test('sets back only what was changed, and says what it was', async () => {
  const before = await resetSettings(['theme', 'pace', 'listDensity']);
  expect(before).toEqual({ theme: 'dark', pace: { kind: 'by-hand' } });
  expect(bridge.calls).toEqual([{ method: 'settings.set', params: { change: { theme: 'system', pace: { kind: 'adaptive' } } } }]);
  await setSome(before);
  expect(stored).toMatchObject({ theme: 'dark', pace: { kind: 'by-hand' } });
});

test('takes no to notifications for what they are by themselves', () => {
  const { defaults } = useSettingsPage.getState();
  if (defaults === null) throw new Error('There are no defaults.');
  expect(changedOf(['notifications'], stored, defaults)).toEqual([]);
  expect(changedOf(['notifications'], { ...stored, notifications: true }, defaults)).toEqual(['notifications']);
});

test('names each setting once', () => {
  expect(new Set(allSettings.map(({ id }) => id)).size).toBe(allSettings.length);
});
