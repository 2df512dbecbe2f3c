import type { EntryId } from '../../worker/protocol/ids.ts';
import type { WindowNotes } from '../../worker/protocol/settings.ts';
import { mostRemembered } from './palette.ts';
import { speeds } from './player.ts';
import type { ReadingPlace } from './reading-places.ts';
import { type ViewName, type ViewOptions, viewKey, viewOfKey } from './view.ts';

/** What a restart brings back. */
export interface Notes {
  readonly view: ViewName;
  readonly options: Readonly<Record<string, ViewOptions>>;
  readonly openId: EntryId | null;
  readonly selectedId: EntryId | null;
  /** First row in sight and where it stood, CSS pixels. */
  readonly listTop: { readonly anchorId: EntryId; readonly offset: number } | null;
  /** CSS pixels. */
  readonly articleTop: number;
  /** Where the reader is in articles that were not read to their end, the latest last. */
  readonly places: readonly (readonly [EntryId, ReadingPlace])[];
  readonly shown: 'list' | 'article';
  readonly folded: readonly number[];
  readonly sidebarWidth: number | null;
  readonly listWidth: number | null;
  /** What was used last in the palette, newest first. */
  readonly recent: readonly string[];
  /** At which recordings play. */
  readonly speed: number;
}

const notesVersion = 1;
/** Views with options of their own that are remembered: the notes stay well under 64 kB. */
const maxOptions = 500;

export function writeNotes(notes: Notes): WindowNotes {
  const options = Object.fromEntries(Object.entries(notes.options).slice(-maxOptions));
  return {
    ...notes,
    version: notesVersion,
    view: viewKey(notes.view),
    options,
    folded: notes.folded.slice(0, maxOptions),
    places: notes.places.map(([entryId, { block, part }]) => [entryId, block, Math.round(part * 1000) / 1000]),
  };
}

/** Takes what is sound and leaves the rest at its default: notes of another version, or damaged ones, never hinder a start. */
export function readNotes(notes: WindowNotes): Notes {
  return {
    view: (typeof notes['view'] === 'string' ? viewOfKey(notes['view']) : null) ?? { kind: 'all' },
    options: readOptions(notes['options']),
    openId: id(notes['openId']),
    selectedId: id(notes['selectedId']),
    listTop: readTop(notes['listTop']),
    articleTop: pixels(notes['articleTop']) ?? 0,
    places: Array.isArray(notes['places']) ? notes['places'].flatMap(readPlace) : [],
    shown: notes['shown'] === 'article' ? 'article' : 'list',
    folded: Array.isArray(notes['folded']) ? notes['folded'].filter(value => id(value) !== null) : [],
    sidebarWidth: pixels(notes['sidebarWidth']),
    listWidth: pixels(notes['listWidth']),
    recent: readRecent(notes['recent']),
    speed: speeds.find(speed => speed === notes['speed']) ?? 1,
  };
}

function readOptions(value: unknown): Readonly<Record<string, ViewOptions>> {
  if (!isRecord(value)) return {};
  const sound = Object.entries(value).flatMap(([key, options]): [string, ViewOptions][] => {
    if (viewOfKey(key) === null || !isRecord(options)) return [];
    const order = options['order'] === 'oldest' ? 'oldest' : 'newest';
    return [[key, { onlyUnread: options['onlyUnread'] === true, order, byFeed: options['byFeed'] === true }]];
  });
  return Object.fromEntries(sound);
}

/** Empty for what is none. */
export function readPlace(value: unknown): Notes['places'] {
  if (!Array.isArray(value)) return [];
  const [entryId, block, part] = [id(value[0]), pixels(value[1]), pixels(value[2])];
  if (entryId === null || block === null || part === null || part > 1) return [];
  return [[entryId, { block: Math.trunc(block), part }]];
}

function readRecent(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.filter(key => typeof key === 'string' && key.length < 100).slice(0, mostRemembered);
}

function readTop(value: unknown): Notes['listTop'] {
  if (!isRecord(value)) return null;
  const anchorId = id(value['anchorId']);
  const offset = value['offset'];
  if (anchorId === null || typeof offset !== 'number' || !Number.isFinite(offset)) return null;
  return { anchorId, offset: Math.max(-10_000, Math.min(10_000, offset)) };
}

function id(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}

function pixels(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e9 ? value : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
