import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { EventEmitter } from '../events.ts';
import { moveFloor } from '../refresh/plans.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';

type SettingsMethod = 'settings.get' | 'settings.set' | 'window.notes' | 'window.setNotes';

export interface SettingsApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: EventEmitter;
  readonly scheduler: Pick<Scheduler, 'reconsider'>;
}

export function createSettingsHandlers({ store, clock, events, scheduler }: SettingsApiNeeds): HandlersOf<SettingsMethod> {
  const { read, write } = store;
  return {
    'settings.get': () => read.settings(),
    async 'settings.set'({ change }) {
      const before = read.settings();
      const settings = await write.setSettings(change);
      if (settings.refreshMinutes !== before.refreshMinutes) {
        await moveFloor(store, before.refreshMinutes, settings.refreshMinutes, clock.now());
      }
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
