import type { WireError } from '../../worker/protocol/errors.ts';
import { hasOwnWords, language, t } from '../words.ts';

/**
 * Why something failed. The worker's own sentence is English, and tells more than its code: it is said where the window speaks English, and
 * where the window's language has no words for the code.
 */
export function failureWords({ code, message, why, of = '' }: Pick<WireError, 'code' | 'message' | 'why' | 'of'>): string {
  if (language() === 'en') return message;
  if (why !== undefined && hasOwnWords(`failureWhy.${why}`)) return t(`failureWhy.${why}`, { of });
  return hasOwnWords(`failure.${code}`) ? t(`failure.${code}`, { said: message }) : message;
}
