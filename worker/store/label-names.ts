import type { LabelId } from '../protocol/ids.ts';
import type { Connection } from './sqlite.ts';

const nameLimit = 100;

/** As it is stored: without spaces around it, and no half of a character at its end. */
export function cleanName(name: string): string {
  return name.replaceAll('\0', '').replace(/\s+/gu, ' ').trim().slice(0, nameLimit).toWellFormed();
}

/** The label of this name, whatever its case. */
export function labelNamed(connection: Connection, name: string): LabelId | null {
  const wanted = fold(name);
  const labels = connection.all<{ id: LabelId; name: string }>('SELECT id, name FROM label WHERE removed_at IS NULL ORDER BY position, id');
  return labels.find(label => fold(label.name) === wanted)?.id ?? null;
}

/** The name, or with a number after it while another label has it. */
export function freeName(connection: Connection, name: string, id: LabelId): string {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name} ${number}`;
    const taken = labelNamed(connection, tried);
    if (taken === null || taken === id) return tried;
  }
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
