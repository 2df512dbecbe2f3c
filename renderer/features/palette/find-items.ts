import type { PaletteItem } from './palette-item.ts';
import { plain, rankName } from './rank-name.ts';

const most = 24;
const mostRecent = 5;

interface PaletteGroup {
  readonly kind: 'recent' | 'commands' | 'found';
  readonly items: readonly PaletteItem[];
}

/** What is offered for what was typed, best first; for nothing: what was used last, and then all commands. */
export function findItems(all: readonly PaletteItem[], typed: string, recent: readonly string[]): readonly PaletteGroup[] {
  const wanted = plain(typed).trim();
  if (wanted === '') return unasked(all, recent);
  const newest = new Map(recent.map((key, index) => [key, recent.length - index]));
  const ranked = all.flatMap((item, place) => {
    const rank = rankName(item.name, wanted) || Math.min(1, rankName(item.otherWords ?? '', wanted));
    return rank === 0 ? [] : [{ item, rank, use: newest.get(item.key) ?? 0, place }];
  });
  ranked.sort((one, other) => other.rank - one.rank || other.use - one.use || one.place - other.place);
  return [{ kind: 'found', items: ranked.slice(0, most).map(({ item }) => item) }];
}

function unasked(all: readonly PaletteItem[], recent: readonly string[]): readonly PaletteGroup[] {
  const byKey = new Map(all.map(item => [item.key, item]));
  const used = recent.flatMap(key => byKey.get(key) ?? []).slice(0, mostRecent);
  const commands = all.filter(item => item.kind === 'command' && !used.includes(item));
  const groups: readonly PaletteGroup[] = [
    { kind: 'recent', items: used },
    { kind: 'commands', items: commands },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
