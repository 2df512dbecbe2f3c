import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Marks the place of the fuses in Electron's program; after it come a version, a length and one digit for each fuse. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** In the order of the wire. */
const fuseNames = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'embeddedAsarIntegrity',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
  'wasmTrapHandlers',
] as const;

/** A folder that looks to electron-builder like an unpacked Electron for Linux, with the fuses as Electron ships them. */
export function standInRuntime(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-runtime-'));
  const program = Buffer.concat([
    Buffer.alloc(4096),
    Buffer.from(sentinel),
    Buffer.from([1, fuseNames.length]),
    Buffer.from('101100011'),
    Buffer.alloc(4096),
  ]);
  writeFileSync(join(folder, 'electron'), program, { mode: 0o755 });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox']) writeFileSync(join(folder, name), name);
  writeFileSync(join(folder, 'version'), version);
  for (const name of ['resources', 'locales']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'locales/en-US.pak'), '');
  return folder;
}

/** The fuses of a program: on or off. */
export function readFuses(program: string): Record<(typeof fuseNames)[number], boolean> {
  const bytes = readFileSync(program);
  const wire = bytes.indexOf(sentinel) + sentinel.length + 2;
  return Object.fromEntries(fuseNames.map((name, index) => [name, bytes[wire + index] === 0x31])) as ReturnType<typeof readFuses>;
}
