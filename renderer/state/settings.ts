import { create } from 'zustand';
import type { Settings } from '../../worker/protocol/settings.ts';
import { onEvent } from '../client/events.ts';
import { request } from '../client/request.ts';
import { notifyFailure } from './notices.ts';

/** Null until the worker has answered. */
export const useSettings = create<{ readonly settings: Settings | null }>()(() => ({ settings: null }));

export async function loadSettings(): Promise<void> {
  useSettings.setState({ settings: await request('settings.get', {}) });
}

/** Shown as changed only when it is stored. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  try {
    useSettings.setState({ settings: await request('settings.set', { change }) });
  } catch (error) {
    notifyFailure(error);
  }
}

/** For a component that names keys: it is drawn again when they are others. */
export function useKeyChoice(): void {
  useSettings(state => state.settings?.keyPreset);
  useSettings(state => state.settings?.keyChanges);
}

onEvent('settings.changed', settings => useSettings.setState({ settings }));
