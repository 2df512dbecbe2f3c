import { describe, expect, it } from 'vitest';
import type { FeedId, FolderId } from '../../../worker/protocol/ids.ts';
import type { TreeMove } from '../../../worker/protocol/tree.ts';
import type { Store } from '../../../worker/store/store.ts';
import { now, openTestStore } from '../../helpers/store.ts';

const nowhere: TreeMove = { feedIds: [], folderIds: [], into: null, beforeFeedId: null, beforeFolderId: null };

/** A store with feeds by their names; `Tech/a` is in a folder. */
async function storeWith(...paths: readonly string[]) {
  const store = await openTestStore();
  const outlines = paths.map(path => {
    const parts = path.split('/');
    return { feedUrl: `https://${parts.at(-1)}.example/`, title: parts.at(-1) ?? '', siteUrl: null, path: parts.slice(0, -1) };
  });
  await store.write.importOutlines(outlines, 'all', now);
  return store;
}

function feed(store: Store, title: string): FeedId {
  return store.read.subscriptions(now).subscriptions.find(each => each.title === title)?.feedId ?? 0;
}

function folder(store: Store, title: string): FolderId {
  return store.read.subscriptions(now).folders.find(each => each.title === title)?.id ?? 0;
}

/** Paths of folders (with a slash behind) and feeds, folders first, each level in its order. */
function shape(store: Store): readonly string[] {
  const { folders, subscriptions } = store.read.subscriptions(now);
  const within = (parent: FolderId | null, path: string): string[] => [
    ...folders
      .filter(each => each.parentId === parent)
      .toSorted((one, other) => one.position - other.position)
      .flatMap(each => [`${path}${each.title}/`, ...within(each.id, `${path}${each.title}/`)]),
    ...subscriptions.filter(each => each.folderId === parent).map(each => `${path}${each.title}`),
  ];
  return within(null, '');
}

describe('a move in the tree', () => {
  it('puts feeds before another one, in one change that can be taken back', async () => {
    const store = await storeWith('a', 'b', 'c', 'd');
    const { change } = await store.write.moveInTree(
      { ...nowhere, feedIds: [feed(store, 'd'), feed(store, 'c')], beforeFeedId: feed(store, 'b') },
      now,
    );
    expect(change).toMatchObject({ kind: 'move', count: 2 });
    expect(shape(store)).toEqual(['a', 'd', 'c', 'b']);
    expect(store.read.changes(null, 1).records[0]).toMatchObject({ kind: 'move', count: 2, standing: 'stands' });
    expect(await store.write.undo(null, now)).toMatchObject({ kind: 'move' });
    expect(shape(store)).toEqual(['a', 'b', 'c', 'd']);
    expect(await store.write.redo(null, now)).toMatchObject({ kind: 'move' });
    expect(shape(store)).toEqual(['a', 'd', 'c', 'b']);
  });

  it('brings feeds and folders into a folder as its last, and out to the top', async () => {
    const store = await storeWith('F/x', 'G/y', 'a');
    await store.write.moveInTree(
      { ...nowhere, feedIds: [feed(store, 'a')], folderIds: [folder(store, 'G')], into: { id: folder(store, 'F') } },
      now,
    );
    expect(shape(store)).toEqual(['F/', 'F/G/', 'F/G/y', 'F/x', 'F/a']);
    await store.write.moveInTree({ ...nowhere, folderIds: [folder(store, 'G')], beforeFolderId: folder(store, 'F') }, now);
    expect(shape(store)).toEqual(['G/', 'G/y', 'F/', 'F/x', 'F/a']);
    await store.write.undo(null, now);
    await store.write.undo(null, now);
    expect(shape(store)).toEqual(['F/', 'F/x', 'G/', 'G/y', 'a']);
  });

  it('names in the history what was moved, not what made room', async () => {
    const store = await storeWith('a', 'b', 'c', 'd');
    await store.write.moveInTree({ ...nowhere, feedIds: [feed(store, 'd')], beforeFeedId: feed(store, 'a') }, now);
    expect(store.read.changes(null, 1).records[0]?.subjects).toEqual(['d']);
  });

  it('of the last feed takes its folder along, and brings it back when it is taken back', async () => {
    const store = await storeWith('F/x', 'a');
    await store.write.moveInTree({ ...nowhere, feedIds: [feed(store, 'x')] }, now);
    expect(shape(store)).toEqual(['a', 'x']);
    await store.write.undo(null, now);
    expect(shape(store)).toEqual(['F/', 'F/x', 'a']);
  });

  it('makes a folder for feeds, which goes when the move is taken back', async () => {
    const store = await storeWith('a', 'b');
    const { folderId } = await store.write.moveInTree(
      { ...nowhere, feedIds: [feed(store, 'a')], into: { title: 'New', parentId: null } },
      now,
    );
    expect(folderId).toBe(folder(store, 'New'));
    expect(shape(store)).toEqual(['New/', 'New/a', 'b']);
    await store.write.undo(null, now);
    expect(shape(store)).toEqual(['a', 'b']);
    await store.write.redo(null, now);
    expect(shape(store)).toEqual(['New/', 'New/a', 'b']);
  });

  it('changes nothing where all is so already', async () => {
    const store = await storeWith('a', 'b');
    expect((await store.write.moveInTree({ ...nowhere, feedIds: [feed(store, 'a')], beforeFeedId: feed(store, 'b') }, now)).change).toEqual(
      {
        id: 0,
        kind: 'move',
        count: 0,
      },
    );
    expect(store.read.changes(null, 10).records.map(({ kind }) => kind)).toEqual(['import']);
  });

  it('is refused for a folder into itself, and deeper than eight', async () => {
    const store = await storeWith('F/G/x', '1/2/3/4/5/6/7/y');
    await expect(
      store.write.moveInTree({ ...nowhere, folderIds: [folder(store, 'F')], into: { id: folder(store, 'G') } }, now),
    ).rejects.toMatchObject({ code: 'bad-request' });
    await expect(
      store.write.moveInTree({ ...nowhere, folderIds: [folder(store, 'F')], into: { id: folder(store, '7') } }, now),
    ).rejects.toMatchObject({ code: 'bad-request', message: 'Folders can be 8 deep at most. Choose one further up.' });
    expect(shape(store)).toHaveLength(11);
  });
});

describe('a folder that the user made', () => {
  it('is there without a feed, until it is deleted or its making is taken back', async () => {
    const store = await storeWith('a');
    const { change, folderId } = await store.write.moveInTree({ ...nowhere, into: { title: 'Empty', parentId: null } }, now);
    expect(change).toMatchObject({ kind: 'add-folder', count: 1 });
    expect(shape(store)).toEqual(['Empty/', 'a']);
    expect((await store.write.moveInTree({ ...nowhere, into: { title: 'Empty', parentId: null } }, now)).change.count).toBe(0);
    await store.write.moveInTree({ ...nowhere, feedIds: [feed(store, 'a')], into: { id: folderId ?? 0 } }, now);
    await store.write.moveInTree({ ...nowhere, feedIds: [feed(store, 'a')] }, now);
    expect(shape(store)).toEqual(['Empty/', 'a']);
    await store.write.undo(change.id, now);
    expect(shape(store)).toEqual(['a']);
  });

  it('goes with the feeds in it that are unsubscribed with it, and comes back with them', async () => {
    const store = await storeWith('a');
    const { folderId } = await store.write.moveInTree(
      { ...nowhere, feedIds: [feed(store, 'a')], into: { title: 'M', parentId: null } },
      now,
    );
    await store.write.removeSubscriptions([feed(store, 'a')], now, false, [folderId ?? 0]);
    expect(shape(store)).toEqual([]);
    await store.write.undo(null, now);
    expect(shape(store)).toEqual(['M/', 'M/a']);
  });
});
