import { describe, expect, it } from 'vitest';
import { flattenTree } from '../../../renderer/state/tree.ts';
import { unreadOf } from '../../../renderer/state/view.ts';
import { folder, subscription, subscriptionTree } from './subscription-tree.ts';

const tree = subscriptionTree(
  [folder(1, 'Craft'), folder(2, 'World'), folder(3, 'Compilers', 1)],
  [subscription(1, 'Loose', null, 1), subscription(2, 'Lab', 1, 4), subscription(3, 'Quiet', 3, 12), subscription(4, 'Ledger', 2, 160)],
);

function outline(folded: readonly number[] = []): string[] {
  return flattenTree(tree, new Set(folded)).map(row => `${'-'.repeat(row.level)}${row.key}`);
}

describe('flattenTree', () => {
  it('shows in each folder its folders first, then its feeds', () => {
    expect(outline()).toEqual(['-folder:1', '--folder:3', '---feed:3', '--feed:2', '-folder:2', '--feed:4', '-feed:1']);
  });

  it('leaves out what is in a folded folder', () => {
    expect(outline([1])).toEqual(['-folder:1', '-folder:2', '--feed:4', '-feed:1']);
  });

  it('counts in a folder what is unread in all folders within it', () => {
    const counts = flattenTree(tree, new Set([1])).flatMap(row => (row.kind === 'folder' ? [[row.folder.title, row.unread]] : []));
    expect(counts).toEqual([
      ['Craft', 16],
      ['World', 160],
    ]);
  });

  it('says of each row its place among its siblings', () => {
    const rows = flattenTree(tree, new Set());
    expect(rows.map(row => `${row.key} ${row.position}/${row.siblings}`)).toContain('feed:2 2/2');
  });

  it('shows at the top what hangs in a folder that is not there, and ends in a cycle of folders', () => {
    const damaged = subscriptionTree([folder(7, 'A', 8), folder(8, 'B', 7)], [subscription(1, 'Orphan', 99)]);
    expect(flattenTree(damaged, new Set()).map(row => row.key)).toEqual(['feed:1']);
  });
});

describe('unreadOf', () => {
  it('adds up the feeds of a folder and of the folders in it', () => {
    expect(unreadOf(tree, { kind: 'folder', folderId: 1 })).toBe(16);
  });

  it('has no number for Starred, which counts all its articles', () => {
    expect(unreadOf(tree, { kind: 'starred' })).toBeNull();
  });
});
