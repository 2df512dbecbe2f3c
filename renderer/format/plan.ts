import type { CheckPlan } from '../../worker/protocol/model.ts';
import { t } from '../words.ts';
import { articleDate, daysBetween, timeOfDay } from './time.ts';

/** When a feed is asked next: "Next check at 14:20", "Next check on 3 May, 14:20"; due ones soon. */
export function nextCheckWords({ at, reason }: CheckPlan, now: number): string {
  if (reason === 'gone') return t('plan.never');
  if (at <= now) return t('plan.soon');
  return daysBetween(at, now) === 0 ? t('plan.at', { time: timeOfDay(at) }) : t('plan.on', { day: articleDate(at, now) });
}

/** Why it is asked then. */
export function planReasonWords({ reason }: CheckPlan): string {
  return t(`plan.why.${reason}`);
}
