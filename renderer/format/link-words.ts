import type { LinkVerdict } from '../../worker/protocol/host.ts';
import { hasOwnWords, t } from '../words.ts';

/** The question of the gate for links, in the window's language where that has words for it. */
export function linkQuestion({ why, of, question }: Extract<LinkVerdict, { readonly kind: 'ask' }>): string {
  return hasOwnWords(`linkGate.ask.${why}`) ? t(`linkGate.ask.${why}`, { of }) : question;
}

/** Why the gate does not open a link. */
export function linkRefusal({ why, of, reason }: Extract<LinkVerdict, { readonly kind: 'refused' }>): string {
  return hasOwnWords(`linkGate.refused.${why}`) ? t(`linkGate.refused.${why}`, { of }) : reason;
}
