import { DatabaseSync } from 'node:sqlite';
import { FeedError } from '../errors.ts';
import type { ProfileFiles } from './profile.ts';
import { isBusy } from './sqlite-errors.ts';

/** Enough for two starts at the same instant to settle which of them is first. */
const settleMs = 500;

/**
 * Makes this process the one owner of the profile, by an exclusive lock that the system releases with the process, however it ends (R3).
 * Throws FeedError 'profile-in-use'. Returns the function that gives the profile up.
 */
export function ownProfile(files: ProfileFiles): () => void {
  const database = new DatabaseSync(files.owner, { timeout: settleMs });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw isBusy(error) ? inUse(files, error) : cannotLock(files, error);
  }
  return () => database.close();
}

function inUse({ dir }: ProfileFiles, cause: unknown): FeedError {
  return new FeedError('profile-in-use', `Freshet is already running with the folder ${dir}. Use that window, or close it first.`, {
    cause,
  });
}

function cannotLock({ dir, owner }: ProfileFiles, cause: unknown): FeedError {
  return new FeedError(
    'profile-unusable',
    `Freshet cannot make sure that it is alone in the folder ${dir}: the file ${owner} cannot be locked. It holds nothing of yours: delete it and start again, or choose a folder on another disk with --profile.`,
    { why: 'profile-no-lock', of: owner, detail: String(cause), cause },
  );
}
