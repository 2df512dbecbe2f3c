/** Raster pictures inside `data:` addresses become `blob:` addresses, because the window's policy loads nothing else. */
export interface InlinePictures {
  /** The `blob:` address of a base64 `data:` address, or null when that is no raster picture or too large. */
  addressOf(dataUrl: string): string | null;
  /** Frees all of them; the article that shows them is gone. */
  release(): void;
}

const base64Raster = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)\s*(?:;[^,]*)?;\s*base64\s*,/i;
/** Characters before the picture itself. */
const maxHead = 200;
const maxEach = 8 * 1024 * 1024;
const maxAll = 32 * 1024 * 1024;

/** First bytes of each type (null: any): what a server or an author calls a picture need not be one. */
const signatures: readonly { readonly type: string; readonly bytes: readonly (number | null)[] }[] = [
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/webp', bytes: [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50] },
  { type: 'image/avif', bytes: [null, null, null, null, 0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69] },
  { type: 'image/bmp', bytes: [0x42, 0x4d] },
  { type: 'image/x-icon', bytes: [0, 0, 1, 0] },
];

export function createInlinePictures(): InlinePictures {
  const addresses = new Set<string>();
  let held = 0;

  function addressOf(dataUrl: string): string | null {
    if (addresses.has(dataUrl)) return dataUrl;
    const head = base64Raster.exec(dataUrl.slice(0, maxHead))?.[0];
    if (head === undefined || dataUrl.length - head.length > maxEach || held > maxAll) return null;
    const bytes = decode(dataUrl.slice(head.length));
    const type = signatures.find(signature => signature.bytes.every((byte, at) => byte === null || byte === bytes[at]))?.type;
    if (type === undefined) return null;
    held += bytes.length;
    const address = URL.createObjectURL(new Blob([bytes], { type }));
    addresses.add(address);
    return address;
  }

  function release(): void {
    for (const address of addresses) URL.revokeObjectURL(address);
    addresses.clear();
    held = 0;
  }

  return { addressOf, release };
}

/** Empty when it is no base64. */
function decode(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(decodeURIComponent(base64)), byte => byte.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
