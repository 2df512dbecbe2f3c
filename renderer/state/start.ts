import type { Subscription, SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import { onEvent } from '../client/events.ts';
import { RequestError, request } from '../client/request.ts';
import { followDays } from './day-change.ts';
import { loadEntry } from './entry.ts';
import { takeHandedOver } from './hand-over.ts';
import { loadHealth, loadTimerState } from './health.ts';
import { loadHostSettings } from './host-settings.ts';
import { keepNotes } from './keep-notes.ts';
import { useLayout } from './layout.ts';
import { openView, recheckList, useList } from './list.ts';
import { reopenInPlace, reselect } from './navigation.ts';
import { usePaletteMemory } from './palette.ts';
import { setSpeed } from './player.ts';
import { openEntryById } from './reading.ts';
import { restoreReadingScroll } from './reading-pane.ts';
import { restoreReadingPlaces } from './reading-places.ts';
import { loadRefreshState } from './refresh.ts';
import { proposeCleanUp, tellOfCleanUp } from './retention.ts';
import { loadSavedSearches } from './saved-searches.ts';
import { useSelection } from './selection.ts';
import { loadSettings } from './settings.ts';
import { loadSubscriptions, useSubscriptions } from './subscriptions.ts';
import { viewExists } from './view.ts';
import { type Notes, readNotes } from './window-notes.ts';

/** Brings the window to life: asks the worker for everything, now and each time it is ready again. Settles when the first list is there, or could not be had. */
export function startReader(): Promise<void> {
  // Also said anew when the way to the host was broken for a while: events may have been missed.
  onEvent('host.health', health => {
    if (health.state === 'ready') void load();
  });
  useSubscriptions.subscribe(({ tree }, before) => {
    if (before.tree === null || tree === null) return;
    if (hasOtherFeeds(before.tree, tree) || !viewExists(tree, useList.getState().view)) void reopenInPlace();
  });
  followDays();
  onEvent('host.openEntry', ({ entryId }) => void openEntryById(entryId));
  takeHandedOver();
  loadHostSettings();
  // The first calls wait in the host for the worker; when it cannot start, they fail and its health says why.
  void loadHealth().catch(() => undefined);
  return load();
}

/** A feed came, went or changed the views that it is in, here or elsewhere: the open list is not the same list any more. */
function hasOtherFeeds(before: SubscriptionTree, after: SubscriptionTree): boolean {
  if (before.subscriptions === after.subscriptions) return false;
  const place = (subscription: Subscription): string => `${subscription.feedId}/${subscription.folderId}/${subscription.isApart}`;
  const places = new Set(before.subscriptions.map(place));
  return before.subscriptions.length !== after.subscriptions.length || after.subscriptions.some(feed => !places.has(place(feed)));
}

/** The window shows what it showed when it was closed. */
let isRestored = false;
let loading: Promise<void> | null = null;

function load(): Promise<void> {
  loading ??= (isRestored ? loadAgain() : loadFirst())
    .catch((error: unknown) => {
      if (!(error instanceof RequestError)) throw error;
    })
    .finally(() => {
      loading = null;
    });
  return loading;
}

async function loadFirst(): Promise<void> {
  await Promise.all([loadFirstList(), loadRefreshState(), loadTimerState()]);
  // Their counts may take longer than the first list.
  void loadSavedSearches().catch(() => undefined);
  void tellOfCleanUp()
    .then(proposeCleanUp)
    .catch(() => undefined);
  isRestored = true;
  keepNotes();
}

/** Waits for nothing that the list does not need. */
async function loadFirstList(): Promise<void> {
  const { view: viewAtStart } = useList.getState();
  const [notes] = await Promise.all([request('window.notes', {}), loadSettings(), loadSubscriptions()]);
  const hasGoneOn = useList.getState().view !== viewAtStart || useSelection.getState().openId !== null;
  await restore(readNotes(notes), hasGoneOn);
}

async function loadAgain(): Promise<void> {
  recheckList();
  await Promise.all([loadSettings(), loadSubscriptions(), loadSavedSearches(), loadRefreshState(), loadTimerState(), loadEntry()]);
}

/** Shows what was shown, and marks nothing. A reader who was quicker and has gone on stays where they went. */
async function restore(notes: Notes, hasGoneOn: boolean): Promise<void> {
  const { tree } = useSubscriptions.getState();
  const view = tree !== null && viewExists(tree, notes.view) ? notes.view : ({ kind: 'all' } as const);
  useLayout.setState({
    folded: new Set(notes.folded),
    ...(!hasGoneOn && { shown: notes.openId === null ? 'list' : notes.shown }),
    wish: { sidebar: notes.sidebarWidth, list: notes.listWidth },
  });
  useLayout.getState().fit();
  useList.setState({ options: notes.options });
  restoreReadingPlaces(notes.places);
  usePaletteMemory.setState({ recent: notes.recent });
  setSpeed(notes.speed);
  if (hasGoneOn) return reopenInPlace();
  if (notes.openId !== null) {
    restoreReadingScroll(notes.openId, notes.articleTop);
    useSelection.getState().open(notes.openId);
  }
  await openView(view, notes.listTop ?? {});
  if (notes.selectedId !== null) useSelection.getState().place({ id: notes.selectedId, index: 0 });
  reselect();
}
