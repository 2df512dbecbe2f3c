import type { FullText } from '../../worker/protocol/entries.ts';
import { language, t } from '../words.ts';
import { failureWords } from './failure-words.ts';

/** Why the full text could not be had. Of one that failed in an earlier session only the English sentence is known. */
export function fullTextFailureWords({ code, message }: FullText & { readonly kind: 'failed' }): string {
  if (code === undefined || language() === 'en') return message;
  switch (code) {
    case 'unauthorized':
    case 'forbidden':
      return t('fullText.why.closed');
    case 'not-found':
    case 'gone':
      return t('fullText.why.gone');
    case 'rate-limited':
      return t('fullText.why.tooMany');
    default:
      return failureWords({ code, message });
  }
}
