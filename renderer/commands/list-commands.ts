import { optionsOf, useList } from '../state/list.ts';
import { setViewOptions } from '../state/navigation.ts';
import { canGoByFeed } from '../state/view.ts';

/** A search has an order of its own. */
const hasOrder = (): boolean => useList.getState().view.kind !== 'search';
const canGroup = (): boolean => canGoByFeed(useList.getState().view);

function toggleByFeed(): void {
  const { byFeed } = optionsOf(useList.getState(), useList.getState().view);
  void setViewOptions({ byFeed: !byFeed });
}

/** In which order the open list is. */
export const listCommands = [
  { id: 'newest-first', group: 'views', keys: [], isEnabled: hasOrder, run: () => void setViewOptions({ order: 'newest' }) },
  { id: 'oldest-first', group: 'views', keys: [], isEnabled: hasOrder, run: () => void setViewOptions({ order: 'oldest' }) },
  { id: 'group-by-feed', group: 'views', keys: [], isEnabled: canGroup, run: toggleByFeed },
] as const;
