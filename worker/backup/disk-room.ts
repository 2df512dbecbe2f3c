import { statfsSync } from 'node:fs';
import { FeedError } from '../errors.ts';

/** Beside the copy itself: for what the reader writes meanwhile. */
const spareBytes = 32 * 1024 * 1024;

/** Bytes that this user may still write there. */
export type RoomIn = (folder: string) => number;

export const roomIn: RoomIn = folder => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/** @param what the sentence that says what was not done @throws FeedError 'disk-full' */
export function requireRoom(folder: string, bytes: number, what: string, room: RoomIn = roomIn): void {
  const needed = bytes + spareBytes;
  const free = room(folder);
  if (free >= needed) return;
  throw new FeedError(
    'disk-full',
    `${what} It needs ${megabytes(needed)} MB on the disk of ${folder}, and ${megabytes(free)} MB are free. Free some space and try again.`,
    { detail: `${free} of ${needed} bytes free` },
  );
}

function megabytes(bytes: number): string {
  return Math.ceil(bytes / 1_000_000).toLocaleString('en');
}
