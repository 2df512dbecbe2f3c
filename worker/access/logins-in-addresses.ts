import { readAddressAndLogin } from '../discover/address.ts';
import { FeedError } from '../errors.ts';
import type { FeedId } from '../protocol/ids.ts';
import type { Login } from '../protocol/subscriptions.ts';
import type { Store } from '../store/store.ts';
import type { FeedAccesses } from './feed-access.ts';

interface LoginsInAddressesNeeds {
  readonly store: { readonly read: Pick<Store['read'], 'feedsIn'>; readonly write: Pick<Store['write'], 'setPlainAddress'> };
  readonly accesses: FeedAccesses;
  readonly canKeep: () => Promise<boolean>;
}

/**
 * Early versions stored `user:password@` as part of an address. It is sealed like any login, and only then taken out of the address: where no
 * keyring keeps it, it stays where it is, or it would be gone with this run.
 */
export async function sealLoginsInAddresses({ store, accesses, canKeep }: LoginsInAddressesNeeds): Promise<void> {
  const found = store.read.feedsIn({ kind: 'all' }).flatMap(({ feedId, feedUrl }) => {
    const read = loginIn(feedUrl);
    return read === null ? [] : [{ feedId, ...read }];
  });
  if (found.length === 0 || !(await canKeep())) return;
  for (const { feedId, plainUrl, login } of found) {
    if (await isSealed(accesses, feedId, login)) await store.write.setPlainAddress(feedId, plainUrl);
  }
}

/** A login that the user has set since goes before the one in the address, also when requests are made. */
async function isSealed(accesses: FeedAccesses, feedId: FeedId, login: Login): Promise<boolean> {
  const before = await accesses.of(feedId);
  if (before.isLocked === true) return false;
  if (before.login === null) await accesses.change(feedId, { login });
  return (await accesses.describe(feedId)).isLoginKept;
}

function loginIn(feedUrl: string): { readonly plainUrl: string; readonly login: Login } | null {
  if (!/^https?:\/\/[^/?#]*@/i.test(feedUrl)) return null;
  try {
    const { url, login } = readAddressAndLogin(feedUrl);
    return login === null ? null : { plainUrl: url.href, login };
  } catch (thrown) {
    // Spelled in no way that can be read: a request goes without it too.
    if (thrown instanceof FeedError) return null;
    throw thrown;
  }
}
