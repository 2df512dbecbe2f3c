import type { FirstUnread } from '../../worker/protocol/model.ts';
import { request } from '../client/request.ts';
import { decodeXml } from '../format/xml-text.ts';
import { t } from '../words.ts';
import { useDialogs } from './dialogs.ts';
import { notify, notifyFailure } from './notices.ts';

/** Asks for a file and imports it. A browser shows its chooser only right after a click or a key: called from elsewhere, the user is asked for that click. */
export function chooseOpmlFile(firstUnread: FirstUnread = 'recent'): void {
  if (!navigator.userActivation.isActive) {
    notify(t('opml.chooseFirst'), { action: { label: t('opml.choose'), run: () => chooseOpmlFile(firstUnread) } });
    return;
  }
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.opml,.xml,text/x-opml,application/xml,text/xml';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) void importOpmlFile(file, firstUnread);
  });
  input.click();
}

/** Imports subscriptions, and shows what was skipped and why. */
async function importOpmlFile(file: File, firstUnread: FirstUnread): Promise<void> {
  try {
    const report = await request('opml.import', { text: decodeXml(await file.arrayBuffer()), firstUnread });
    useDialogs.getState().show({ kind: 'import-report', report });
  } catch (error) {
    notifyFailure(error);
  }
}

/** Saves all subscriptions as a file. */
export async function exportOpml(): Promise<void> {
  try {
    const { text, feeds } = await request('opml.export', {});
    const address = URL.createObjectURL(new Blob([text], { type: 'text/x-opml' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = 'subscriptions.opml';
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    notify(t('opml.exported', { count: feeds }));
  } catch (error) {
    notifyFailure(error);
  }
}
