import type { Transform } from 'node:stream';
import {
  brotliDecompressSync,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';
import { FeedError } from '../errors.ts';

export type ContentCoding = 'gzip' | 'deflate' | 'br' | 'zstd';

export const acceptEncoding = 'gzip, deflate, br, zstd';

const known = new Map<string, ContentCoding>([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['br', 'br'],
  ['zstd', 'zstd'],
]);

/** No codings at all, though seen in the header. */
const meaningless = new Set(['', 'identity', 'none', 'utf-8', 'binary']);

/** The codings of Content-Encoding in the order in which they are to be undone. Throws FeedError 'bad-encoding' for unknown or too many (N6). */
export function readContentCodings(header: string | string[] | undefined, most: number): readonly ContentCoding[] {
  const names = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(name => !meaningless.has(name));
  const codings = names.slice(0, most + 1).map(name => known.get(name));
  if (names.length > most || codings.includes(undefined)) {
    throw new FeedError(
      'bad-encoding',
      'The answer came packed in a way that Freshet does not know. The server has a fault; try again later.',
      {
        detail: `Content-Encoding: ${names.join(', ').slice(0, 200)}`,
      },
    );
  }
  return (codings as ContentCoding[]).reverse();
}

const chunkSize = 64 * 1024;

// RFC 9659: windows beyond 8 MB need not be supported; the default would let an answer ask for 128 MB.
const zstdParams = { [constants.ZSTD_d_windowLogMax]: 23 };

/** @param firstByte of the coded data when known: some servers send "deflate" without its zlib wrapper. */
export function createDecoder(coding: ContentCoding, firstByte: number | null): Transform {
  switch (coding) {
    case 'gzip':
      return createGunzip({ chunkSize });
    case 'deflate':
      return isWrapped(firstByte) ? createInflate({ chunkSize }) : createInflateRaw({ chunkSize });
    case 'br':
      return createBrotliDecompress({ chunkSize });
    case 'zstd':
      return createZstdDecompress({ chunkSize, params: zstdParams });
  }
}

/** As `createDecoder`, in one call that holds the thread up. Throws for damage, and for more than `most` bytes before it has unpacked many more. */
export function decodeAtOnce(coding: ContentCoding, firstByte: number | null, packed: Buffer, most: number): Buffer {
  const options = { chunkSize, maxOutputLength: most };
  switch (coding) {
    case 'gzip':
      return gunzipSync(packed, options);
    case 'deflate':
      return isWrapped(firstByte) ? inflateSync(packed, options) : inflateRawSync(packed, options);
    case 'br':
      return brotliDecompressSync(packed, options);
    case 'zstd':
      return zstdDecompressSync(packed, { ...options, params: zstdParams });
  }
}

function isWrapped(firstByte: number | null): boolean {
  return firstByte === null || (firstByte & 0x0f) === 8;
}
