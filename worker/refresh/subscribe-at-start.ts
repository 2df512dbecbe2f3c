import { readAddress } from '../discover/address.ts';
import { hostAndPort, isLoopbackHost } from '../fetch/address-kind.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { StartMessage } from '../protocol/messages.ts';
import type { Store } from '../store/store.ts';

/**
 * Subscribes to the addresses of the start message that are not subscribed to yet; nothing is fetched before the worker is ready.
 * Addresses on this computer stay unconfirmed, as those of any list do, except where a test or bench lifts the limits.
 */
export async function subscribeAtStart(
  { read, write }: Store,
  { addresses, liftLimitsForLoopback }: Pick<StartMessage, 'addresses' | 'liftLimitsForLoopback'>,
  at: Milliseconds,
): Promise<void> {
  for (const address of addresses) {
    const url = readAddress(address);
    const feedUrl = url.href;
    if (liftLimitsForLoopback && isLoopbackHost(url.hostname)) await write.confirmLocalHost(hostAndPort(url), at);
    if (read.feedIdByUrl(feedUrl) !== null) continue;
    await write.addSubscription({ feedUrl, folder: null, firstUnread: 'recent', outcome: null, at, plan: { at, reason: 'new' } });
  }
}
