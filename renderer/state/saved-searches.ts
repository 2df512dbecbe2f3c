import { create } from 'zustand';
import type { SavedSearch } from '../../worker/protocol/entry-lists.ts';
import type { SavedSearchId } from '../../worker/protocol/ids.ts';
import { onEvent } from '../client/events.ts';
import { request } from '../client/request.ts';
import { t } from '../words.ts';
import { latest } from './latest.ts';
import { notify, notifyFailure } from './notices.ts';
import { undo } from './reading.ts';
import { useSearchBox } from './search-box.ts';

interface SavedSearchesState {
  readonly searches: readonly SavedSearch[];
  /** Unread articles that each finds; null: it is not understood any more. */
  readonly unread: ReadonlyMap<SavedSearchId, number | null>;
}

export const useSavedSearches = create<SavedSearchesState>()(() => ({ searches: [], unread: new Map() }));

/** During a refresh the counts would be asked for without end: a second between two times leaves the machine to others. */
const askEveryMs = 1000;

/** Settles when an answer not older than this call is shown. */
export const loadSavedSearches = latest(async () => {
  const searches = await request('searches.list', {});
  useSavedSearches.setState({ searches });
  if (searches.length === 0) return;
  const counts = await request('searches.counts', {});
  useSavedSearches.setState({ unread: new Map(counts.map(({ id, unread }) => [id, unread])) });
}, askEveryMs);

/** By its row in the sidebar. */
export function findSearch(key: string): SavedSearch | undefined {
  return useSavedSearches.getState().searches.find(({ id }) => key === `saved:${id}`);
}

/** Saves a search under a name; null as its id: a new one. False when that did not happen. */
export async function saveSearch(search: Omit<SavedSearch, 'id'>, id: SavedSearchId | null): Promise<boolean> {
  try {
    const { search: saved, change } = await request('searches.save', { ...search, id });
    if (useSearchBox.getState().text === search.query) useSearchBox.setState({ savedId: saved.id });
    if (change.count > 0) say(t('notice.searchSaved', { name: saved.name }), change.id);
    return true;
  } catch (error) {
    notifyFailure(error);
    return false;
  }
}

export async function deleteSearch({ id, name }: SavedSearch): Promise<void> {
  try {
    const change = await request('searches.remove', { id });
    if (useSearchBox.getState().savedId === id) useSearchBox.setState({ savedId: null });
    if (change.count > 0) say(t('notice.searchDeleted', { name }), change.id);
  } catch (error) {
    notifyFailure(error);
  }
}

function say(words: string, changeId: number): void {
  notify(words, { action: { label: t('notice.undo'), run: () => void undo(changeId) } });
}

// Whatever changes a count is announced by one of these.
const reload = (): void => void loadSavedSearches().catch(() => undefined);
onEvent('subscriptions.changed', reload);
onEvent('search.indexed', reload);
