import { FeedError } from '../errors.ts';
import { fullMessage, unusable } from './sqlite-errors.ts';

/** A failure of the profile's files, with its cause in words for the user. */
export function explainFileError(thrown: unknown, profileDir: string): FeedError {
  const extras = { detail: String(thrown), cause: thrown };
  switch (thrown instanceof Error && 'code' in thrown ? thrown.code : '') {
    case 'EROFS':
      return new FeedError(
        'profile-unusable',
        `The folder ${profileDir} is on a disk that is read-only. Freshet has changed nothing, and cannot keep there what you read. Make the disk writable, copy the folder to another disk, or choose another folder with --profile.`,
        { ...extras, why: 'profile-read-only', of: profileDir },
      );
    case 'EACCES':
    case 'EPERM':
      return new FeedError(
        'profile-unusable',
        `You may not write in the folder ${profileDir}, or in a file of it. Freshet has changed nothing. Give yourself the right to write there, or choose another folder with --profile.`,
        { ...extras, why: 'profile-no-rights', of: profileDir },
      );
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new FeedError('disk-full', fullMessage(profileDir), extras);
    default:
      return unusable(profileDir, extras);
  }
}
