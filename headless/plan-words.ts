import type { PlanReason, Subscription } from '../worker/protocol/subscriptions.ts';

const reasons: Readonly<Record<PlanReason, string>> = {
  new: 'not checked yet',
  rhythm: 'its own rhythm',
  interval: 'the pace you chose',
  floor: 'sooner would be a burden to its server',
  cache: 'its server says that nothing is new before that',
  ttl: 'the feed asks for this pace',
  'skip-hours': 'the feed does not want to be asked before that',
  'retry-after': 'its server has asked to be left alone until then',
  'host-waits': 'its server has asked other feeds to wait',
  'back-off': 'the last check failed',
  'needs-you': 'once a day, until something is changed',
  gone: 'it says that it is gone',
  quarantined: 'set aside for a day',
  silent: 'nothing new for half a year',
  offline: 'there was no network',
};

/** One line: when a feed is checked next by itself, and why then. */
export function planWords({ isPaused, isHeld, plan }: Pick<Subscription, 'isPaused' | 'isHeld' | 'plan'>): string {
  if (isPaused) return 'paused';
  if (isHeld) return 'paused with its folder or with all feeds';
  if (plan === null) return 'checked by hand only';
  // The end of time: never again by itself.
  if (plan.at > Date.UTC(9000, 0)) return `not checked any more: ${reasons[plan.reason]}`;
  return `next check ${new Date(plan.at).toISOString().slice(0, 16).replace('T', ' ')} UTC: ${reasons[plan.reason]}`;
}
