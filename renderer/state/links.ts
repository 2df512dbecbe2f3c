import { request } from '../client/request.ts';
import { linkQuestion, linkRefusal } from '../format/link-words.ts';
import { useDialogs } from './dialogs.ts';
import { notify, notifyFailure } from './notices.ts';

/** Opens an outside link through the host's gate: at once, after a question, or not at all with the reason. */
export async function openLink(
  url: string,
  options: { readonly inBackground?: boolean; readonly confirmed?: boolean } = {},
): Promise<void> {
  const inBackground = options.inBackground ?? false;
  try {
    const verdict = await request('host.openLink', { url, inBackground, confirmed: options.confirmed ?? false });
    switch (verdict.kind) {
      case 'opened':
        return;
      case 'open-here':
        return openTab(verdict.url, inBackground);
      case 'ask':
        return useDialogs.getState().show({ kind: 'confirm-link', url: verdict.url, question: linkQuestion(verdict), inBackground });
      case 'refused':
        return notify(linkRefusal(verdict), { isTrouble: true });
    }
  } catch (error) {
    notifyFailure(error);
  }
}

function openTab(url: string, inBackground: boolean): void {
  const link = document.createElement('a');
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  // The only way to a background tab that a page has: a click with the browser's own modifier.
  link.dispatchEvent(new MouseEvent('click', { ctrlKey: inBackground, metaKey: inBackground, cancelable: true, bubbles: false }));
}
