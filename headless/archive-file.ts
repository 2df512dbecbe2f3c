import { closeSync, constants, createReadStream, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ArchiveAdded, ArchiveFound, ArchivePage } from '../worker/protocol/archive.ts';
import type { ChangeId } from '../worker/protocol/ids.ts';
import { CommandFailure, type ExitCode, exitCodes } from './command-failure.ts';
import type { Ask } from './commands/asking.ts';
import type { CommandValues, Output } from './commands/command.ts';
import { counted } from './counted.ts';
import { isOnAnotherMachine, reasonOf } from './opml-file.ts';

interface Talking extends Omit<Output, 'warn'> {
  readonly ask: Ask;
  readonly isJson: boolean;
}

/** Page by page beside the target, to the disk, then in its place. @throws CommandFailure */
export async function exportArchive(
  file: string | undefined,
  withTexts: boolean,
  { ask, isJson, say, sayJson }: Talking,
): Promise<ExitCode> {
  if (file === undefined) throw new CommandFailure('A full export needs a file: freshet export --full FILE', exitCodes.usage);
  const target = resolve(file);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  let articles = 0;
  let feeds = 0;
  try {
    const fd = openSync(draft, 'wx', 0o600);
    try {
      for (let after: number | null = 0; after !== null; ) {
        const page: ArchivePage = await ask('archive.page', { after, withTexts });
        const { lines, next } = page;
        writeAll(fd, Buffer.from(lines));
        articles += page.articles;
        feeds += lines.split('\n{"kind":"feed"').length - 1;
        after = next;
      }
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(draft, target);
  } catch (thrown) {
    rmSync(draft, { force: true });
    throw thrown instanceof CommandFailure ? thrown : new CommandFailure(`${file} cannot be written: ${reasonOf(thrown)}.`);
  }
  if (isJson) sayJson({ file, feeds, articles });
  else
    say(
      `${counted(feeds, 'feed')} and ${counted(articles, 'article')} written to ${file}. It holds addresses with their keys: keep it to yourself. Logins, secret request headers and the proxy are not in it.`,
    );
  return exitCodes.ok;
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}

const head = '{"kind":"freshet-archive"';

/** By its first words. False also for what cannot be read: whoever reads it next says so. */
export async function isArchive(file: string): Promise<boolean> {
  if (isOnAnotherMachine(file, process.platform)) return false;
  // Without O_NONBLOCK opening a pipe would wait for a writer (L5).
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => null);
  if (handle === null) return false;
  try {
    if (!(await handle.stat()).isFile()) return false;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(head.length), 0, head.length, 0);
    return buffer.toString('utf8', 0, bytesRead) === head;
  } finally {
    await handle.close();
  }
}

type Found = Omit<ArchiveFound, 'hasEnd' | 'hasSettings'>;

/** Reads all of it first, so that a damaged file changes nothing; then merges it where that is wished for. @throws CommandFailure */
export async function importArchive(
  file: string,
  { values, isJson, ask, say, sayJson, warn }: Talking & Pick<Output, 'warn'> & { readonly values: CommandValues },
): Promise<ExitCode> {
  const { subscriptions } = await ask('subscriptions.list', {});
  const { found, isWhole } = await lookThrough(file, ask);
  if (!isWhole) warn(`${file} was not copied whole: its end is missing. What is in it can be imported.`);
  if (values['yes'] !== true || values['dry-run'] === true) {
    if (isJson) sayJson(found);
    else {
      say(
        `This is a full export of Freshet: ${counted(found.feeds, 'feed')}, ${found.newFeeds} new here, and ${counted(found.articles, 'article')}, ${found.starred} starred.`,
      );
    }
    if (values['dry-run'] === true) return exitCodes.ok;
    warn('Nothing was imported. To merge it into this profile, add --yes.');
    return exitCodes.unconfirmed;
  }
  const sum = { feeds: 0, articles: 0, states: 0 };
  let joins: ChangeId | null = null;
  for await (const { lines, firstLine } of batches(file)) {
    // A profile that has feeds already has its own settings.
    const added: ArchiveAdded = await ask('archive.add', { lines, firstLine, joins, takeSettings: subscriptions.length === 0 });
    joins = added.changeId === 0 ? joins : added.changeId;
    sum.feeds += added.feeds;
    sum.articles += added.articles;
    sum.states += added.states;
  }
  if (isJson) sayJson(sum);
  else say(`${counted(sum.feeds, 'feed')} and ${counted(sum.articles, 'article')} added, ${counted(sum.states, 'mark')} taken over.`);
  return exitCodes.ok;
}

async function lookThrough(file: string, ask: Ask): Promise<{ readonly found: Found; readonly isWhole: boolean }> {
  const found = { feeds: 0, newFeeds: 0, articles: 0, starred: 0, later: 0, labels: 0, searches: 0 };
  let isWhole = false;
  for await (const { lines, firstLine } of batches(file)) {
    const piece: ArchiveFound = await ask('archive.look', { lines, firstLine });
    for (const key of Object.keys(found) as (keyof Found)[]) found[key] += piece[key];
    isWhole ||= piece.hasEnd;
  }
  return { found, isWhole };
}

const mostLines = 200;
const mostCharacters = 4_000_000;
/** The program takes no longer message. */
const longestLine = 32 * 1024 * 1024;

interface Batch {
  readonly lines: string;
  readonly firstLine: number;
}

/** All lines before the first article together, so that its feeds are one change; then articles in small batches. @throws CommandFailure */
async function* batches(file: string): AsyncGenerator<Batch> {
  let lines: string[] = [];
  let firstLine = 1;
  let length = 0;
  let isInArticles = false;
  for await (const line of wholeLines(file)) {
    const isArticle = line.startsWith('{"kind":"article"') || line.startsWith('{"kind":"gone"');
    const isFull = isInArticles && (lines.length >= mostLines || length + line.length > mostCharacters);
    if (lines.length > 0 && ((isArticle && !isInArticles) || isFull)) {
      yield { lines: lines.join('\n'), firstLine };
      firstLine += lines.length;
      lines = [];
      length = 0;
    }
    isInArticles ||= isArticle;
    lines.push(line);
    length += line.length;
  }
  if (lines.length > 0) yield { lines: lines.join('\n'), firstLine };
}

/** Those that end with a line feed: the rest of a file that was cut off is none. @throws CommandFailure */
async function* wholeLines(file: string): AsyncGenerator<string> {
  let rest = '';
  let number = 0;
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    number += lines.length;
    if (rest.length > longestLine) throw new CommandFailure(`Line ${number + 1} of ${file} is too long for a full export of Freshet.`);
    yield* lines;
  }
}
