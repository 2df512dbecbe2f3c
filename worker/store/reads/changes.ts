import type { ChangeKind, ChangePage, ChangeRecord } from '../../protocol/history.ts';
import type { ChangeId, Milliseconds } from '../../protocol/ids.ts';
import { canBeDoneAgain } from '../done-again.ts';
import type { Connection } from '../sqlite.ts';
import { standingOf } from './change-standing.ts';
import { subjectsOf } from './change-subjects.ts';

interface ChangeRow {
  readonly id: ChangeId;
  readonly kind: ChangeKind;
  readonly cause: string;
  readonly at: Milliseconds;
  readonly count: number;
  readonly undoneAt: Milliseconds | null;
}

/** The local day of a change: what was opened is told day by day. */
export const localDay = (column: string): string => `date(${column} / 1000, 'unixepoch', 'localtime')`;

/** Newest first. What was read by opening it is one line a day, in the place of the newest. */
export function readChanges(connection: Connection, before: ChangeId | null, limit: number): ChangePage {
  const rows = connection.all<ChangeRow>(
    `SELECT id, kind, cause, at, count, undone_at AS undoneAt FROM change WHERE cause NOT IN ('opening', 'part') AND id < :before
     UNION ALL
     SELECT max(id), kind, cause, max(at), sum(count), iif(max(undone_at IS NULL), NULL, max(undone_at)) FROM change WHERE cause = 'opening'
     GROUP BY ${localDay('at')} HAVING max(id) < :before
     ORDER BY id DESC LIMIT :limit`,
    { before: before ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 },
  );
  const shown = rows.slice(0, limit);
  return {
    records: shown.map(row => toRecord(connection, row)),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

function toRecord(connection: Connection, { id, kind, cause, at, count, undoneAt }: ChangeRow): ChangeRecord {
  const ids = cause === 'opening' ? openingsOf(connection, at) : [id];
  return {
    id,
    kind,
    by: cause === 'opening' || cause === 'retention' ? cause : 'you',
    at,
    count,
    ...subjectsOf(connection, kind, ids),
    undoneAt,
    standing: undoneAt === null ? standingOf(connection, kind, ids) : 'taken-back',
    canRedo: undoneAt !== null && cause === 'command' && canBeDoneAgain(kind),
  };
}

/** Of one local day, the newest first. */
function openingsOf(connection: Connection, at: Milliseconds): readonly ChangeId[] {
  return connection
    .all<{ id: ChangeId }>(`SELECT id FROM change WHERE cause = 'opening' AND ${localDay('at')} = ${localDay(':at')} ORDER BY id DESC`, {
      at,
    })
    .map(row => row.id);
}
