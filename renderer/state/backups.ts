import { create } from 'zustand';
import type { Backup, BackupList, StorageSizes } from '../../worker/protocol/storage.ts';
import { RequestError, request } from '../client/request.ts';
import { fileSize } from '../format/enclosure.ts';
import { articleDate } from '../format/time.ts';
import { t } from '../words.ts';
import { notify, notifyFailure } from './notices.ts';

/** What is being done to the files of the profile. */
export type ProfileWork = 'make' | 'restore' | 'salvage' | 'empty' | 'compact' | 'again';

interface BackupsState {
  /** Null until the worker has answered. */
  readonly list: BackupList | null;
  readonly sizes: StorageSizes | null;
  readonly work: ProfileWork | null;
  /** Why the last work failed, in words. */
  readonly failure: string | null;
  /** It was compacting: told beside its button. */
  readonly compactFailure: string | null;
}

export const useBackups = create<BackupsState>()(() => ({ list: null, sizes: null, work: null, failure: null, compactFailure: null }));

export async function loadBackups(): Promise<void> {
  try {
    useBackups.setState({ list: await request('backups.list', {}) });
  } catch (error) {
    useBackups.setState({ failure: wordsOf(error) });
  }
}

/** Walks the whole database, so it may take a while. */
export async function loadSizes(): Promise<void> {
  try {
    useBackups.setState({ sizes: await request('storage.sizes', {}) });
  } catch (error) {
    useBackups.setState({ failure: wordsOf(error) });
  }
}

export function makeBackup(): Promise<void> {
  return during('make', async () => {
    const { holds } = await request('backups.make', {});
    await Promise.all([loadBackups(), loadSizes()]);
    notify(t('storage.made', { count: holds?.entries ?? 0 }));
  });
}

export function restoreBackup({ name, at }: Backup): Promise<void> {
  return during('restore', async () => {
    await request('backups.restore', { name });
    notify(t('storage.restored', { date: articleDate(at, Date.now()) }));
  });
}

export function salvage(): Promise<void> {
  return during('salvage', async () => {
    const { feeds, entries } = await request('rescue.salvage', {});
    notify(t('rescue.salvaged', { feeds, count: entries }));
  });
}

export function startEmpty(): Promise<void> {
  return during('empty', async () => void (await request('rescue.startEmpty', {})));
}

export function tryAgain(): Promise<void> {
  return during('again', async () => void (await request('rescue.tryAgain', {})));
}

export function compact(): Promise<void> {
  return during('compact', async () => {
    const { freedBytes } = await request('storage.compact', {});
    await loadSizes();
    notify(t('storage.compacted', { size: fileSize(freedBytes) }));
  });
}

/** Null where the system shows the folder; else its path, for the page to show. */
export async function openProfile(): Promise<string | null> {
  try {
    const { opened, folder } = await request('host.openProfile', {});
    return opened ? null : folder;
  } catch (error) {
    notifyFailure(error);
    return null;
  }
}

async function during(work: ProfileWork, run: () => Promise<void>): Promise<void> {
  if (useBackups.getState().work !== null) return;
  useBackups.setState({ work, failure: null, compactFailure: null });
  try {
    await run();
  } catch (error) {
    useBackups.setState(work === 'compact' ? { compactFailure: wordsOf(error) } : { failure: wordsOf(error) });
  } finally {
    useBackups.setState({ work: null });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof RequestError ? error.message : t('notice.unexpected');
}
