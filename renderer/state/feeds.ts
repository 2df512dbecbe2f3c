import { isInBrowserTab } from '../client/host.ts';
import { request } from '../client/request.ts';
import { t } from '../words.ts';
import { notify } from './notices.ts';

/** In Electron the host copies: a page has no right to the clipboard there (E4). */
export async function copyAddress(address: string): Promise<void> {
  try {
    if (isInBrowserTab()) await navigator.clipboard.writeText(address);
    else await request('host.copyText', { text: address });
    notify(t('notice.copied'));
  } catch {
    notify(t('notice.notCopied', { address }), { isTrouble: true });
  }
}
