interface SizedPng {
  /** Pixels, at most 256. */
  readonly size: number;
  readonly png: Uint8Array;
}

/** Windows icon with PNG images, as Windows Vista and newer read them. */
export function encodeIco(images: readonly SizedPng[]): Uint8Array {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of images.entries()) {
    const at = 6 + 16 * index;
    // A byte holds the size; 0 stands for 256.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

/** Types of an icns file that hold PNG, with their pixels; ic11 to ic14 are the @2x ones. */
const icnsTypes = { icp4: 16, icp5: 32, ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };

/** macOS icon; `draw` gives the PNG of a size in pixels. */
export function encodeIcns(draw: (size: number) => Uint8Array): Uint8Array {
  const blocks = Object.entries(icnsTypes).map(([type, size]) => block(type, draw(size)));
  return block('icns', Buffer.concat(blocks));
}

function block(type: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([header, content]);
}
