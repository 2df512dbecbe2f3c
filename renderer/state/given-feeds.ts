import { readGiven } from '../format/given-address.ts';
import { t } from '../words.ts';
import { useDialogs } from './dialogs.ts';
import { openImport } from './import-list.ts';
import { notify } from './notices.ts';

/** Goes on with what the user gives: to the add dialog, which looks at once, or to the preview of a list. What is not of the web is refused in words. */
export function takeGiven(text: string, isFrom: 'drop' | 'paste'): void {
  const given = readGiven(text);
  switch (given.kind) {
    case 'address':
      useDialogs.getState().show({ kind: 'add-feed', address: given.address });
      break;
    case 'list':
      openImport(new File([given.text], t('import.pasted'), { type: 'text/xml' }));
      break;
    case 'refused':
      notify(t('notice.refusedScheme', { scheme: given.scheme }), { isTrouble: true });
      break;
    case 'nothing':
      notify(t(isFrom === 'paste' ? 'notice.nothingPasted' : 'notice.nothingDropped'));
  }
}

const fields = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';

/** An address that is pasted anywhere outside of a field is one to subscribe to. @param place the window, or the page of an article in it */
export function takePastes(place: EventTarget): () => void {
  const onPaste = (event: Event): void => {
    const { target, clipboardData } = event as ClipboardEvent;
    // Not instanceof: an element of the article's frame is of another realm.
    const isInField = target !== null && 'closest' in target && (target as Element).closest(fields) !== null;
    if (isInField || useDialogs.getState().open !== null) return;
    const text = clipboardData?.getData('text/plain') ?? '';
    if (text.trim() === '') return;
    event.preventDefault();
    takeGiven(text, 'paste');
  };
  place.addEventListener('paste', onPaste);
  return () => place.removeEventListener('paste', onPaste);
}
