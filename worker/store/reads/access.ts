import type { FeedId } from '../../protocol/ids.ts';
import type { Connection } from '../sqlite.ts';
import type { StoredAccess } from '../write-store.ts';

interface AccessColumns {
  readonly origin: string | null;
  readonly headers: string | null;
  readonly userAgent: string | null;
}

export function readFeedAccess(connection: Connection, feedId: FeedId): StoredAccess {
  const row = connection.get<AccessColumns>(
    'SELECT access_origin AS origin, request_headers AS headers, user_agent AS userAgent FROM feed WHERE id = :feedId',
    { feedId },
  );
  return { origin: row?.origin ?? null, headers: readHeaders(row?.headers ?? null), userAgent: row?.userAgent ?? null };
}

export function readSecret(connection: Connection, key: string): Uint8Array | null {
  return connection.get<{ sealed: Uint8Array }>('SELECT sealed FROM secret WHERE key = :key', { key })?.sealed ?? null;
}

function readHeaders(json: string | null): Readonly<Record<string, string>> {
  if (json === null) return {};
  try {
    const headers: unknown = JSON.parse(json);
    if (typeof headers !== 'object' || headers === null) return {};
    return Object.fromEntries(Object.entries(headers).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
  } catch {
    return {};
  }
}
