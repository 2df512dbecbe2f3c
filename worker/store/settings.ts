import { FeedError } from '../errors.ts';
import type { ChangeId, Milliseconds } from '../protocol/ids.ts';
import type { ProxyChoice, Settings, WindowNotes } from '../protocol/settings.ts';
import { isPace, isPaceMinutes } from './pace-text.ts';
import { isRetention } from './retention-text.ts';
import type { Connection } from './sqlite.ts';

export const defaultSettings: Settings = {
  theme: 'system',
  language: 'system',
  notifications: null,
  showPictures: true,
  refreshPaused: false,
  pace: { kind: 'adaptive' },
  proxy: { kind: 'system' },
  retention: { kind: 'age', days: 180, least: 50 },
  retentionTold: false,
  proposeNotBefore: 0,
  closeButton: null,
  articleFace: 'serif',
  articleSize: 18,
  articleWidth: 660,
  articleLeading: 168,
  articleHyphens: false,
  articlePage: 'paper',
  keepOnUnsubscribe: 'ask',
  markRead: 'opening',
  markReadSeconds: 5,
  listDensity: 'comfortable',
  feedOrder: 'hand',
  hideReadFeeds: false,
  showFeedCounts: true,
  keyPreset: 'freshet',
  keyChanges: {},
};

const isTime = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isWithin = (least: number, most: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const isBoolean = (value: unknown) => typeof value === 'boolean';
const isOneOf =
  (...allowed: readonly unknown[]) =>
  (value: unknown) =>
    allowed.includes(value);

const isValid: { readonly [Key in keyof Settings]: (value: unknown) => boolean } = {
  theme: isOneOf('system', 'light', 'dark'),
  language: isOneOf('system', 'en', 'ar'),
  notifications: isOneOf(true, false, null),
  showPictures: isBoolean,
  refreshPaused: isBoolean,
  pace: isPace,
  proxy: isProxyChoice,
  retention: isRetention,
  retentionTold: isBoolean,
  proposeNotBefore: isTime,
  closeButton: isOneOf('quit', 'tray', null),
  articleFace: isOneOf('serif', 'sans', 'mono', 'hyperlegible', 'system'),
  articleSize: isWithin(12, 32),
  articleWidth: isWithin(440, 1000),
  articleLeading: isWithin(120, 220),
  articleHyphens: isBoolean,
  articlePage: isOneOf('paper', 'sepia', 'black'),
  keepOnUnsubscribe: isOneOf('ask', 'keep', 'remove'),
  markRead: isOneOf('opening', 'delay', 'scrolling', 'hand'),
  markReadSeconds: isWithin(1, 60),
  listDensity: isOneOf('comfortable', 'compact'),
  feedOrder: isOneOf('hand', 'title', 'unread'),
  hideReadFeeds: isBoolean,
  showFeedCounts: isBoolean,
  keyPreset: isOneOf('freshet', 'netnewswire', 'vim', 'miniflux'),
  keyChanges: isKeyChanges,
};

/** Keys of commands, as bounded data: which of them there are is the window's. */
function isKeyChanges(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const changes = Object.entries(value);
  const isKey = (key: unknown) => typeof key === 'string' && key.length > 0 && key.length <= 60;
  return (
    changes.length <= 200 &&
    changes.every(([id, keys]) => /^[a-z0-9-]{1,60}$/.test(id) && Array.isArray(keys) && keys.length <= 8 && keys.every(isKey))
  );
}

/** A proxy's address is http(s)://host:port and nothing more: its login is a secret, and kept apart. */
function isProxyChoice(value: unknown): boolean {
  const { kind, url, username } = (value ?? {}) as { readonly [Field in keyof Extract<ProxyChoice, { kind: 'manual' }>]?: unknown };
  if (kind !== 'manual') return kind === 'system' || kind === 'none';
  const parsed = typeof url === 'string' && url.length <= 500 ? URL.parse(url) : null;
  const isWeb = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  return parsed !== null && isWeb && url === parsed.origin && (username === null || typeof username === 'string');
}

const windowNotesKey = 'windowNotes';
const windowNotesLimit = 64 * 1024;

const lastCompactKey = 'lastCompactMs';

function isSettingKey(key: string): key is keyof Settings {
  return Object.hasOwn(isValid, key);
}

// Sorts behind 'pace', so that it is read first and overruled.
const olderPaceKey = 'refreshMinutes';

/** Until 0.2 this was the floor under the feeds' own rhythm, and 60 meant that nothing had been chosen. */
function paceOfMinutes(minutes: number): Settings['pace'] {
  return minutes === 60 ? { kind: 'adaptive' } : { kind: 'every', minutes };
}

/** A value that is missing or no longer valid is the default. */
export function readSettings(connection: Connection): Settings {
  const stored: Record<string, unknown> = {};
  for (const { key, value } of connection.all<{ key: string; value: string }>('SELECT key, value FROM setting ORDER BY key DESC')) {
    const parsed = parseJson(value);
    if (key === olderPaceKey && isPaceMinutes(parsed)) stored['pace'] = paceOfMinutes(Number(parsed));
    if (isSettingKey(key) && isValid[key](parsed)) stored[key] = parsed;
  }
  return { ...defaultSettings, ...stored };
}

/** Throws FeedError 'bad-request' that names the setting; then nothing is stored. */
export function writeSettings(connection: Connection, change: Partial<Settings>): Settings {
  for (const [key, value] of Object.entries(change)) {
    if (!isSettingKey(key) || !isValid[key](value))
      throw new FeedError('bad-request', `The setting ${key} cannot have this value.`, { why: 'setting-value', of: key, field: key });
  }
  for (const [key, value] of Object.entries(change)) writeValue(connection, key, JSON.stringify(value));
  return readSettings(connection);
}

/** Takes over what is valid and different, as part of a change. A proxy is of one network. */
export function takeSettings(connection: Connection, given: Readonly<Record<string, unknown>>, changeId: ChangeId): number {
  const present = readSettings(connection);
  const entries = Object.entries(given).filter(
    ([key, value]) => isSettingKey(key) && key !== 'proxy' && isValid[key](value) && JSON.stringify(value) !== JSON.stringify(present[key]),
  );
  for (const [key, value] of entries) {
    const became = JSON.stringify(value);
    connection.run(
      'INSERT INTO change_setting (change_id, key, was, became) VALUES (:changeId, :key, (SELECT value FROM setting WHERE key = :key), :became)',
      { changeId, key, became },
    );
    writeValue(connection, key, became);
  }
  return entries.length;
}

/** What still is as the change left it is as it was before. */
export function restoreSettings(connection: Connection, changeId: ChangeId): number {
  const journal = connection.all<{ key: string; was: string | null; became: string }>(
    'SELECT key, was, became FROM change_setting JOIN setting USING (key) WHERE change_id = :changeId AND became = value',
    { changeId },
  );
  for (const { key, was } of journal) {
    if (was === null) connection.run('DELETE FROM setting WHERE key = :key', { key });
    else writeValue(connection, key, was);
  }
  return journal.length;
}

export function readWindowNotes(connection: Connection): WindowNotes {
  const row = connection.get<{ value: string }>('SELECT value FROM setting WHERE key = :key', { key: windowNotesKey });
  const notes = row ? parseJson(row.value) : {};
  return typeof notes === 'object' && notes !== null && !Array.isArray(notes) ? (notes as WindowNotes) : {};
}

/** Throws FeedError 'bad-request' when the notes are over 64 kB of JSON. */
export function writeWindowNotes(connection: Connection, notes: WindowNotes): void {
  const json = JSON.stringify(notes);
  if (Buffer.byteLength(json) > windowNotesLimit) {
    throw new FeedError('bad-request', 'The notes of the window are too long to be kept.', {
      field: 'notes',
      detail: `${json.length} characters`,
    });
  }
  writeValue(connection, windowNotesKey, json);
}

/** How long compacting took the last time; null: it was never done. */
export function readLastCompactMs(connection: Connection): Milliseconds | null {
  const row = connection.get<{ value: string }>('SELECT value FROM setting WHERE key = :key', { key: lastCompactKey });
  const took = row ? parseJson(row.value) : null;
  return typeof took === 'number' && took >= 0 ? took : null;
}

export function writeLastCompactMs(connection: Connection, took: Milliseconds): void {
  writeValue(connection, lastCompactKey, JSON.stringify(Math.round(took)));
}

function writeValue(connection: Connection, key: string, value: string): void {
  connection.run('INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value', {
    key,
    value,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
