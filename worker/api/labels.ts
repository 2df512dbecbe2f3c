import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { Change } from '../protocol/history.ts';
import type { Store } from '../store/store.ts';

export interface LabelApiNeeds {
  readonly write: Pick<Store['write'], 'addLabel' | 'changeLabel' | 'mergeLabel' | 'removeLabel'>;
  readonly clock: Clock;
  readonly announce: Pick<Announce, 'stateChanged' | 'subscriptions'>;
}

export function createLabelHandlers(needs: LabelApiNeeds): HandlersOf<'labels.add' | 'labels.change' | 'labels.merge' | 'labels.remove'> {
  const { write, clock, announce } = needs;

  async function told(writing: Promise<Change>, changesEntries: boolean): Promise<Change> {
    const change = await writing;
    if (change.count > 0) {
      if (changesEntries) announce.stateChanged(null);
      announce.subscriptions();
    }
    return change;
  }

  return {
    'labels.add': ({ name, color = null }) => told(write.addLabel(name, color, clock.now()), false),
    'labels.change': ({ labelId, change }) => told(write.changeLabel(labelId, change, clock.now()), false),
    'labels.merge': ({ labelId, intoId }) => told(write.mergeLabel(labelId, intoId, clock.now()), true),
    'labels.remove': ({ labelId }) => told(write.removeLabel(labelId, clock.now()), true),
  };
}
