import type { FolderId } from '../../worker/protocol/ids.ts';
import type { OpmlScope } from '../../worker/protocol/opml.ts';
import { request } from '../client/request.ts';
import { t } from '../words.ts';
import { useDialogs } from './dialogs.ts';
import { notify, notifyFailure } from './notices.ts';
import { useSubscriptions } from './subscriptions.ts';

/** Saves subscriptions as a file: all, those of one folder, or some. Asks first where addresses hold keys. */
export async function exportList(scope: OpmlScope = { kind: 'all' }): Promise<void> {
  const name = fileNameOf(scope.kind === 'folder' ? folderTitle(scope.folderId) : '');
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

function folderTitle(folderId: FolderId): string {
  return useSubscriptions.getState().tree?.folders.find(({ id }) => id === folderId)?.title ?? '';
}

function fileNameOf(title: string): string {
  const name = title
    .replace(/[^\p{L}\p{N} _-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
  return `${name || 'subscriptions'}.opml`;
}
