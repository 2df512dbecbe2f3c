import type { Folder, OpmlScope } from '../../worker/protocol/model.ts';
import { request } from '../client/request.ts';
import { t } from '../words.ts';
import { useDialogs } from './dialogs.ts';
import { notify, notifyFailure } from './notices.ts';

/** Saves subscriptions as a file: all, or those of one folder. Asks first where addresses hold keys. */
export async function exportList(folder: Pick<Folder, 'id' | 'title'> | null = null): Promise<void> {
  const scope: OpmlScope = folder === null ? { kind: 'all' } : { kind: 'folder', folderId: folder.id };
  const name = fileNameOf(folder);
  try {
    const { text, feeds, secrets } = await request('opml.export', { scope });
    if (secrets > 0) useDialogs.getState().show({ kind: 'export', scope, name, secrets });
    else save(name, text, feeds);
  } catch (error) {
    notifyFailure(error);
  }
}

/** After the question about keys. */
export async function exportAnswered(scope: OpmlScope, name: string, withSecrets: boolean): Promise<void> {
  try {
    const { text, feeds } = await request('opml.export', { scope, withSecrets });
    save(name, text, feeds);
  } catch (error) {
    notifyFailure(error);
  }
}

function save(name: string, text: string, feeds: number): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/x-opml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  notify(t('export.done', { count: feeds }));
}

function fileNameOf(folder: Pick<Folder, 'title'> | null): string {
  const name = folder?.title
    .replace(/[^\p{L}\p{N} _-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
  return `${name || 'subscriptions'}.opml`;
}
