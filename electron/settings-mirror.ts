import type { WorkerHost } from '../worker/host/worker-host.ts';
import type { Settings } from '../worker/protocol/settings.ts';

/** The settings as the worker last said them, for duties that cannot wait for an answer (tray, close button, notifications). */
export function createSettingsMirror(worker: Pick<WorkerHost, 'request' | 'onEvent' | 'onHealth'>, onChange: () => void) {
  let settings: Settings | null = null;
  let changes = 0;
  const take = (next: Settings) => {
    settings = next;
    onChange();
  };
  async function ask(): Promise<void> {
    const before = changes;
    const outcome = await worker.request('settings.get', {});
    // An event that came in the same turn is newer, but is heard before this goes on.
    if (outcome.ok && changes === before) take(outcome.result);
  }
  worker.onEvent(event => {
    if (event.name !== 'settings.changed') return;
    changes += 1;
    take(event.payload);
  });
  worker.onHealth(health => {
    if (health.state === 'ready') void ask();
  });
  return {
    current: () => settings,
    async change(change: Partial<Settings>): Promise<void> {
      const outcome = await worker.request('settings.set', { change });
      if (outcome.ok) take(outcome.result);
    },
  };
}
