import { DatabaseSync } from 'node:sqlite';
import { FeedError } from '../errors.ts';

/** Older versions can lose a WAL reset under two connections (sqlite.org/wal.html, "WAL-reset bug"). */
const oldestGood = [3, 51, 3] as const;

/** What this SQLite can do. Throws nothing: an absent FTS5 is an answer. */
export function probeSqlite(): { readonly version: string; readonly hasFts5: boolean } {
  const database = new DatabaseSync(':memory:');
  try {
    const version = String(database.prepare('SELECT sqlite_version() AS version').get()?.['version']);
    const fts5 = database.prepare("SELECT count(*) AS found FROM pragma_module_list WHERE name = 'fts5'").get();
    return { version, hasFts5: fts5?.['found'] === 1 };
  } finally {
    database.close();
  }
}

/** Throws FeedError 'sqlite-too-old' when the store could not be trusted to this SQLite. */
export function requireSqlite({ version, hasFts5 }: ReturnType<typeof probeSqlite>): void {
  if (!isAtLeast(version, oldestGood)) {
    throw new FeedError(
      'sqlite-too-old',
      `Freshet needs SQLite ${oldestGood.join('.')} or newer, and this Node.js (${process.versions.node}) carries ${version}. Start Freshet with Node.js 24.15 or newer.`,
      { detail: `sqlite ${version}, node ${process.versions.node}` },
    );
  }
  if (!hasFts5) {
    throw new FeedError(
      'sqlite-too-old',
      `Freshet needs an SQLite with full-text search (FTS5), and the SQLite ${version} of this Node.js (${process.versions.node}) was built without it. Use a Node.js from nodejs.org.`,
      { detail: `sqlite ${version} without fts5, node ${process.versions.node}` },
    );
  }
}

function isAtLeast(version: string, wanted: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [position, least] of wanted.entries()) {
    const part = parts[position] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
