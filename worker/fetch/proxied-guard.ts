import { isIP } from 'node:net';
import { isPublicAddress } from './address-kind.ts';
import { type Lookup, OutOfReachError } from './guarded-connect.ts';

/** Names that mean this computer or network wherever they are looked up. */
const localName = /^(?:[^.]+|.*\.(?:localhost|local|lan|internal|intranet|home|home\.arpa|corp))\.?$/i;
/** Behind a proxy, a name often cannot be looked up from here at all; nobody waits long to learn that. */
const patienceMs = 2_000;

/**
 * Throws OutOfReachError for a server that a proxy may not be sent to (N2): through a proxy the name is resolved there, so all addresses it
 * has here must be public, and a name that cannot be looked up here must not be of a kind that is local by itself.
 */
export async function guardProxied({ hostname }: URL, lookup: Lookup): Promise<void> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(bare) === 0 ? await lookedUp(bare, lookup) : [bare];
  const local = addresses.filter(address => !isPublicAddress(address));
  if (local.length > 0) throw new OutOfReachError(local);
  if (addresses.length === 0 && localName.test(bare)) throw new OutOfReachError([bare]);
}

/** Empty when it cannot be looked up here. */
async function lookedUp(hostname: string, lookup: Lookup): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never[]>(resolve => {
    timer = setTimeout(resolve, patienceMs, []);
  });
  const found = lookup(hostname).then(
    answers => answers.map(({ address }) => address),
    () => [],
  );
  try {
    return await Promise.race([found, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
