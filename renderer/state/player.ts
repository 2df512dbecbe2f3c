import { create } from 'zustand';
import type { Chapter, Enclosure, EntryDetail } from '../../worker/protocol/entries.ts';
import type { EntryId, FeedId } from '../../worker/protocol/ids.ts';
import { RequestError, request } from '../client/request.ts';
import { t } from '../words.ts';
import { notifyFailure } from './notices.ts';
import { findSubscription, useSubscriptions } from './subscriptions.ts';

/** A recording that an article brings along. */
export interface Recording {
  readonly entryId: EntryId;
  readonly feedId: FeedId;
  readonly title: string;
  readonly feedTitle: string;
  /** As the feed names it. */
  readonly url: string;
  readonly kind: 'audio' | 'video';
  /** Its feed has them, or says where they are. */
  readonly hasChapters: boolean;
}

interface PlayerState {
  /** Null: nothing was started, or it was closed. */
  readonly recording: Recording | null;
  /** Where the player loads it from; null while that is looked up, or after a failure. */
  readonly source: string | null;
  readonly isPlaying: boolean;
  /** It waits for the network. */
  readonly isWaiting: boolean;
  readonly failure: string | null;
  /** In seconds; duration is 0 until it is known. */
  readonly position: number;
  readonly duration: number;
  readonly speed: number;
  /** 0–1. */
  readonly volume: number;
  /** In their order; null until they have come. */
  readonly chapters: readonly Chapter[] | null;
}

export const speeds: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];
const backSeconds = 15;
const onSeconds = 30;
/** So often its place is kept while it plays. */
const keepEveryMs = 10_000;
/** Nearer to the end it counts as played, and begins anew. */
const endSeconds = 5;
/** So far into a chapter, one step back leads to its own beginning. */
const againSeconds = 3;

const silent = { source: null, isPlaying: false, isWaiting: false, failure: null, position: 0, duration: 0, chapters: null };
export const usePlayer = create<PlayerState>()(() => ({ recording: null, ...silent, speed: 1, volume: 1 }));

/** The element of the player bar; there while something plays. */
let element: HTMLMediaElement | null = null;
let startAt = 0;
let keptAt = 0;
let asked = 0;

/** What of an article can be played here. */
export function recordingsOf(detail: EntryDetail): readonly Enclosure[] {
  return detail.enclosures.filter(enclosure => kindOf(enclosure) !== null && /^https?:/i.test(enclosure.url));
}

export function kindOf({ type, url }: Enclosure): Recording['kind'] | null {
  const named = /^(audio|video)\//i.exec(type ?? '')?.[1]?.toLowerCase();
  if (named === 'audio' || named === 'video') return named;
  if (type !== null && type !== '' && !/octet-stream/i.test(type)) return null;
  const path = URL.parse(url)?.pathname ?? '';
  if (/\.(mp3|m4a|aac|ogg|oga|opus|flac|wav)$/i.test(path)) return 'audio';
  return /\.(mp4|m4v|webm|ogv)$/i.test(path) ? 'video' : null;
}

/** Starts a recording, or goes on with the one that is there. */
export async function play(detail: EntryDetail, enclosure: Enclosure): Promise<void> {
  const { recording, failure } = usePlayer.getState();
  if (recording?.entryId === detail.id && recording.url === enclosure.url && failure === null) return togglePlaying();
  keepPlace();
  const kind = kindOf(enclosure) ?? 'audio';
  const feedTitle = findSubscription(useSubscriptions.getState().tree, detail.feedId)?.title ?? '';
  const title = detail.title || t('article.untitled');
  const hasChapters = detail.podcast !== null && (detail.podcast.chaptersUrl !== null || (detail.podcast.chapters ?? []).length > 0);
  await locate({ entryId: detail.id, feedId: detail.feedId, title, feedTitle, url: enclosure.url, kind, hasChapters });
}

/** After a failure. */
export async function playAgain(): Promise<void> {
  const { recording } = usePlayer.getState();
  if (recording !== null) await locate(recording);
}

async function locate(recording: Recording): Promise<void> {
  const mine = ++asked;
  usePlayer.setState({ recording, ...silent, isWaiting: true });
  try {
    const { url, atMs } = await request('media.locate', { entryId: recording.entryId, url: recording.url });
    if (mine !== asked) return;
    startAt = atMs / 1_000;
    keptAt = Date.now();
    usePlayer.setState({ source: url, position: startAt });
    // It plays without them too: whoever looks for them is told why they are not there.
    if (recording.hasChapters) void loadChapters().catch(() => undefined);
  } catch (error) {
    if (mine !== asked) return;
    usePlayer.setState({ isWaiting: false, failure: error instanceof RequestError ? error.message : t('notice.unexpected') });
  }
}

async function loadChapters(): Promise<void> {
  const { recording } = usePlayer.getState();
  if (recording === null) return;
  const mine = asked;
  const chapters = await request('media.chapters', { entryId: recording.entryId });
  if (mine === asked) usePlayer.setState({ chapters });
}

/** On the user's word, after they did not come by themselves. */
export async function askForChapters(): Promise<void> {
  await loadChapters().catch(notifyFailure);
}

/** Its place among the chapters; -1 before the first one, and without any. */
export function chapterAt({ chapters, position }: Pick<PlayerState, 'chapters' | 'position'>): number {
  // A place that was sought is not hit to the millisecond.
  return (chapters ?? []).findLastIndex(({ atMs }) => atMs <= position * 1_000 + 50);
}

export function stepChapter(step: 1 | -1): void {
  const state = usePlayer.getState();
  const here = chapterAt(state);
  const { atMs: since = 0 } = state.chapters?.[here] ?? {};
  const isAgain = step < 0 && state.position - since / 1_000 > againSeconds;
  const to = state.chapters?.[isAgain ? here : here + step];
  if (to !== undefined) seekTo(to.atMs / 1_000);
}

export function togglePlaying(): void {
  if (element === null) return;
  if (element.paused) void element.play().catch(() => undefined);
  else element.pause();
}

function seekBy(seconds: number): void {
  seekTo(usePlayer.getState().position + seconds);
}

export const seekBack = (): void => seekBy(-backSeconds);
export const seekOn = (): void => seekBy(onSeconds);

export function seekTo(seconds: number): void {
  if (element === null) return;
  const { duration } = usePlayer.getState();
  element.currentTime = Math.max(0, duration === 0 ? seconds : Math.min(seconds, duration));
  usePlayer.setState({ position: element.currentTime });
}

export function setSpeed(speed: number): void {
  usePlayer.setState({ speed });
  if (element !== null) element.playbackRate = speed;
}

/** The next one up or down. */
export function stepSpeed(step: 1 | -1): void {
  const { speed } = usePlayer.getState();
  const next = speeds[speeds.indexOf(speed) + step];
  if (next !== undefined) setSpeed(next);
}

export function setVolume(volume: number): void {
  usePlayer.setState({ volume });
  if (element !== null) element.volume = volume;
}

/** Stops, and keeps the place for the next time. */
export function closePlayer(): void {
  keepPlace();
  asked += 1;
  element?.pause();
  usePlayer.setState({ recording: null, ...silent });
  if ('mediaSession' in navigator) navigator.mediaSession.metadata = null;
}

/** How far it is goes to the store: the next start goes on from there. */
function keepPlace(): void {
  const { recording, source, position, duration } = usePlayer.getState();
  if (recording === null || source === null || (position === 0 && startAt === 0)) return;
  keptAt = Date.now();
  const isOver = duration > 0 && position >= duration - endSeconds;
  const atMs = isOver ? 0 : Math.round(position * 1_000);
  // A place that is lost costs a little searching; the next one is kept again.
  request('media.setPlayed', { entryId: recording.entryId, url: recording.url, atMs }).catch(() => undefined);
}

/** Joins the bar's element to the player. Returns the function that lets go. */
export function attachPlayer(media: HTMLMediaElement): () => void {
  element = media;
  const { speed, volume } = usePlayer.getState();
  media.volume = volume;
  const listeners: Readonly<Record<string, () => void>> = {
    loadedmetadata() {
      media.playbackRate = usePlayer.getState().speed;
      const duration = Number.isFinite(media.duration) ? media.duration : 0;
      if (startAt > 0 && (duration === 0 || startAt < duration - endSeconds)) media.currentTime = startAt;
      usePlayer.setState({ duration });
    },
    durationchange: () => usePlayer.setState({ duration: Number.isFinite(media.duration) ? media.duration : 0 }),
    timeupdate() {
      usePlayer.setState({ position: media.currentTime });
      if (Date.now() - keptAt > keepEveryMs) keepPlace();
    },
    playing: () => usePlayer.setState({ isPlaying: true, isWaiting: false }),
    waiting: () => usePlayer.setState({ isWaiting: true }),
    canplay: () => usePlayer.setState({ isWaiting: false }),
    pause() {
      usePlayer.setState({ isPlaying: false, isWaiting: false });
      keepPlace();
    },
    ended() {
      usePlayer.setState({ isPlaying: false });
      keepPlace();
    },
    error() {
      if (media.getAttribute('src') === null) return;
      keepPlace();
      usePlayer.setState({ source: null, isPlaying: false, isWaiting: false, failure: wordsOf(media.error) });
    },
  };
  for (const [name, listener] of Object.entries(listeners)) media.addEventListener(name, listener);
  media.defaultPlaybackRate = speed;
  window.addEventListener('pagehide', keepPlace);
  offerSystemKeys();
  return () => {
    for (const [name, listener] of Object.entries(listeners)) media.removeEventListener(name, listener);
    window.removeEventListener('pagehide', keepPlace);
    if (element === media) element = null;
  };
}

function wordsOf(error: MediaError | null): string {
  return t(error?.code === MediaError.MEDIA_ERR_NETWORK ? 'player.brokeOff' : 'player.cannotPlay');
}

/** The keyboard's and the system's own buttons. */
function offerSystemKeys(): void {
  if (!('mediaSession' in navigator)) return;
  const { recording } = usePlayer.getState();
  if (recording !== null) navigator.mediaSession.metadata = new MediaMetadata({ title: recording.title, artist: recording.feedTitle });
  const actions: readonly (readonly [MediaSessionAction, MediaSessionActionHandler])[] = [
    ['play', () => void element?.play().catch(() => undefined)],
    ['pause', () => element?.pause()],
    ['stop', closePlayer],
    ['seekbackward', seekBack],
    ['seekforward', seekOn],
    ['seekto', ({ seekTime }) => seekTime !== undefined && seekTo(seekTime)],
  ];
  for (const [action, handler] of actions) navigator.mediaSession.setActionHandler(action, handler);
}
