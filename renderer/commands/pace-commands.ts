import { type PaceId, paceIds, paceOfId } from '../format/pace.ts';
import { useList } from '../state/list.ts';
import { useSubscriptions } from '../state/subscriptions.ts';
import { type Paced, pacedOf, setPace, setPaused } from '../state/updates.ts';
import type { ViewName } from '../state/view.ts';
import type { KeyName } from './keys.ts';

type PaceCommandId = 'toggle-pause' | 'pace-inherit' | `pace-${PaceId}`;

interface PaceCommand {
  readonly id: PaceCommandId;
  readonly group: 'feeds';
  readonly keys: readonly KeyName[];
  isEnabled(on?: ViewName): boolean;
  run(on?: ViewName): void;
}

/** How often a feed or folder is checked, and whether at all: of the one a menu was opened on, else of the one whose list is open. */
export const paceCommands: readonly PaceCommand[] = [
  command('toggle-pause', ['Shift+P'], paced => void setPaused(paced, !paced.isPaused)),
  command('pace-inherit', [], paced => void setPace(paced, null)),
  ...paceIds.map(id => command(`pace-${id}`, [], paced => void setPace(paced, paceOfId(id)))),
];

function command(id: PaceCommandId, keys: readonly KeyName[], change: (paced: Paced) => void): PaceCommand {
  const target = (on: ViewName = useList.getState().view): Paced | null => pacedOf(useSubscriptions.getState().tree, on);
  return {
    id,
    group: 'feeds',
    keys,
    isEnabled: on => target(on) !== null,
    run(on) {
      const paced = target(on);
      if (paced !== null) change(paced);
    },
  };
}
