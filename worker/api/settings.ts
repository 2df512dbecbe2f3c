import type { Announce } from '../announce.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { EventEmitter } from '../events.ts';
import type { Settings } from '../protocol/model.ts';
import type { KeepPlans } from '../refresh/plans.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';

type SettingsMethod = 'settings.get' | 'settings.set' | 'window.notes' | 'window.setNotes';

export interface SettingsApiNeeds {
  readonly store: Store;
  readonly events: EventEmitter;
  readonly scheduler: Pick<Scheduler, 'reconsider'>;
  readonly announce: Announce;
  readonly keepPlans: KeepPlans;
}

export function createSettingsHandlers({ store, events, scheduler, announce, keepPlans }: SettingsApiNeeds): HandlersOf<SettingsMethod> {
  const { read, write } = store;
  return {
    'settings.get': () => read.settings(),
    async 'settings.set'({ change }) {
      const movesPlans = change.pace !== undefined || change.refreshPaused !== undefined;
      const set = (): Promise<Settings> => write.setSettings(change);
      const settings = movesPlans ? await keepPlans(set) : await set();
      events.emit('settings.changed', settings);
      if (movesPlans) announce.subscriptions();
      scheduler.reconsider();
      return settings;
    },
    'window.notes': () => read.windowNotes(),
    async 'window.setNotes'({ notes }) {
      await write.setWindowNotes(notes);
      return null;
    },
  };
}
