import { hostAndPort, isLoopbackHost } from '../fetch/address-kind.ts';
import type { StartMessage } from '../protocol/messages.ts';
import type { ReadStore } from '../store/store.ts';

/**
 * Local hosts that feeds may be asked from: those that the user has confirmed and, where the start message allows it for this run,
 * this computer's own that feeds are subscribed to on.
 */
export function reachableHosts(
  read: Pick<ReadStore, 'confirmedLocalHosts' | 'feedsIn'>,
  { allowsLoopbackFeeds }: Pick<StartMessage, 'allowsLoopbackFeeds'>,
): () => ReadonlySet<string> {
  if (allowsLoopbackFeeds !== true) return read.confirmedLocalHosts;
  const own = new Set(read.feedsIn({ kind: 'all' }).flatMap(({ feedUrl }) => ownHost(feedUrl)));
  return () => new Set([...own, ...read.confirmedLocalHosts()]);
}

function ownHost(feedUrl: string): readonly string[] {
  const url = URL.parse(feedUrl);
  return url !== null && isLoopbackHost(url.hostname) ? [hostAndPort(url)] : [];
}
