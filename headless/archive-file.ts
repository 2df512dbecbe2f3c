import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ArchiveLine, ArchivePage } from '../worker/protocol/archive.ts';
import type { Settings } from '../worker/protocol/model.ts';
import { CommandFailure, type ExitCode, exitCodes } from './command-failure.ts';
import type { Ask } from './commands/asking.ts';
import type { CommandValues, Output } from './commands/command.ts';
import { counted } from './counted.ts';
import { reasonOf } from './opml-file.ts';

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
        const { lines, next }: ArchivePage = await ask('archive.page', { after, withTexts });
        writeAll(fd, Buffer.from(lines));
        articles += lines.split('\n{"kind":"article"').length - 1 + (lines.startsWith('{"kind":"article"') ? 1 : 0);
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
      `${counted(feeds, 'feed')} and ${counted(articles, 'article')} written to ${file}. It holds addresses with their keys, and no logins: keep it to yourself.`,
    );
  return exitCodes.ok;
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}

const head = '{"kind":"freshet-archive"';

/** By its first words. False also for what cannot be read: whoever reads it next says so. */
export async function isArchive(file: string): Promise<boolean> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return false;
  try {
    if (!(await handle.stat()).isFile()) return false;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(head.length), 0, head.length, 0);
    return buffer.toString('utf8', 0, bytesRead) === head;
  } finally {
    await handle.close();
  }
}

interface Counted {
  readonly feeds: number;
  readonly newFeeds: number;
  readonly articles: number;
  readonly starred: number;
}

/** Tells what is in it, and merges it when that is wished for. @throws CommandFailure */
export async function importArchive(
  file: string,
  { values, isJson, ask, say, sayJson, warn }: Talking & Pick<Output, 'warn'> & { readonly values: CommandValues },
): Promise<ExitCode> {
  const { subscriptions } = await ask('subscriptions.list', {});
  if (values['yes'] !== true || values['dry-run'] === true) {
    const found = await countLines(file, new Set(subscriptions.map(({ feedUrl }) => feedUrl)));
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
  const add = async (lines: readonly string[], firstLine: number) => {
    const added = await ask('archive.add', { lines: lines.join('\n'), firstLine });
    sum.feeds += added.feeds;
    sum.articles += added.articles;
    sum.states += added.states;
  };
  for await (const { lines, firstLine } of batches(file)) {
    const settings = subscriptions.length === 0 && firstLine === 1 ? settingsIn(lines) : null;
    await add(lines, firstLine);
    // A profile that has feeds already has its own.
    if (settings !== null)
      await ask('settings.set', { change: settings }).catch(() => warn('Its settings are of another version, and were left out.'));
  }
  if (isJson) sayJson(sum);
  else say(`${counted(sum.feeds, 'feed')} and ${counted(sum.articles, 'article')} added, ${counted(sum.states, 'mark')} taken over.`);
  return exitCodes.ok;
}

async function countLines(file: string, known: ReadonlySet<string>): Promise<Counted> {
  let [feeds, newFeeds, articles, starred] = [0, 0, 0, 0];
  for await (const { lines } of batches(file)) {
    for (const line of lines) {
      const value = lineOf(line);
      if (value?.kind === 'feed') {
        feeds += 1;
        if (!known.has(value.feedUrl)) newFeeds += 1;
      }
      if (value?.kind === 'article') {
        articles += 1;
        if (value.isStarred) starred += 1;
      }
    }
  }
  return { feeds, newFeeds, articles, starred };
}

function settingsIn(lines: readonly string[]): Partial<Settings> | null {
  for (const line of lines) {
    const value = lineOf(line);
    if (value?.kind === 'settings') return value.settings as Partial<Settings>;
  }
  return null;
}

function lineOf(line: string): ArchiveLine | null {
  try {
    return JSON.parse(line) as ArchiveLine;
  } catch {
    return null;
  }
}

const mostLines = 200;
const mostCharacters = 4_000_000;

/** All lines before the first article together, so that its feeds are one change; then articles in small batches. */
async function* batches(file: string): AsyncGenerator<{ readonly lines: readonly string[]; readonly firstLine: number }> {
  const handle = await open(file);
  try {
    let lines: string[] = [];
    let firstLine = 1;
    let length = 0;
    let isInArticles = false;
    for await (const line of handle.readLines()) {
      const isArticle = line.startsWith('{"kind":"article"');
      if (lines.length > 0 && ((isArticle && !isInArticles) || (isInArticles && (lines.length >= mostLines || length > mostCharacters)))) {
        yield { lines, firstLine };
        firstLine += lines.length;
        lines = [];
        length = 0;
      }
      isInArticles ||= isArticle;
      lines.push(line);
      length += line.length;
    }
    if (lines.length > 0) yield { lines, firstLine };
  } finally {
    await handle.close();
  }
}
