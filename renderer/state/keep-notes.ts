import { request } from '../client/request.ts';
import { useEntry } from './entry.ts';
import { useLayout } from './layout.ts';
import { useList } from './list.ts';
import { listPane, onListScroll } from './list-pane.ts';
import { usePaletteMemory } from './palette.ts';
import { usePlayer } from './player.ts';
import { onReadingScroll, readingPane, readingScroll } from './reading-pane.ts';
import { allReadingPlaces, noteReadingPlace } from './reading-places.ts';
import { useSearchBox } from './search-box.ts';
import { useSelection } from './selection.ts';
import { hearReadingPlaces } from './shared-places.ts';
import { type Notes, writeNotes } from './window-notes.ts';

const quietMs = 400;

/** Stores the window's notes a moment after anything in them changed, and at once when the page goes. Returns the function that stops it. */
export function keepNotes(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stored = JSON.stringify(collect());

  function save(): void {
    clearTimeout(timer);
    timer = undefined;
    const notes = collect();
    const written = JSON.stringify(notes);
    if (written === stored) return;
    stored = written;
    // Lost notes cost a scroll position; the next change stores them again.
    request('window.setNotes', { notes: writeNotes(notes) }).catch(() => {
      stored = '';
    });
  }
  function soon(): void {
    timer ??= setTimeout(save, quietMs);
  }
  function atEnd(): void {
    if (document.visibilityState === 'hidden') save();
  }

  const stops = [
    useLayout.subscribe(soon),
    useList.subscribe(soon),
    useSelection.subscribe(soon),
    usePaletteMemory.subscribe(soon),
    usePlayer.subscribe(({ speed }, before) => speed !== before.speed && soon()),
    onListScroll(soon),
    onReadingScroll(soon),
    hearReadingPlaces(soon),
  ];
  window.addEventListener('pagehide', save);
  document.addEventListener('visibilitychange', atEnd);
  return () => {
    for (const stop of stops) stop();
    clearTimeout(timer);
    window.removeEventListener('pagehide', save);
    document.removeEventListener('visibilitychange', atEnd);
  };
}

function collect(): Notes {
  const { view, options } = useList.getState();
  // A search is not opened again by a start; what was behind it is.
  const shownView = view.kind === 'search' ? (useSearchBox.getState().behind ?? ({ kind: 'all' } as const)) : view;
  const { selected, openId } = useSelection.getState();
  const { wish, shown, folded } = useLayout.getState();
  const pane = readingPane();
  // While the next article is on its way the pane still shows the one before, which notes its place itself.
  if (pane !== null && openId !== null && useEntry.getState().detail?.id === openId) noteReadingPlace(openId, pane.place());
  return {
    view: shownView,
    options,
    openId,
    selectedId: selected?.id ?? null,
    // From the top it starts at the top, with what has come meanwhile.
    listTop: listPane()?.isAtTop() === false ? (listPane()?.top() ?? null) : null,
    articleTop: readingScroll(),
    places: allReadingPlaces(),
    shown,
    folded: [...folded],
    sidebarWidth: wish.sidebar,
    listWidth: wish.list,
    recent: usePaletteMemory.getState().recent,
    speed: usePlayer.getState().speed,
  };
}
