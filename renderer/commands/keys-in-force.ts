import type { KeyChanges, KeyPreset } from '../../worker/protocol/settings.ts';
import { mirroredKey } from '../format/mirrored-key.ts';
import { direction } from '../words.ts';
import { presetKeys } from './key-presets.ts';
import { clash, type KeyName } from './keys.ts';

export const noChanges: KeyChanges = {};

interface WithKeys {
  readonly id: string;
  readonly keys: readonly KeyName[];
}

type Keys = ReadonlyMap<string, readonly KeyName[]>;

let last: { readonly of: readonly [readonly WithKeys[], KeyPreset, KeyChanges, 'ltr' | 'rtl']; readonly keys: Keys } | null = null;

/** The keys of each command: the user's own, else those of the preset that the user's leave free. */
export function keysInForce(commands: readonly WithKeys[], preset: KeyPreset, changes: KeyChanges): Keys {
  if (last?.of[0] === commands && last.of[1] === preset && last.of[2] === changes && last.of[3] === direction()) return last.keys;
  const known = new Set(commands.map(({ id }) => id));
  const taken = Object.entries(changes).flatMap(([id, keys]) => (known.has(id) ? keys.map(key => ({ id, key })) : []));
  const keys = new Map(
    commands.map(command => [
      command.id,
      changes[command.id] ??
        presetOf(command, preset).filter(key => !taken.some(other => !isPair(other.id, command.id) && clash(other.key, key))),
    ]),
  );
  last = { of: [commands, preset, changes, direction()], keys };
  return keys;
}

function presetOf({ id, keys }: WithKeys, preset: KeyPreset): readonly KeyName[] {
  return (presetKeys[preset][id] ?? keys).map(mirroredKey);
}

/** One key for both: which of them is meant depends on what has the keys. */
const pairs: readonly (readonly [string, string])[] = [
  ['delete', 'delete-row'],
  ['find-in-article', 'search-list'],
];

function isPair(one: string, other: string): boolean {
  return pairs.some(pair => one !== other && pair.includes(one) && pair.includes(other));
}

/** The commands that would lose a key to another: several where it begins theirs, as "g" does of "g a" and "g u". */
export function ownersOf(keys: Keys, key: KeyName, besides: string): readonly string[] {
  return [...keys].flatMap(([id, own]) => (id !== besides && !isPair(id, besides) && own.some(other => clash(other, key)) ? [id] : []));
}

/** The command's own keys that a further one would put out of reach, or that would do so to it: "g" and "g a". */
export function ownBeside(own: readonly KeyName[], key: KeyName): readonly KeyName[] {
  return own.filter(other => other !== key && clash(other, key));
}

/** Gives a key to a command. Whoever has it loses it, or with `swap`, where that is one command, gets in its place the first key that this one had. */
export function withKey(
  changes: KeyChanges,
  keys: Keys,
  { id, key, swap }: { readonly id: string; readonly key: KeyName; readonly swap: boolean },
): KeyChanges {
  const own = keys.get(id) ?? [];
  const given = swap && ownersOf(keys, key, id).length === 1 ? own[0] : undefined;
  const next: Record<string, readonly KeyName[]> = {
    ...changes,
    [id]: [...own.filter(other => other !== given && !clash(other, key)), key],
  };
  for (const [other, others] of keys) {
    if (other === id || isPair(other, id) || !others.some(each => clash(each, key))) continue;
    const rest = others.filter(each => !clash(each, key));
    // One without keys of its own gives way by itself, and gets the key back when this one is reset.
    if (given !== undefined || changes[other] !== undefined) next[other] = given === undefined ? rest : [given, ...rest];
  }
  return next;
}

export function withoutKey(changes: KeyChanges, keys: Keys, id: string, key: KeyName): KeyChanges {
  return { ...changes, [id]: (keys.get(id) ?? []).filter(other => other !== key) };
}

/** As the preset has it. A key that another command has been given since stays with that one. */
export function withReset(changes: KeyChanges, id: string): KeyChanges {
  const { [id]: _, ...rest } = changes;
  return rest;
}
