import type { Change } from '../protocol/history.ts';
import type { ChangeId, Milliseconds } from '../protocol/ids.ts';
import type { Store } from '../store/store.ts';

const slice = 200;

/**
 * Removes what is kept no longer, of one feed after the other, in short transactions that let everything else go first.
 * One change for all of it.
 */
export async function cleanUp(needs: {
  readonly store: Store;
  readonly at: Milliseconds;
  /** Settles when the next slice may be done; false: no more. */
  readonly mayGoOn: () => Promise<boolean>;
}): Promise<Change> {
  const { store, at, mayGoOn } = needs;
  let changeId: ChangeId | null = null;
  let count = 0;
  for (const feed of store.read.retention()) {
    if (!(await mayGoOn())) break;
    for (let isDone = store.read.oldEntries(feed, at).count === 0; !isDone; ) {
      const removed = await store.write.removeOld(feed.feedId, changeId, at, slice);
      ({ changeId } = removed);
      count += removed.count;
      isDone = removed.isDone || !(await mayGoOn());
    }
  }
  return { id: changeId ?? 0, kind: 'retention', count };
}
