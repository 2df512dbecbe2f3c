import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CommandFailure } from './command-failure.ts';

const largestBytes = 32 * 1024 * 1024;

/** Text of an OPML file. Devices, pipes and what is larger than 32 MiB are refused (L5). @throws CommandFailure */
export function readOpmlFile(file: string): string {
  const fd = openFile(file);
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) throw new CommandFailure(`${file} is not a file.`);
    if (stats.size > largestBytes) throw new CommandFailure(`${file} is larger than 32 MiB.`);
    return decodeXml(readUpTo(fd, stats.size, file));
  } finally {
    closeSync(fd);
  }
}

/** No more than the file said that it has: what systems make up while it is read, as in /proc, says 0 and may never end. */
function readUpTo(fd: number, size: number, file: string): Buffer {
  const bytes = Buffer.alloc(size + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read) read = readSync(fd, bytes, length, bytes.length - length, null);
  if (length > size) throw new CommandFailure(`${file} is not a file that stays as it is.`);
  return bytes.subarray(0, length);
}

/** Opening a file of another machine on Windows would hand that machine a proof of the user's password. */
export function isOnAnotherMachine(file: string, platform: NodeJS.Platform): boolean {
  return platform === 'win32' && /^[\\/]{2}/.test(file);
}

function openFile(file: string): number {
  if (isOnAnotherMachine(file, process.platform)) throw new CommandFailure(`${file} is on another machine. Copy it to this one first.`);
  try {
    // Without O_NONBLOCK opening a pipe would wait for a writer.
    return openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (thrown) {
    throw new CommandFailure(`${file} cannot be read: ${reasonOf(thrown)}.`);
  }
}

/** What is piped in, at most 32 MiB of it. @throws CommandFailure */
export async function readStandardInput(input: AsyncIterable<Buffer> = process.stdin): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of input) {
    parts.push(part);
    length += part.length;
    if (length > largestBytes) throw new CommandFailure('The standard input is larger than 32 MiB.');
  }
  return decodeXml(Buffer.concat(parts));
}

/** By byte order mark, by the zeros of UTF-16, by the XML declaration, then UTF-8, and windows-1252 where it is not valid. */
function decodeXml(bytes: Buffer): string {
  const wide = utf16Of(bytes);
  const hasUtf8Mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/u.exec(bytes.toString('latin1', 0, 200))?.[1];
  // What can be read as single bytes is not UTF-16, whatever it says.
  const label = hasUtf8Mark || declared === undefined || /^utf-?16/iu.test(declared) ? 'utf-8' : declared;
  for (const each of [wide ?? label, 'utf-8']) {
    try {
      return new TextDecoder(each, { fatal: each === 'utf-8' }).decode(bytes);
    } catch {
      // An encoding that nobody knows, or bytes that are not UTF-8: the next guess.
    }
  }
  return new TextDecoder('windows-1252').decode(bytes);
}

function utf16Of(bytes: Buffer): string | null {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) ? 'utf-16be' : null;
}

/** All of it or nothing: beside the target first, to the disk, then in its place (O7). @throws CommandFailure */
export function writeWholeFile(file: string, text: string, isPrivate = false): void {
  const target = resolve(file);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    const fd = openSync(draft, 'wx', isPrivate ? 0o600 : 0o644);
    try {
      writeFileSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(draft, target);
  } catch (thrown) {
    rmSync(draft, { force: true });
    throw new CommandFailure(`${file} cannot be written: ${reasonOf(thrown)}.`);
  }
}

const reasons = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'there is no such folder'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'this user may not'],
  ['EPERM', 'this user may not'],
  ['EROFS', 'its disk is read-only'],
  ['ENOSPC', 'the disk is full'],
]);

export function reasonOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
  return reasons.get(code) ?? code;
}
