import type { Milliseconds } from '../protocol/ids.ts';
import type { Store } from '../store/store.ts';

/** The proxy has changed: feeds that failed at the old one are due now. Their servers have heard nothing of those tries. */
export async function retryProxyFailures({ read, write }: Store, now: Milliseconds): Promise<void> {
  const waiting = read.subscriptions(now).subscriptions.filter(({ failure }) => failure?.code === 'proxy');
  if (waiting.length > 0) await write.scheduleChecks(waiting.map(({ feedId }) => ({ feedId, plan: { at: now, reason: 'new' } })));
}
