import type { ErrorCode } from '../../worker/protocol/errors.ts';
import { hasOwnWords, language, t } from '../words.ts';

/**
 * Why something failed. The worker's own sentence is English, and tells more than its code: it is said where the window speaks English, and
 * where the window's language has no words for the code.
 */
export function failureWords({ code, message }: { readonly code: ErrorCode; readonly message: string }): string {
  const isEnglish = language() === 'en';
  return isEnglish || !hasOwnWords(`failure.${code}`) ? message : t(`failure.${code}`, { said: message });
}
