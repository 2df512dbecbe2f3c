import type { Milliseconds } from '../protocol/ids.ts';
import type { CleanUpProposal } from '../protocol/storage.ts';
import type { ReadStore } from '../store/store.ts';

/** From here on a clean-up is proposed, never made by itself. */
const proposalBounds = { databaseBytes: 2e9, unreadOfFeed: 50_000 };

/** Null: there is nothing to propose, or the user has put it off. */
export function proposeCleanUp(
  read: Pick<ReadStore, 'databaseBytes' | 'mostUnread' | 'settings'>,
  now: Milliseconds,
  bounds = proposalBounds,
): CleanUpProposal | null {
  if (now < read.settings().proposeNotBefore) return null;
  const bytes = read.databaseBytes();
  if (bytes >= bounds.databaseBytes) return { kind: 'size', bytes };
  const most = read.mostUnread();
  return most !== null && most.unread >= bounds.unreadOfFeed ? { kind: 'unread', ...most } : null;
}
