import type { EntryView, PlainScope } from '../../worker/protocol/entry-lists.ts';
import type { Store } from '../../worker/store/store.ts';
import { openTestStore } from './store.ts';

export function searchView(query: string, within: PlainScope | null = null, order: 'newest' | 'relevance' = 'newest'): EntryView {
  return { scope: { kind: 'search', query, order, within }, onlyUnread: false, order: 'newest' };
}

/** A store that tells when its index holds everything. */
export async function openIndexed(): Promise<{ readonly store: Store; readonly indexed: () => Promise<void> }> {
  let wake = () => {};
  let left = Number.NaN;
  const store = await openTestStore({
    onIndexed(count) {
      left = count;
      wake();
    },
  });
  return {
    store,
    async indexed() {
      left = Number.NaN;
      for (;;) {
        const answer = await store.search.open(searchView('anything'), null, 1);
        if (answer.search?.left === 0) return;
        if (left !== 0) await new Promise<void>(resolve => (wake = resolve));
      }
    },
  };
}
