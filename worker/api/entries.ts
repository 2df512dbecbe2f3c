import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import { FeedError } from '../errors.ts';
import type { EntryMark, EntryQuery, EntryRow, EntryTarget } from '../protocol/entry-lists.ts';
import type { Change } from '../protocol/history.ts';
import type { EntryId } from '../protocol/ids.ts';
import type { Store } from '../store/store.ts';
import { createAskers } from './askers.ts';

type EntryMethod =
  | 'entries.open'
  | 'entries.page'
  | 'entries.countAll'
  | 'entries.countNew'
  | 'entries.findUnread'
  | 'entries.place'
  | 'entries.get'
  | 'entries.fate'
  | 'entries.setRead'
  | 'entries.setStarred'
  | 'entries.setLater'
  | 'entries.setLabel'
  | 'entries.changeMany'
  | 'entries.markAllRead'
  | 'entries.remove';

/** So many are changed at once; more go in slices. */
const fewEntries = 500;

export interface EntryApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly announce: Announce;
}

export function createEntryHandlers({ store, clock, announce }: EntryApiNeeds): HandlersOf<EntryMethod> {
  const { read, write, search } = store;
  const asking = createAskers();

  async function told(writing: Promise<{ readonly change: Change; readonly changed: readonly EntryRow[] | null }>): Promise<Change> {
    const { change, changed } = await writing;
    if (change.count > 0) {
      announce.stateChanged(changed);
      announce.counts();
    }
    return change;
  }

  async function changeMany(target: EntryTarget, mark: EntryMark): Promise<Change> {
    const chosen = 'query' in target && isSearch(target.query) ? { ids: await partOf(search, target) } : target;
    const { change, changed, removed } = await write.changeMany(chosen, mark, clock.now());
    if (change.count === 0) return change;
    if (mark.kind === 'removed') announce.removed(removed);
    else announce.stateChanged(changed);
    announce.subscriptions();
    return change;
  }

  /** The way to a place far into a list lets every other call go between. */
  async function reached(query: EntryQuery, index: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !read.approach(query, index)) await nextTurn();
    signal.throwIfAborted();
  }

  return {
    // Whatever comes next, an earlier search of the same asker is stopped.
    'entries.open': ({ view, anchorId, limit, asker }, call) =>
      asking(asker, call.signal, async signal =>
        view.scope.kind === 'search' ? search.open(view, anchorId, limit, signal) : read.openView(view, anchorId, limit),
      ),
    async 'entries.page'({ query, index, limit, after, before }, { signal }) {
      if (isSearch(query)) return search.page(query, index, limit);
      if (after === null && before === null) await reached(query, index, signal);
      return read.page(query, index, limit, after, before);
    },
    'entries.countAll'({ query, asker }, call) {
      if (!isSearch(query)) throw new FeedError('bad-request', 'Only a search is counted apart.');
      return asking(asker, call.signal, async signal => ({ total: await search.countAll(query, signal) }));
    },
    'entries.countNew': async ({ query }) => ({ count: isSearch(query) ? await search.countNew(query) : read.countNew(query) }),
    async 'entries.findUnread'({ query, index, direction }, { signal }) {
      if (isSearch(query)) return search.findUnread(query, index, direction);
      await reached(query, index, signal);
      return read.findUnread(query, index, direction);
    },
    'entries.place': ({ query, id }) => (isSearch(query) ? search.place(query, id) : read.place(query, id)),
    'entries.get'({ id }) {
      const entry = read.entry(id);
      if (entry === null) throw new FeedError('not-found-here', 'This article is not there any more.');
      return entry;
    },
    'entries.fate': ({ id }) => read.entryFate(id),
    'entries.setRead': ({ ids, isRead, cause }) => told(write.setRead(ids, isRead, cause, clock.now())),
    'entries.setStarred': ({ ids, isStarred }) => told(write.setStarred(ids, isStarred, clock.now())),
    'entries.setLater': ({ ids, isLater }) => told(write.setLater(ids, isLater, clock.now())),
    async 'entries.setLabel'({ target, label, isOn }) {
      if ('ids' in target && target.ids.length <= fewEntries) return told(write.setLabel(target, label, isOn, clock.now()));
      return changeMany(target, { kind: 'label', label, isOn });
    },
    'entries.changeMany': ({ target, mark }) => changeMany(target, mark),
    async 'entries.remove'({ ids }) {
      const { change, removed } = await write.removeEntries(ids, clock.now());
      if (removed.length > 0) {
        announce.removed(removed);
        announce.counts();
      }
      return change;
    },
    async 'entries.markAllRead'({ query, also = [] }) {
      const targets: EntryTarget[] = [];
      for (const each of [query, ...also]) targets.push(isSearch(each) ? { ids: await search.unreadIds(each) } : { query: each });
      const change = await write.markAllRead(targets, clock.now());
      if (change.count > 0) {
        announce.stateChanged(null);
        announce.counts();
      }
      return change;
    },
  };
}

/** Of a list that only its thread knows. */
async function partOf(search: Store['search'], target: Extract<EntryTarget, { readonly query: unknown }>): Promise<readonly EntryId[]> {
  const { query, from = null, to = null, except = [] } = target;
  const ids = await search.ids(query);
  const first = from === null ? 0 : ids.indexOf(from.id);
  const last = to === null ? ids.length - 1 : ids.indexOf(to.id);
  // A row that is not there any more bounds nothing: better too few than what was not meant.
  if (first === -1 || last === -1) return [];
  const isExcepted = new Set(except);
  return ids.slice(first, last + 1).filter(id => !isExcepted.has(id));
}

function isSearch(query: EntryQuery): boolean {
  return query.scope.kind === 'search';
}
