import type { Connection } from '../store/sqlite.ts';

export type Row = Readonly<Record<string, string | number | bigint | Uint8Array | null>>;

interface Reading {
  readonly source: Connection;
  readonly table: string;
  /** For a table without row ids: in which order it is stored. */
  readonly key: readonly string[] | null;
  readonly onRows: (rows: readonly Row[]) => void;
  /** When to give up on what is left. */
  readonly isTooLate: () => boolean;
}

/** A page of the database has a few dozen rows; what is read at once is lost together only until it is halved. */
const chunk = 2_000;
/** Where nothing tells how far a table goes. */
const farthest = 20_000_000;

/** Every row that can still be read of a table of a damaged database. False when some could not. */
export function readWhatCanBeRead(reading: Reading): boolean {
  return reading.key === null ? byRowId(reading) : byKey(reading, reading.key);
}

function byRowId({ source, table, onRows, isTooLate }: Reading): boolean {
  const [low, high] = bounds(source, table);
  let isWhole = true;
  // Breadth first: large readable stretches come before the last single rows of a broken one.
  let ranges: (readonly [number, number])[] = [];
  for (let from = low; from <= high; from += chunk) ranges.push([from, Math.min(high, from + chunk - 1)]);
  while (ranges.length > 0) {
    const halves: (readonly [number, number])[] = [];
    for (const [from, to] of ranges) {
      if (isTooLate()) return false;
      try {
        onRows(source.all<Row>(`SELECT rowid AS _rowid, * FROM "${table}" WHERE rowid BETWEEN :from AND :to`, { from, to }));
      } catch {
        isWhole = false;
        if (from === to) continue;
        const middle = Math.floor((from + to) / 2);
        halves.push([from, middle], [middle + 1, to]);
      }
    }
    ranges = halves;
  }
  return isWhole;
}

function bounds(source: Connection, table: string): readonly [number, number] {
  const one = (sql: string): number | null => {
    try {
      const value = Object.values(source.get<Row>(sql) ?? {})[0];
      return typeof value === 'number' ? value : null;
    } catch {
      return null;
    }
  };
  const high = one(`SELECT max(rowid) FROM "${table}"`) ?? one('SELECT max(seq) FROM sqlite_sequence') ?? 0;
  const isEmpty = one(`SELECT count(*) FROM (SELECT 1 FROM "${table}" LIMIT 1)`) === 0;
  return isEmpty ? [1, 0] : [Math.min(1, one(`SELECT min(rowid) FROM "${table}"`) ?? 1), Math.min(high === 0 ? chunk : high, farthest)];
}

/** From both ends up to the damage. */
function byKey({ source, table, key, onRows, isTooLate }: Reading, columns: readonly string[]): boolean {
  return ['ASC', 'DESC'].some(direction => {
    const order = columns.map(column => `"${column}" ${direction}`).join(', ');
    let offset = 0;
    for (let limit = chunk; limit >= 1; ) {
      if (isTooLate()) return false;
      try {
        const rows = source.all<Row>(`SELECT * FROM "${table}" ORDER BY ${order} LIMIT :limit OFFSET :offset`, { limit, offset });
        onRows(rows);
        offset += rows.length;
        if (rows.length < limit) return true;
      } catch {
        limit = Math.floor(limit / 2);
      }
    }
    return key === null;
  });
}
