import type { Milliseconds } from '../protocol/ids.ts';

interface Kept {
  readonly name: string;
  readonly at: Milliseconds;
  readonly bytes: number;
}

const most = 7;
const dayMs = 24 * 3_600_000;
const leastBound = 4 * 1024 ** 3;

/**
 * Which backups have to go: beyond seven, or beyond twice the database (4 GB where that is more). Of several of one day the older ones
 * go first, so that many made by hand do not push out the week before; the newest never goes.
 * @param backups all sound: only what has been checked has the name of a backup
 */
export function spentBackups(backups: readonly Kept[], databaseBytes: number): readonly string[] {
  const bound = Math.max(leastBound, 2 * databaseBytes);
  const kept = backups.toSorted((one, other) => other.at - one.at || (one.name < other.name ? 1 : -1));
  const spent: string[] = [];
  const isTooMuch = () => kept.length > most || kept.reduce((sum, { bytes }) => sum + bytes, 0) > bound;
  while (kept.length > 1 && isTooMuch()) {
    const sameDay = kept.findLastIndex(({ at }, index) => {
      const newer = kept[index - 1];
      return newer !== undefined && Math.floor(newer.at / dayMs) === Math.floor(at / dayMs);
    });
    const [gone] = kept.splice(sameDay === -1 ? kept.length - 1 : sameDay, 1);
    if (gone) spent.push(gone.name);
  }
  return spent;
}
