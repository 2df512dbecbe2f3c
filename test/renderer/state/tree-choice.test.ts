import { beforeEach, describe, expect, it } from 'vitest';
import { flattenTree } from '../../../renderer/state/tree.ts';
import { keepChosen, meantBy, useTreeChoice } from '../../../renderer/state/tree-choice.ts';
import { folder, subscription, subscriptionTree } from './subscription-tree.ts';

const tree = subscriptionTree(
  [folder(5, 'Walks'), folder(6, 'Coast', 5)],
  [subscription(1, 'Rivers', 5, 3), subscription(2, 'Cliffs', 6), subscription(3, 'Hills', null, 2)],
);
const look = { order: 'hand', filter: '', hidesRead: false, open: '' } as const;
const inSight = (folded: readonly number[], change: Partial<{ filter: string; hidesRead: boolean }> = {}) =>
  flattenTree(tree, new Set(folded), { ...look, ...change }).map(({ key }) => key);
const chosen = () => [...useTreeChoice.getState().keys];

beforeEach(() => useTreeChoice.setState({ keys: new Set(['feed:2', 'feed:3', 'folder:6']), anchor: 'feed:2', here: null }));

describe('rows that are chosen together', () => {
  it('are chosen no longer once their folder is closed', () => {
    keepChosen(inSight([5]));
    expect(chosen()).toEqual(['feed:3']);
    expect(useTreeChoice.getState().anchor).toBe('feed:3');
    keepChosen(inSight([]));
    expect(chosen()).toEqual(['feed:3']);
    expect(meantBy('feed:2')).toEqual(new Set(['feed:2']));
  });

  it('are chosen no longer when the filter, or hiding what is read, leaves them out', () => {
    keepChosen(inSight([], { filter: 'cliff' }));
    expect(chosen()).toEqual(['folder:6', 'feed:2']);
    keepChosen(inSight([], { hidesRead: true }));
    expect(chosen()).toEqual([]);
    expect(useTreeChoice.getState().anchor).toBeNull();
  });

  it('stay the same choice while all of them are in sight', () => {
    const before = useTreeChoice.getState();
    keepChosen(inSight([]));
    expect(useTreeChoice.getState()).toBe(before);
  });
});
