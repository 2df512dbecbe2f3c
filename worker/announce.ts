import type { EventEmitter } from './events.ts';
import { mostStateChanges } from './events-merge.ts';
import type { EntryRow } from './protocol/entry-lists.ts';
import type { EntryId, FeedId } from './protocol/ids.ts';
import type { ReadStore } from './store/store.ts';

/** Tells the windows what a commit has changed. */
export interface Announce {
  arrived(feedId: FeedId, added: number): void;
  /** `null`: too many to list, or unknown which. */
  stateChanged(changed: readonly ChangedEntry[] | null): void;
  /** `null`: too many to list, or some came back. */
  removed(ids: readonly EntryId[] | null): void;
  subscriptions(): void;
  /** Like `subscriptions`, where only the state of entries changed. */
  counts(): void;
}

type ChangedEntry = Pick<EntryRow, 'id' | 'isRead' | 'isStarred' | 'isLater' | 'labelIds'>;

export function createAnnounce(events: EventEmitter, read: Pick<ReadStore, 'unreadTotal'>): Announce {
  /** A store that cannot be read fails the tick, which tells of it; it must not end the process from here. */
  function unreadOrNull(): number | null {
    try {
      return read.unreadTotal();
    } catch {
      return null;
    }
  }

  function changed(countsOnly: boolean): void {
    const unread = unreadOrNull();
    if (unread !== null) events.emit('subscriptions.changed', { unread, countsOnly });
  }

  return {
    arrived: (feedId, added) => events.emit('entries.arrived', { feedIds: [feedId], added }),
    stateChanged(changed) {
      const isListed = changed !== null && changed.length <= mostStateChanges;
      const changes = isListed
        ? changed.map(({ id, isRead, isStarred, isLater, labelIds }) => ({ id, isRead, isStarred, isLater, labelIds }))
        : null;
      events.emit('entries.stateChanged', { changes });
    },
    removed: ids => events.emit('entries.removed', { ids: ids !== null && ids.length <= mostStateChanges ? ids : null }),
    subscriptions: () => changed(false),
    counts: () => changed(true),
  };
}
