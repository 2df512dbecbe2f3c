import { create } from 'zustand';
import type { ArchiveEstimate } from '../../worker/protocol/archive.ts';
import type { HostEvents } from '../../worker/protocol/host.ts';
import { onEvent } from '../client/events.ts';
import { RequestError, request } from '../client/request.ts';
import { t } from '../words.ts';
import { useDialogs } from './dialogs.ts';

/** The way of a full export: what goes in, its writing, and the file. */
export type ExportStep =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'writing'; readonly articles: number; readonly bytes: number }
  | {
      readonly kind: 'done';
      readonly articles: number;
      readonly file: Blob;
      readonly name: string;
      /** 'asked': the system asks where to keep it, or a browser keeps it without a word. */
      readonly saved: 'asked' | HostEvents['host.saved']['outcome'];
    }
  | { readonly kind: 'failed'; readonly message: string; readonly detail: string };

interface ExportState {
  /** Null until the worker has answered. */
  readonly estimate: ArchiveEstimate | null;
  readonly withTexts: boolean;
  readonly step: ExportStep;
}

const start: ExportState = { estimate: null, withTexts: false, step: { kind: 'choosing' } };

export const useExport = create<ExportState>()(() => start);

let running = new AbortController();

export function openExport(): void {
  running.abort();
  useExport.setState(start);
  useDialogs.getState().show({ kind: 'export-archive' });
  request('archive.estimate', {}).then(
    estimate => useExport.setState({ estimate }),
    (error: unknown) => useExport.setState({ step: { kind: 'failed', ...wordsOf(error) } }),
  );
}

export function chooseTexts(withTexts: boolean): void {
  useExport.setState({ withTexts });
}

/** Ends the writing, where it is under way, and forgets the file. */
export function leaveExport(): void {
  running.abort();
  useExport.setState(start);
  useDialogs.getState().close();
}

const pieceCharacters = 4_000_000;

/** Page by page into a blob, whose pieces the browser keeps on the disk when they are many; then as a download. */
export async function writeExport(): Promise<void> {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const { withTexts } = useExport.getState();
  let file = new Blob([], { type: 'application/x-ndjson' });
  let piece = '';
  let articles = 0;
  useExport.setState({ step: { kind: 'writing', articles, bytes: 0 } });
  try {
    for (let after: number | null = 0; after !== null; ) {
      const page: Awaited<ReturnType<typeof nextPage>> = await nextPage(after, withTexts);
      if (signal.aborted) return;
      after = page.next;
      articles += page.articles;
      piece += page.lines;
      if (piece.length > pieceCharacters || after === null) {
        file = new Blob([file, piece], { type: file.type });
        piece = '';
      }
      useExport.setState({ step: { kind: 'writing', articles, bytes: file.size + piece.length } });
    }
    const step = { kind: 'done', articles, file, name: fileName(new Date()), saved: 'asked' } as const;
    useExport.setState({ step });
    saveExport();
  } catch (error) {
    if (!signal.aborted) useExport.setState({ step: { kind: 'failed', ...wordsOf(error) } });
  }
}

const nextPage = (after: number, withTexts: boolean) => request('archive.page', { after, withTexts });

/** Hands the file to the browser or the system, which knows or asks where it goes. */
export function saveExport(): void {
  const { step } = useExport.getState();
  if (step.kind !== 'done') return;
  useExport.setState({ step: { ...step, saved: 'asked' } });
  const address = URL.createObjectURL(step.file);
  const link = document.createElement('a');
  link.href = address;
  link.download = step.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

onEvent('host.saved', ({ name, outcome }) => {
  const { step } = useExport.getState();
  if (step.kind === 'done' && step.name === name) useExport.setState({ step: { ...step, saved: outcome } });
});

function fileName(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `freshet-${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}.jsonl`;
}

function wordsOf(error: unknown): { readonly message: string; readonly detail: string } {
  if (error instanceof RequestError) return { message: error.message, detail: error.wire.detail };
  return { message: t('exportAll.failed'), detail: String(error) };
}
