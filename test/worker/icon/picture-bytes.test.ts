import { expect, test } from 'vitest';
import { checkedPicture } from '../../../worker/icon/checked-picture.ts';
import { pictureSize } from '../../../worker/icon/picture-size.ts';
import { sniffPicture } from '../../../worker/icon/sniff-picture.ts';
import { avif, avifByBrand, bmp, gif, ico, jpeg, mp4, png, webpExtended, webpLossless, webpLossy } from './pictures.ts';

test.each([
  ['PNG', png(40, 20), 'image/png', { width: 40, height: 20 }],
  ['JPEG', jpeg, 'image/jpeg', { width: 300, height: 200 }],
  ['GIF', gif, 'image/gif', { width: 1, height: 1 }],
  ['lossy WebP', webpLossy, 'image/webp', { width: 1, height: 1 }],
  ['lossless WebP', webpLossless, 'image/webp', { width: 1, height: 1 }],
  ['extended WebP', webpExtended, 'image/webp', { width: 640, height: 480 }],
  ['AVIF', avif, 'image/avif', null],
  ['AVIF by a later brand', avifByBrand, 'image/avif', null],
  ['icon', ico(16, 48, 32), 'image/x-icon', { width: 48, height: 48 }],
  ['icon of 256 pixels', ico(256), 'image/x-icon', { width: 256, height: 256 }],
  ['BMP', bmp(5, 3), 'image/bmp', { width: 5, height: 3 }],
] as const)('knows %s by its bytes, and its size', (_, bytes, type, size) => {
  expect(sniffPicture(bytes)).toBe(type);
  expect(pictureSize(bytes, type)).toEqual(size);
  expect(checkedPicture(bytes)).toEqual({ type, bytes });
});

test.each([
  ['nothing', ''],
  ['HTML', '<!doctype html><script>alert(1)</script>'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['SVG with a declaration', '<?xml version="1.0"?><svg/>'],
  ['text that begins like a bitmap', 'BMW is a maker of cars, and this is no picture.'],
  ['HTML behind half a magic', '\x89PNG<html>'],
  ['a video', mp4.toString('latin1')],
  ['sound in the same container as WebP', 'RIFF\x24\0\0\0WAVEfmt '],
  ['a cursor', '\0\0\x02\0\x01\0'.padEnd(60, '\0')],
  ['an icon file without icons', '\0\0\x01\0\0\0'.padEnd(60, '\0')],
])('refuses %s', (_, text) => {
  const bytes = Buffer.from(text, 'latin1');
  expect(sniffPicture(bytes)).toBeNull();
  expect(() => checkedPicture(bytes)).toThrow(expect.objectContaining({ code: 'picture-refused' }));
});

test('no picture that is cut off anywhere is read beyond its end', () => {
  for (const whole of [png(4), jpeg, gif, webpLossy, webpLossless, webpExtended, avif, ico(16, 32), bmp(2, 2)]) {
    for (let length = 0; length < Math.min(whole.length, 200); length += 1) {
      // A copy: a view would reach into what lies behind it.
      const bytes = new Uint8Array(whole.subarray(0, length));
      const type = sniffPicture(bytes);
      if (type !== null) expect(() => pictureSize(bytes, type)).not.toThrow();
    }
  }
});

test('refuses more pixels than a window can bear', () => {
  const bomb = png(1);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  expect(() => checkedPicture(bomb)).toThrow(expect.objectContaining({ code: 'picture-refused' }));
});
