import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of the `source` file of a feed fixture. */
export function readFixture(name: string): Uint8Array {
  const folder = join(import.meta.dirname, '../../fixtures/feeds', name);
  const source = readdirSync(folder).find(file => file.startsWith('source.'));
  if (source === undefined) throw new Error(`no source in ${folder}`);
  return readFileSync(join(folder, source));
}
