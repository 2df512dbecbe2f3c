/**
 * A large value as bytes. Copying an object tree to another thread holds the sender for as long as building it anew;
 * bytes are handed over or copied in one piece.
 */
export function packJson(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** @param packed by `packJson`; the caller knows of what. */
export function unpackJson<T>(packed: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(packed)) as T;
}
