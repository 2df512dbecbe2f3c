import { describe, expect, it } from 'vitest';
import { flattenTree } from '../../../renderer/state/tree.ts';
import { movable, moveTo, placeAt, stepOf } from '../../../renderer/state/tree-moves.ts';
import { folder, subscription, subscriptionTree } from './subscription-tree.ts';

const tree = subscriptionTree(
  [folder(1, 'Craft'), folder(2, 'World'), folder(3, 'Compilers', 1)],
  [subscription(1, 'Loose'), subscription(2, 'Lab', 1), subscription(3, 'Quiet', 3), subscription(4, 'Other')],
);
const rows = flattenTree(tree, new Set());
const row = (key: string) => rows.find(each => each.key === key) ?? expect.fail(key);
const feeds = { feedIds: [1], folderIds: [] };
const folders = { feedIds: [], folderIds: [2] };

describe('what moves in the tree', () => {
  it('is each row once: what is in a folder that moves goes with it', () => {
    expect(movable(tree, new Set(['folder:1', 'feed:2', 'feed:3', 'feed:4']))).toEqual({ feedIds: [4], folderIds: [1] });
  });

  it('is never a folder into itself or what is in it', () => {
    expect(moveTo(tree, new Set(['folder:1']), { into: 3, before: null })).toBeNull();
    expect(moveTo(tree, new Set(['folder:3']), { into: null, before: 'folder:1' })).toMatchObject({ into: null, beforeFolderId: 1 });
  });

  it('goes by one step among its own kind, and not beyond', () => {
    expect(stepOf(tree, 'feed:1', 1)).toMatchObject({ feedIds: [1], beforeFeedId: null, into: null });
    expect(stepOf(tree, 'feed:4', -1)).toMatchObject({ beforeFeedId: 1 });
    expect(stepOf(tree, 'feed:1', -1)).toBeNull();
    expect(stepOf(tree, 'folder:3', 1)).toBeNull();
  });
});

describe('where a point of a row stands for', () => {
  it('is beside a feed, and inside a folder wherever a feed is held over it', () => {
    expect(placeAt(tree, rows, row('feed:1'), 0.2, feeds, true)).toEqual({ place: { into: null, before: 'feed:1' }, mark: 'before' });
    expect(placeAt(tree, rows, row('feed:1'), 0.8, feeds, true)).toEqual({ place: { into: null, before: 'feed:4' }, mark: 'after' });
    expect(placeAt(tree, rows, row('folder:1'), 0.1, feeds, true)).toEqual({ place: { into: 1, before: null }, mark: 'inside' });
  });

  it('is before a folder for another one, at its edge', () => {
    expect(placeAt(tree, rows, row('folder:1'), 0.1, folders, true)).toEqual({ place: { into: null, before: 'folder:1' }, mark: 'before' });
    expect(placeAt(tree, rows, row('folder:1'), 0.5, folders, true)).toMatchObject({ mark: 'inside' });
  });

  it('is a folder only, where another order than by hand holds', () => {
    expect(placeAt(tree, rows, row('feed:2'), 0.1, feeds, false)).toEqual({ place: { into: 1, before: null }, mark: 'beside' });
  });
});

describe('the tree as it is looked at', () => {
  const keys = (look: Partial<Parameters<typeof flattenTree>[2]>) =>
    flattenTree(tree, new Set([1]), { order: 'hand', filter: '', hidesRead: false, open: '', ...look }).map(each => each.key);

  it('shows by a filter what is named so, in folders that are unfolded for it', () => {
    expect(keys({ filter: 'QUÍET' })).toEqual(['folder:1', 'folder:3', 'feed:3']);
    expect(keys({ filter: 'craft' })).toEqual(['folder:1', 'folder:3', 'feed:3', 'feed:2']);
    expect(keys({ filter: 'nothing' })).toEqual([]);
  });

  it('hides what has nothing unread, but not what is open', () => {
    expect(keys({ hidesRead: true, open: 'feed:4' })).toEqual(['feed:4']);
  });

  it('is ordered by title where that is chosen', () => {
    expect(keys({ order: 'title' })).toEqual(['folder:1', 'folder:2', 'feed:1', 'feed:4']);
  });
});
