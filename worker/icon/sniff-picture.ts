import type { Picture } from '../protocol/entries.ts';

export type PictureType = Picture['type'];

/** What kind of picture the bytes are, whatever the server calls them; null for anything else, SVG and HTML above all (H4, H8). */
export function sniffPicture(bytes: Uint8Array): PictureType | null {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  const head = ascii(bytes, 0, 16);
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'image/gif';
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'image/webp';
  if (isAvif(bytes, head)) return 'image/avif';
  if (startsWith(bytes, [0, 0, 1, 0]) && (bytes[4] ?? 0) + (bytes[5] ?? 0) > 0 && bytes.length > 22) return 'image/x-icon';
  // "BM" alone begins many a text: the size of the header that follows is one of a few.
  if (head.startsWith('BM') && bytes.length > 26 && [12, 40, 52, 56, 64, 108, 124].includes(uint32(bytes, 14))) return 'image/bmp';
  return null;
}

/** An ISO media file whose brands name AVIF (AV1 Image File Format, 6). */
function isAvif(bytes: Uint8Array, head: string): boolean {
  if (!head.startsWith('ftyp', 4)) return false;
  const size = ((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
  for (let at = 8; at + 4 <= Math.min(size, bytes.length, 256); at += 4) {
    if (at === 12) continue;
    const brand = ascii(bytes, at, 4);
    if (brand === 'avif' || brand === 'avis') return true;
  }
  return false;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function ascii(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

function uint32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true);
}
