import { useEntry } from './entry.ts';
import { onReadingScroll, readingPane } from './reading-pane.ts';
import { noteReadingPlace, onReadingPlace } from './reading-places.ts';
import { useSelection } from './selection.ts';
import { readPlace } from './window-notes.ts';

const channelName = 'freshet-reading-places';
const quietMs = 300;

/** From a window of one article: where the reader is in it. The reader's own window keeps the places of all. */
export function shareReadingPlaces(): void {
  const channel = new BroadcastChannel(channelName);
  onReadingPlace((id, place) => channel.postMessage(place === null ? [id] : [id, place.block, place.part]));
  let timer: ReturnType<typeof setTimeout> | undefined;
  function note(): void {
    clearTimeout(timer);
    timer = undefined;
    const { openId } = useSelection.getState();
    const pane = readingPane();
    // One that is left notes its place itself.
    if (pane !== null && openId !== null && useEntry.getState().detail?.id === openId) noteReadingPlace(openId, pane.place());
  }
  onReadingScroll(() => {
    timer ??= setTimeout(note, quietMs);
  });
  window.addEventListener('pagehide', note);
}

/** Takes what windows of single articles tell. Returns the function that stops it. */
export function hearReadingPlaces(onNoted: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const [sound] = readPlace(data);
    if (sound !== undefined) noteReadingPlace(...sound);
    else if (Array.isArray(data) && data.length === 1 && Number.isSafeInteger(data[0])) noteReadingPlace(data[0], null);
    onNoted();
  };
  return () => channel.close();
}
