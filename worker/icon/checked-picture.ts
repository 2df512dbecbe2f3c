import { FeedError } from '../errors.ts';
import type { Picture } from '../protocol/entries.ts';
import { pictureSize } from './picture-size.ts';
import { sniffPicture } from './sniff-picture.ts';

/** A few bytes can unpack to gigabytes of pixels in the window; no article needs more than these. */
const mostPixels = 64_000_000;

/** Bytes as a picture by what they are (H4, H8). Throws FeedError 'picture-refused'. */
export function checkedPicture(bytes: Uint8Array, maxPixels = mostPixels): Picture {
  const type = sniffPicture(bytes);
  if (type === null) throw pictureRefused('the bytes are no picture of a known kind');
  const size = pictureSize(bytes, type);
  if (size !== null && size.width * size.height > maxPixels) throw pictureRefused(`${size.width} x ${size.height} pixels are too many`);
  return { type, bytes };
}

export function pictureRefused(detail: string, cause?: unknown): FeedError {
  return new FeedError('picture-refused', 'This picture cannot be shown.', { detail, cause });
}
