import { create } from 'zustand';
import type { ArchiveFound } from '../../worker/protocol/archive.ts';
import type { OpmlPreview } from '../../worker/protocol/opml.ts';
import type { FirstUnread } from '../../worker/protocol/subscriptions.ts';
import { RequestError, request } from '../client/request.ts';
import { isArchive, LineTooLong } from '../format/archive-lines.ts';
import { decodeXml } from '../format/xml-text.ts';
import { t } from '../words.ts';
import { lookThrough, type Merged, mergeArchive } from './archive-file.ts';
import { useDialogs } from './dialogs.ts';
import { type PickTree, pickTree } from './import-pick.ts';
import { refresh } from './refresh.ts';
import { starterList } from './starter-feeds.ts';

/** A list on its way to an import: to be chosen, being read, looked through, or no list at all. */
export type ListToImport =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading' }
  /** `pasted`: what was looked into, to be mended; empty for a file. */
  | { readonly kind: 'failed'; readonly message: string; readonly detail: string; readonly pasted: string }
  | {
      readonly kind: 'read';
      readonly name: string;
      readonly text: string;
      readonly preview: OpmlPreview;
      readonly tree: PickTree;
      /** Of our own choice, for whoever has no feeds yet: nothing of it is picked beforehand. */
      readonly isStarter: boolean;
    }
  /** A full export. */
  | { readonly kind: 'archive'; readonly file: File; readonly found: ArchiveFound }
  | { readonly kind: 'archive-done'; readonly merged: Merged; readonly problem: string | null; readonly isStopped: boolean };

interface ImportState {
  readonly list: ListToImport;
  /** Indexes of the preview's feeds. */
  readonly picked: ReadonlySet<number>;
  readonly isImporting: boolean;
  /** Of a full export: how much is read or merged, from 0 to 1. */
  readonly share: number;
  /** Why the last try to import came to nothing. */
  readonly problem: string | null;
}

const start: ImportState = { list: { kind: 'none' }, picked: new Set(), isImporting: false, share: 0, problem: null };

export const useImport = create<ImportState>()(() => start);

const largestBytes = 32 * 1024 * 1024;

/** Ends what reads or merges a full export. */
let reading = new AbortController();

/** Only the newest reading may tell what it found. */
let turn = 0;

function begin(): () => boolean {
  turn += 1;
  reading.abort();
  reading = new AbortController();
  const mine = turn;
  return () => mine === turn;
}

/** Opens the dialog; with a file, at its preview. Nothing is stored before the user imports. */
export function openImport(file: File | null = null): void {
  useDialogs.getState().show({ kind: 'import' });
  if (file === null) useImport.setState(start);
  else void readFile(file);
}

export async function readFile(file: File): Promise<void> {
  if (await isArchive(file).catch(() => false)) {
    await readArchive(file);
    return;
  }
  if (file.size > largestBytes) {
    begin();
    useImport.setState({ ...start, list: { kind: 'failed', message: t('import.tooLarge', { name: file.name }), detail: '', pasted: '' } });
    return;
  }
  await readList(file.name, async () => decodeXml(await file.arrayBuffer()));
}

async function readArchive(file: File): Promise<void> {
  const isLatest = begin();
  useImport.setState({ ...start, list: { kind: 'reading' } });
  try {
    const found = await lookThrough(file, share => isLatest() && useImport.setState({ share }), reading.signal);
    if (isLatest()) useImport.setState({ list: { kind: 'archive', file, found }, share: 0 });
  } catch (error) {
    if (isLatest()) useImport.setState({ list: { kind: 'failed', ...wordsOf(error), pasted: '' } });
  }
}

/** Merges the full export that was looked through, and tells what came of it. */
export async function importArchive(takeSettings: boolean): Promise<void> {
  const { list, isImporting } = useImport.getState();
  if (list.kind !== 'archive' || isImporting) return;
  const isLatest = begin();
  const { signal } = reading;
  useImport.setState({ isImporting: true, share: 0 });
  const onShare = (share: number) => isLatest() && useImport.setState({ share });
  const { merged, error } = await mergeArchive(list.file, takeSettings, onShare, signal);
  if (!isLatest()) return;
  const problem = error === null ? null : wordsOf(error).message;
  useImport.setState({ isImporting: false, list: { kind: 'archive-done', merged, problem, isStopped: signal.aborted } });
}

/** What is merged by then stays, and can be taken back. */
export function stopImport(): void {
  reading.abort();
}

export function leaveImport(): void {
  chooseAnotherList();
  useDialogs.getState().close();
}

export async function readPasted(text: string): Promise<void> {
  await readList('', () => Promise.resolve(text), { pasted: text });
}

/** A few good feeds by topic. Nothing is fetched before some of them are picked and added. */
export async function openStarters(): Promise<void> {
  useDialogs.getState().show({ kind: 'import' });
  await readList(t('starters.name'), () => Promise.resolve(starterList(id => t(`starters.topic.${id}`))), { isStarter: true });
}

async function readList(name: string, textOf: () => Promise<string>, { isStarter = false, pasted = '' } = {}): Promise<void> {
  const isLatest = begin();
  useImport.setState({ ...start, list: { kind: 'reading' } });
  try {
    const text = await textOf();
    const preview = await request('opml.preview', { text });
    if (!isLatest()) return;
    const tree = pickTree(preview.folders, preview.feeds);
    const open = [...preview.feeds.keys()].filter(index => preview.feeds[index]?.isSubscribed === false);
    useImport.setState({ list: { kind: 'read', name, text, preview, tree, isStarter }, picked: new Set(isStarter ? [] : open) });
  } catch (error) {
    if (!isLatest()) return;
    useImport.setState({ list: { kind: 'failed', ...wordsOf(error), pasted } });
  }
}

/** Back to the choice of a list. */
export function chooseAnotherList(): void {
  begin();
  useImport.setState(start);
}

export function pick(picked: ReadonlySet<number>): void {
  useImport.setState({ picked });
}

/** Subscribes to what is picked, and shows the report. */
export async function importPicked(firstUnread: FirstUnread): Promise<void> {
  const { list, picked, isImporting } = useImport.getState();
  if (list.kind !== 'read' || isImporting) return;
  const isLatest = begin();
  const isWhole = list.preview.feeds.every(({ isSubscribed }, index) => isSubscribed || picked.has(index));
  useImport.setState({ isImporting: true, problem: null });
  try {
    const report = await request('opml.import', { text: list.text, firstUnread, chosen: isWhole ? null : [...picked] });
    if (isLatest()) useDialogs.getState().show({ kind: 'import-report', report });
    // An import is checked little by little; whoever begins with a few feeds wants to read them.
    if (list.isStarter) void refresh({ kind: 'all' });
  } catch (error) {
    if (isLatest()) useImport.setState({ isImporting: false, problem: wordsOf(error).message });
  }
}

function wordsOf(error: unknown): { readonly message: string; readonly detail: string } {
  if (error instanceof RequestError) return { message: error.message, detail: error.wire.detail };
  if (error instanceof LineTooLong) return { message: t('importAll.tooLong', { line: error.line }), detail: '' };
  return { message: t('import.unreadable'), detail: String(error) };
}
