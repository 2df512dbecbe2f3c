import type { Subscription } from '../../../worker/protocol/subscriptions.ts';
import { isUsualPlan, planWords } from '../../format/plan.ts';
import { useClock } from '../../state/clock.ts';
import styles from './feed-note.module.css';

/** Above the list of a feed that is well but not checked as usual: when it is checked next, and why then. */
export function PlanLine({ subscription }: { readonly subscription: Subscription }) {
  const now = useClock(state => state.now);
  if (isUsualPlan(subscription)) return null;
  return (
    <p className={styles['plan']} data-plan>
      {planWords(subscription, now)}
    </p>
  );
}
