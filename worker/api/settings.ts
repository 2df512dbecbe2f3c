import type { ProxyLogin } from '../access/proxy-login.ts';
import type { Announce } from '../announce.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { EventEmitter } from '../events.ts';
import type { Settings } from '../protocol/settings.ts';
import type { KeepPlans } from '../refresh/plans.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';

type SettingsMethod = 'settings.get' | 'settings.defaults' | 'settings.set' | 'window.notes' | 'window.setNotes';

export interface SettingsApiNeeds {
  readonly store: Store;
  readonly events: EventEmitter;
  readonly proxyLogin: Pick<ProxyLogin, 'fit'>;
  readonly onProxyChanged: () => Promise<void>;
  readonly scheduler: Pick<Scheduler, 'reconsider'>;
  readonly announce: Announce;
  readonly keepPlans: KeepPlans;
}

export function createSettingsHandlers(needs: SettingsApiNeeds): HandlersOf<SettingsMethod> {
  const { store, events, proxyLogin, onProxyChanged, scheduler, announce, keepPlans } = needs;
  const { read, write } = store;
  return {
    'settings.get': () => read.settings(),
    'settings.defaults': () => read.defaultSettings(),
    async 'settings.set'({ change }) {
      const movesPlans = change.pace !== undefined || change.refreshPaused !== undefined;
      const proxy = change.proxy === undefined ? {} : { proxy: await proxyLogin.fit(change.proxy) };
      const set = (): Promise<Settings> => write.setSettings({ ...change, ...proxy });
      const settings = movesPlans ? await keepPlans(set) : await set();
      events.emit('settings.changed', settings);
      if (movesPlans) announce.subscriptions();
      if (change.proxy !== undefined) await onProxyChanged();
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
