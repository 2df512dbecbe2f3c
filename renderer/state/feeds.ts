import { isInBrowserTab } from '../client/host.ts';
import { request } from '../client/request.ts';
import { t } from '../words.ts';
import { notify } from './notices.ts';

export function copyAddress(address: string): Promise<void> {
  return copy(address, t('notice.copied'), t('notice.notCopied', { address }));
}

export function copyText(text: string, done: string = t('notice.textCopied')): Promise<void> {
  return copy(text, done, t('notice.textNotCopied'));
}

/** In Electron the host copies: a page has no right to the clipboard there (E4). */
async function copy(text: string, done: string, failed: string): Promise<void> {
  try {
    if (isInBrowserTab()) await navigator.clipboard.writeText(text);
    else await request('host.copyText', { text });
    notify(done);
  } catch {
    notify(failed, { isTrouble: true });
  }
}
