import { expect, test } from 'vitest';
import { exportScope } from '../../../worker/opml/export-scope.ts';
import { sampleSubscription } from '../../helpers/article-window.ts';

const folder = (id: number, parentId: number | null) => ({
  id,
  parentId,
  title: `F${id}`,
  position: id,
  pace: null,
  isPaused: false,
  retention: null,
  fullText: null,
});
const feed = (feedId: number, folderId: number | null) => ({ ...sampleSubscription, feedId, folderId });

const tree = {
  folders: [folder(1, null), folder(2, 1), folder(3, 2), folder(4, null), folder(5, 6), folder(6, 5)],
  subscriptions: [feed(1, null), feed(2, 1), feed(3, 3), feed(4, 4), feed(5, 6)],
};

function idsOf(scope: Parameters<typeof exportScope>[1]) {
  const { title, folders, subscriptions } = exportScope(tree, scope);
  return { title, folders: folders.map(({ id }) => id), feeds: subscriptions.map(({ feedId }) => feedId) };
}

test('an export of everything holds everything', () => {
  expect(idsOf({ kind: 'all' })).toEqual({ title: 'Freshet subscriptions', folders: [1, 2, 3, 4, 5, 6], feeds: [1, 2, 3, 4, 5] });
});

test('that of a folder holds the folders in it, and is named for it', () => {
  expect(idsOf({ kind: 'folder', folderId: 1 })).toEqual({ title: 'F1', folders: [1, 2, 3], feeds: [2, 3] });
  expect(idsOf({ kind: 'folder', folderId: 2 })).toEqual({ title: 'F2', folders: [2, 3], feeds: [3] });
  expect(idsOf({ kind: 'folder', folderId: 5 })).toEqual({ title: 'F5', folders: [5, 6], feeds: [5] });
});

test('that of some feeds holds the folders they are in, and no other', () => {
  expect(idsOf({ kind: 'feeds', feedIds: [3, 1] })).toEqual({ title: 'Freshet subscriptions', folders: [1, 2, 3], feeds: [1, 3] });
});

test('what is no longer there is said to be so', () => {
  expect(() => exportScope(tree, { kind: 'folder', folderId: 9 })).toThrow(/no longer there/);
  expect(() => exportScope(tree, { kind: 'feeds', feedIds: [1, 9] })).toThrow(/still there/);
});
