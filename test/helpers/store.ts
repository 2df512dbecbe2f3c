import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ParsedEntry } from '../../worker/feed.ts';
import type { EntryRow, EntryView } from '../../worker/protocol/entry-lists.ts';
import type { UndoStep } from '../../worker/protocol/history.ts';
import type { FeedId, Milliseconds } from '../../worker/protocol/ids.ts';
import type { FirstUnread } from '../../worker/protocol/subscriptions.ts';
import { openStore, type StoreOptions } from '../../worker/store/open-store.ts';
import type { Store } from '../../worker/store/store.ts';
import type { CheckOutcome, CheckSaved } from '../../worker/store/write-store.ts';
import { changed, planAt } from './feed-document.ts';

export { changed, namedEntry, parsedEntry, parsedFeed, planAt } from './feed-document.ts';

export const day = 24 * 60 * 60 * 1000;
export const hour = 60 * 60 * 1000;
/** The tests' present: 2026-03-01 12:00 UTC. */
export const now = Date.UTC(2026, 2, 1, 12);

/** Removed when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in a folder of its own, closed when the test is over. */
export async function openTestStore(options: Partial<StoreOptions> = {}): Promise<Store> {
  const store = await openStore({ profileDir: options.profileDir ?? temporaryFolder(), now: () => now, ...options });
  onTestFinished(() => store.close());
  return store;
}

export function failed(fields: Partial<Extract<CheckOutcome, { kind: 'failed' }>> = {}): CheckOutcome {
  return { kind: 'failed', code: 'refused', message: 'The server refused.', detail: 'ECONNREFUSED', retryAfterAt: null, ...fields };
}

interface Subscribed {
  readonly entries?: readonly ParsedEntry[];
  readonly folder?: { readonly title: string } | null;
  readonly firstUnread?: FirstUnread;
  readonly at?: number;
}

/** Subscribes to a feed; with entries, their document is its first answer. */
export async function subscribe(store: Store, feedUrl: string, options: Subscribed = {}): Promise<FeedId> {
  const { entries, folder = null, firstUnread = 'all', at = now } = options;
  const { feedId } = await store.write.addSubscription({
    feedUrl,
    folder,
    firstUnread,
    outcome: entries ? changed(entries) : null,
    at,
    plan: planAt(at + hour),
  });
  return feedId;
}

/** One later answer of the feed. */
export function poll(store: Store, feedId: FeedId, entries: readonly ParsedEntry[], at = now): Promise<CheckSaved> {
  return store.write.saveCheck(feedId, changed(entries), at, planAt(at + hour));
}

export function view(scope: EntryView['scope'], fields: Partial<EntryView> = {}): EntryView {
  return { scope, onlyUnread: false, order: 'newest', ...fields };
}

/** Everything there is, newest first. */
export function allRows(store: Store, scope: EntryView['scope'] = { kind: 'all' }): readonly EntryRow[] {
  return store.read.openView(view(scope), null, 100_000).rows;
}

export function titles(rows: readonly { readonly title: string }[]): readonly string[] {
  return rows.map(row => row.title);
}

export function idOf(store: Store, title: string): number {
  const row = allRows(store).find(one => one.title === title);
  if (!row) throw new Error(`no entry is called ${title}`);
  return row.id;
}

/** Takes the newest change back with the second word that one wants which takes feeds away. */
export async function undoWithWord(store: Store, at: Milliseconds): Promise<UndoStep | null> {
  const step = await store.write.undo(null, at);
  return step?.isOnlyOffered === true ? store.write.undo(step.id, at) : step;
}
