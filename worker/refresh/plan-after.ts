import type { Answered } from '../discover/fetch-report.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { CheckPlan } from '../protocol/subscriptions.ts';
import { nextCheck } from '../schedule/next-check.ts';
import type { CheckOutcome } from '../store/write-store.ts';
import { neverChecked } from './add-subscription.ts';
import { toChanged } from './changed.ts';
import { checkFailure } from './failure-codes.ts';
import { type TimingNeeds, timingOf } from './timing.ts';

/** When a feed would be asked next that had just been added with this answer, under the user's own pace. Null without a network: that tells nothing. */
export function planAfter(
  needs: TimingNeeds,
  now: Milliseconds,
  feedUrl: string,
  answered: Answered,
  maxAgeMs: number | null,
): CheckPlan | null {
  const outcome = outcomeOf(answered);
  if (outcome.kind === 'failed' && outcome.code === 'offline') return null;
  const pace = needs.store.read.folderPace(null);
  return nextCheck(timingOf(needs, { ...neverChecked, feedUrl, pace }, now, outcome, maxAgeMs));
}

function outcomeOf(answered: Answered): CheckOutcome {
  if (answered.kind === 'changed') return toChanged({ ...answered, bodyHash: '', movedTo: null });
  return { kind: 'failed', ...checkFailure(answered.error), retryAfterAt: answered.retryAfterAt };
}
