import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { EventEmitter } from '../events.ts';
import type { Change } from '../protocol/history.ts';
import type { KeepPlans } from '../refresh/plans.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';

export interface ChangeApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: EventEmitter;
  readonly announce: Announce;
  readonly scheduler: Pick<Scheduler, 'reconsider'>;
  readonly keepPlans: KeepPlans;
}

export function createChangeHandlers({
  store,
  clock,
  events,
  announce,
  scheduler,
  keepPlans,
}: ChangeApiNeeds): HandlersOf<'changes.list' | 'changes.undo' | 'changes.redo'> {
  /** What taking back or doing again has changed may be anything. */
  async function told<C extends Change>(writing: Promise<C | null>): Promise<C | null> {
    const change = await writing;
    if (change === null) return null;
    const settled = await store.write.settleFeeds(clock.now());
    announce.stateChanged(null);
    if (settled > 0 || change.kind === 'delete' || change.kind === 'retention') announce.removed(null);
    if (change.kind === 'import-archive') {
      announce.removed(null);
      events.emit('settings.changed', store.read.settings());
    }
    announce.subscriptions();
    // Subscriptions that came back may be due.
    scheduler.reconsider();
    return change;
  }

  return {
    'changes.list': ({ before, limit }) => store.read.changes(before, limit),
    'changes.undo': ({ changeId }) => told(keepPlans(() => store.write.undo(changeId, clock.now()))),
    'changes.redo': ({ changeId }) => told(store.write.redo(changeId, clock.now())),
  };
}
