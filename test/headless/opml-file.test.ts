import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isArchive } from '../../headless/archive-file.ts';
import { isOnAnotherMachine, readOpmlFile, readStandardInput, writeWholeFile } from '../../headless/opml-file.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'freshet-opml-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const text = '<?xml version="1.0" encoding="windows-1252"?><opml>€ “ü”</opml>';
const bytes1252 = Buffer.from(text.replace('€', '\u0080').replace('“', '\u0093').replace('”', '\u0094'), 'latin1');
const utf16 = Buffer.from(`\ufeff<opml>ü€</opml>`, 'utf16le');

describe('reading an OPML file', () => {
  it.each([
    ['UTF-8', Buffer.from('<opml>ü€</opml>'), '<opml>ü€</opml>'],
    ['UTF-8 with its mark', Buffer.from('\ufeff<opml>ü€</opml>'), '<opml>ü€</opml>'],
    ['UTF-16, little end first', utf16, '<opml>ü€</opml>'],
    ['UTF-16, big end first', Buffer.from(utf16).swap16(), '<opml>ü€</opml>'],
    ['UTF-16 without its mark', utf16.subarray(2), '<opml>ü€</opml>'],
    ['UTF-16, big end first, without its mark', Buffer.from(utf16).swap16().subarray(2), '<opml>ü€</opml>'],
    ['windows-1252 that does not say so', Buffer.from('<opml>\u00fc\u0080</opml>', 'latin1'), '<opml>ü€</opml>'],
    ['UTF-8 that says it were UTF-16', Buffer.from('<?xml version="1.0" encoding="UTF-16"?>ü'), '<?xml version="1.0" encoding="UTF-16"?>ü'],
    ['windows-1252 as declared', bytes1252, text],
    ['an encoding that nobody knows', Buffer.from('<?xml version="1.0" encoding="x-none"?>ü'), '<?xml version="1.0" encoding="x-none"?>ü'],
  ])('understands %s', (_name, bytes, expected) => {
    const file = join(dir, 'a.opml');
    writeFileSync(file, bytes);
    expect(readOpmlFile(file)).toBe(expected);
  });

  it('refuses what is too large, is no file, or is not there', () => {
    const large = join(dir, 'large');
    writeFileSync(large, '');
    truncateSync(large, 32 * 1024 * 1024 + 1);
    expect(() => readOpmlFile(large)).toThrow('larger than 32 MiB');
    expect(() => readOpmlFile(dir)).toThrow('is not a file');
    expect(() => readOpmlFile('/dev/zero')).toThrow('is not a file');
    expect(() => readOpmlFile(join(dir, 'none'))).toThrow('cannot be read: there is no such file or folder.');
  });

  it.skipIf(process.platform !== 'linux')('refuses what the system makes up while it is read, and does not wait for a pipe', async () => {
    expect(() => readOpmlFile('/proc/self/environ')).toThrow('is not a file that stays as it is');
    const pipe = join(dir, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await isArchive(pipe)).toBe(false);
    expect(() => readOpmlFile(pipe)).toThrow('is not a file.');
  });

  it('asks no other machine for a file on Windows, which would tell it who asks', () => {
    expect(isOnAnotherMachine('\\\\evil.example\\share\\a.opml', 'win32')).toBe(true);
    expect(isOnAnotherMachine('//evil.example/share/a.opml', 'win32')).toBe(true);
    expect(isOnAnotherMachine('C:\\lists\\a.opml', 'win32')).toBe(false);
    expect(isOnAnotherMachine('//home/a.opml', 'linux')).toBe(false);
  });
});

describe('reading the standard input', () => {
  it('takes it in parts, and no more than 32 MiB', async () => {
    async function* parts(...given: Buffer[]) {
      yield* given;
    }
    expect(await readStandardInput(parts(utf16.subarray(0, 7), utf16.subarray(7)))).toBe('<opml>ü€</opml>');
    const large = Buffer.alloc(20 * 1024 * 1024);
    await expect(readStandardInput(parts(large, large))).rejects.toThrow('larger than 32 MiB');
  });
});

describe('writing an export', () => {
  it.skipIf(process.platform === 'win32')('is for this user alone where it has keys in it', () => {
    writeWholeFile(join(dir, 'keys.opml'), 'x', true);
    writeWholeFile(join(dir, 'plain.opml'), 'x');
    expect(statSync(join(dir, 'keys.opml')).mode & 0o077).toBe(0);
    expect(statSync(join(dir, 'plain.opml')).mode & 0o044).toBe(0o044);
  });

  it('replaces the whole file, and leaves no draft', () => {
    const file = join(dir, 'out.opml');
    writeFileSync(file, 'old and longer');
    writeWholeFile(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(dir)).toEqual(['out.opml']);
  });

  it('leaves everything as it was when it cannot be written', () => {
    const file = join(dir, 'out.opml');
    mkdirSync(file);
    writeFileSync(join(file, 'inside'), '');
    expect(() => writeWholeFile(file, 'new')).toThrow('cannot be written: it is a folder.');
    expect(() => writeWholeFile(join(dir, 'none', 'out.opml'), 'new')).toThrow('there is no such file or folder.');
    expect(readdirSync(dir)).toEqual(['out.opml']);
  });
});
