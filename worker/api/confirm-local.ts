import { readAddress } from '../discover/address.ts';
import { FeedError } from '../errors.ts';
import { hostAndPort } from '../fetch/address-kind.ts';

export interface LocalQuestion {
  /** As the user typed it. */
  readonly address: string;
  readonly confirmed: boolean;
  readonly confirmLocalHost: (host: string) => Promise<void>;
}

/**
 * Runs, and when that fails because the address is on this computer or network and the user has said yes to it, remembers that word
 * and runs again. Only the typed host and port can be confirmed: none that a page or a redirect names (N2).
 */
export async function withLocalConfirmed<T>({ address, confirmed, confirmLocalHost }: LocalQuestion, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    const host = thrown instanceof FeedError && thrown.code === 'local-address' ? thrown.extras.host : undefined;
    if (!confirmed || host === undefined || !isTyped(address, host)) throw thrown;
    await confirmLocalHost(host);
    return await run();
  }
}

/** Typed without a scheme, an address may come to be asked by either. */
function isTyped(address: string, host: string): boolean {
  const spellings = [address, `http://${address.trim()}`];
  return spellings.some(spelling => {
    try {
      return hostAndPort(readAddress(spelling)) === host;
    } catch {
      return false;
    }
  });
}
