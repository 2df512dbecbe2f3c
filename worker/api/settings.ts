import type { HandlersOf } from '../dispatch.ts';
import type { EventEmitter } from '../events.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';

type SettingsMethod = 'settings.get' | 'settings.set' | 'window.notes' | 'window.setNotes';

export interface SettingsApiNeeds {
  readonly store: Store;
  readonly events: EventEmitter;
  readonly scheduler: Pick<Scheduler, 'reconsider'>;
}

export function createSettingsHandlers({ store, events, scheduler }: SettingsApiNeeds): HandlersOf<SettingsMethod> {
  const { read, write } = store;
  return {
    'settings.get': () => read.settings(),
    async 'settings.set'({ change }) {
      const settings = await write.setSettings(change);
      events.emit('settings.changed', settings);
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
