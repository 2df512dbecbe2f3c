import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface ProfileFacts {
  readonly integrity: string;
  /** Stored entries of each feed, by its address. */
  readonly entries: ReadonlyMap<string, number>;
  /** Feeds whose answer is stored. */
  readonly fetched: ReadonlySet<string>;
}

/** Looks into a profile that no worker has open. */
export function readProfile(profileDir: string): ProfileFacts {
  const database = new DatabaseSync(join(profileDir, 'freshet.db'));
  try {
    const integrity = String(database.prepare('PRAGMA integrity_check').get()?.['integrity_check']);
    const rows = database
      .prepare('SELECT feed_url, fetched_at, (SELECT count(*) FROM entry WHERE entry.feed_id = feed.id) AS entries FROM feed')
      .all();
    return {
      integrity,
      entries: new Map(rows.map(row => [String(row['feed_url']), Number(row['entries'])])),
      fetched: new Set(rows.filter(row => row['fetched_at'] !== null).map(row => String(row['feed_url']))),
    };
  } finally {
    database.close();
  }
}
