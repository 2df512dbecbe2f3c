import { describe, expect, it } from 'vitest';
import { treeStep } from '../../../renderer/features/sidebar/tree-keys.ts';
import { flattenTree } from '../../../renderer/state/tree.ts';
import { folder, subscription, subscriptionTree } from '../state/subscription-tree.ts';

const tree = subscriptionTree([folder(1, 'Craft')], [subscription(1, 'Lab', 1), subscription(2, 'Loose')]);

function press(key: string, here: string, folded: readonly number[] = []) {
  const rows = flattenTree(tree, new Set(folded));
  return treeStep(key, here, ['all', 'unread', ...rows.map(row => row.key)], rows);
}

describe('the arrow keys in the sidebar', () => {
  it('go up and down through all that is in sight', () => {
    expect(press('ArrowDown', 'unread')).toEqual({ kind: 'go', key: 'folder:1' });
    expect(press('ArrowDown', 'folder:1', [1])).toEqual({ kind: 'go', key: 'feed:2' });
    expect(press('ArrowUp', 'folder:1')).toEqual({ kind: 'go', key: 'unread' });
    expect(press('ArrowUp', 'all')).toBeNull();
  });

  it('unfold a folder to the right, then go into it', () => {
    expect(press('ArrowRight', 'folder:1', [1])).toEqual({ kind: 'fold', folderId: 1, isFolded: false });
    expect(press('ArrowRight', 'folder:1')).toEqual({ kind: 'go', key: 'feed:1' });
  });

  it('go out of a folder to the left, then fold it', () => {
    expect(press('ArrowLeft', 'feed:1')).toEqual({ kind: 'go', key: 'folder:1' });
    expect(press('ArrowLeft', 'folder:1')).toEqual({ kind: 'fold', folderId: 1, isFolded: true });
  });

  it('leave every other key to the commands', () => {
    expect(press('j', 'all')).toBeNull();
  });
});
