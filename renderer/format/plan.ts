import type { CheckPlan, PlanReason, Subscription } from '../../worker/protocol/subscriptions.ts';
import { t } from '../words.ts';
import { articleDate, daysBetween, timeOfDay } from './time.ts';

/** When a feed is asked next: "Next check at 14:20", "Next check on 3 May, 14:20"; due ones soon. */
export function nextCheckWords({ at, reason }: CheckPlan, now: number): string {
  if (isNever({ at, reason }, now)) return t('plan.never');
  if (at <= now) return t('plan.soon');
  return daysBetween(at, now) === 0 ? t('plan.at', { time: timeOfDay(at) }) : t('plan.on', { day: articleDate(at, now) });
}

/** The same where "Next check" stands beside it already: "About 14:20." */
export function checkTimeWords({ at, reason }: CheckPlan, now: number): string {
  if (isNever({ at, reason }, now)) return t('plan.never');
  if (at <= now) return t('plan.when.soon');
  return daysBetween(at, now) === 0 ? t('plan.when.at', { time: timeOfDay(at) }) : t('plan.when.on', { day: articleDate(at, now) });
}

/** The end of time: one more check may still come before that. */
function isNever({ at, reason }: CheckPlan, now: number): boolean {
  return reason === 'gone' && at - now > 366 * 24 * 3_600_000;
}

/** Why it is asked then. */
export function planReasonWords({ reason }: CheckPlan): string {
  return t(`plan.why.${reason}`);
}

/** Both in a line, or why there is no next check. */
export function planWords({ isPaused, isHeld, plan }: Pick<Subscription, 'isPaused' | 'isHeld' | 'plan'>, now: number): string {
  if (isPaused) return t('plan.paused');
  if (isHeld) return t('plan.held');
  return plan === null ? t('plan.byHand') : `${nextCheckWords(plan, now)} ${planReasonWords(plan)}`;
}

const usualReasons: readonly PlanReason[] = ['new', 'rhythm', 'interval', 'floor', 'cache', 'ttl'];

/** Nothing that needs telling: the feed is checked at its pace. */
export function isUsualPlan({ isHeld, plan }: Pick<Subscription, 'isHeld' | 'plan'>): boolean {
  return !isHeld && plan !== null && usualReasons.includes(plan.reason);
}
