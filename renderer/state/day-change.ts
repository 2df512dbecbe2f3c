import { useClock } from './clock.ts';
import { useList } from './list.ts';
import { reopenInPlace } from './navigation.ts';
import { loadSubscriptions } from './subscriptions.ts';
import { startOfDay } from './view.ts';

/** At midnight, after a sleep over it and in another zone "Today" is another day: its count and its list are asked for anew. */
export function followDays(): void {
  let day = startOfDay(useClock.getState().now);
  useClock.subscribe(({ now }) => {
    if (startOfDay(now) === day) return;
    day = startOfDay(now);
    void loadSubscriptions().catch(() => undefined);
    if (useList.getState().view.kind === 'today') void reopenInPlace();
  });
}
