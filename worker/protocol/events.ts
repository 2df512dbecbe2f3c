import type { EntryRow } from './entry-lists.ts';
import type { ChangeId, EntryId, FeedId } from './ids.ts';
import type { RefreshState } from './refresh.ts';
import type { Settings } from './settings.ts';

/**
 * Everything the worker announces without being asked. Events announce state and never steer:
 * whoever hears one asks again for what it shows. Merged at the source to at most ten a second each.
 */
export interface Events {
  /** Entries were stored or rewritten in these feeds. */
  'entries.arrived': { readonly feedIds: readonly FeedId[]; readonly added: number };
  /** What the user made of entries changed; `null` when too many to list (more than 500): ask again. */
  'entries.stateChanged': {
    readonly changes: readonly Pick<EntryRow, 'id' | 'isRead' | 'isStarred' | 'isLater' | 'labelIds'>[] | null;
  };
  /** Entries were removed from all lists; null: many, or some that were removed came back: lists hold others than before. */
  'entries.removed': { readonly ids: readonly EntryId[] | null };
  /** How far work on many entries is, once it takes longer than a moment. Null: it is over. */
  'entries.progress': { readonly progress: { readonly done: number; readonly total: number } | null };
  /** The full-text index has grown; about so many entries are not in it yet. */
  'search.indexed': { readonly left: number };
  /** The daily clean-up has removed old articles by itself. */
  'retention.done': { readonly changeId: ChangeId; readonly count: number };
  /** Folders, subscriptions, labels, counts, icons or failures changed; `countsOnly`: no more than `subscriptions.counts` answers. */
  'subscriptions.changed': { readonly unread: number; readonly countsOnly: boolean };
  'refresh.progress': RefreshState;
  /** At the end of a refresh: what may be notified about (no first fetch, nothing older than 7 days). Never sent with total 0. */
  'refresh.news': {
    readonly total: number;
    /** The newest, at most three. Titles are plain text. */
    readonly newest: readonly { readonly id: EntryId; readonly feedId: FeedId; readonly title: string; readonly feedTitle: string }[];
  };
  'settings.changed': Settings;
  /** Looking deeper (`feeds.find`) is about to ask this address, the `tried`-th of `total`. */
  'discover.progress': { readonly address: string; readonly tried: number; readonly total: number };
  /** One turn of the timer is over. */
  'worker.tick': {
    readonly tick: number;
    readonly due: number;
    readonly failedByUs: boolean;
    readonly nextTickAt: number | null;
  };
  /** Ten ticks in a row failed by our own fault: from now on it tries seldom, or by `worker.resumeTimer`. Null: it goes on as it should. */
  'worker.timerStopped': { readonly reason: string | null };
}

export type EventName = keyof Events;
export type WorkerEvent = { [E in EventName]: { readonly name: E; readonly payload: Events[E] } }[EventName];
