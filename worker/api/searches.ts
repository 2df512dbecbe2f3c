import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { PlainScope } from '../protocol/entry-lists.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { Store } from '../store/store.ts';

type SearchMethod = 'searches.list' | 'searches.counts' | 'searches.save' | 'searches.remove';

export interface SearchApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly announce: Announce;
}

export function createSearchHandlers({ store, clock, announce }: SearchApiNeeds): HandlersOf<SearchMethod> {
  const { read, write, search } = store;
  return {
    'searches.list': () => read.savedSearches(),
    async 'searches.counts'(_params, { signal }) {
      const today = startOfDay(clock.now());
      const counts: { readonly id: number; readonly unread: number | null }[] = [];
      // One after the other: a question of the user's gets in between.
      for (const { id, query, order, within } of read.savedSearches()) {
        if (signal.aborted) break;
        const scope = { kind: 'search', query, order, within: ofToday(within, today) } as const;
        counts.push({ id, unread: await search.countUnread({ scope, onlyUnread: false, order: 'newest' }, signal) });
      }
      return counts;
    },
    async 'searches.save'({ id, ...contents }) {
      const saved = await write.saveSearch(id, contents, clock.now());
      announce.subscriptions();
      return saved;
    },
    async 'searches.remove'({ id }) {
      const change = await write.removeSearch(id, clock.now());
      announce.subscriptions();
      return change;
    },
  };
}

function ofToday(within: PlainScope | null, from: Milliseconds): PlainScope | null {
  return within?.kind === 'today' ? { kind: 'today', from } : within;
}

function startOfDay(at: Milliseconds): Milliseconds {
  return new Date(at).setHours(0, 0, 0, 0);
}
