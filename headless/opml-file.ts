import { closeSync, constants, fstatSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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
    return decodeXml(readFileSync(fd));
  } finally {
    closeSync(fd);
  }
}

function openFile(file: string): number {
  try {
    // Without O_NONBLOCK opening a pipe would wait for a writer.
    return openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (thrown) {
    throw new CommandFailure(`${file} cannot be read: ${reasonOf(thrown)}.`);
  }
}

/** By byte order mark, then by the XML declaration, then UTF-8. */
function decodeXml(bytes: Buffer): string {
  const mark = bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : null;
  const declared = /^(?:\ufeff|ï»¿)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/u.exec(bytes.toString('latin1', 0, 200))?.[1];
  const hasUtf8Mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    return new TextDecoder(mark ?? (hasUtf8Mark ? 'utf-8' : (declared ?? 'utf-8'))).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** All of it or nothing: beside the target first, to the disk, then in its place (O7). @throws CommandFailure */
export function writeWholeFile(file: string, text: string): void {
  const target = resolve(file);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    const fd = openSync(draft, 'wx', 0o644);
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

function reasonOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
  return reasons.get(code) ?? code;
}
