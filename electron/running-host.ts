import { connectControl } from '../worker/host/control-client.ts';
import type { FeedHandOver } from '../worker/host/feed-hand-over.ts';
import type { ElectronApi } from './electron-api.ts';

/**
 * A web host that owns this profile already is shown in the browser, by a fresh address of its own: a window here would have no profile (R3).
 * The links that this start was given go along.
 * @returns whether there was one
 */
export async function showRunningHost(
  profileDir: string,
  shell: Pick<ElectronApi['shell'], 'openExternal'>,
  handOver: Pick<FeedHandOver, 'add' | 'take'>,
): Promise<boolean> {
  const found = await connectControl(profileDir);
  if (found.kind !== 'connected') return false;
  const { client } = found;
  const addresses = takeAll(handOver);
  let isShown = false;
  try {
    const given = await client.request('host.address', {});
    const address = given.ok ? (given.result as { readonly address: string | null }).address : null;
    if (address !== null) {
      // The page that opens takes them, and asks.
      if (addresses.length > 0) await client.request('host.handOver', { addresses });
      await shell.openExternal(address);
      isShown = true;
    }
  } catch {
    // No browser: the window then says who has the profile.
  } finally {
    client.close();
  }
  if (!isShown) handOver.add(addresses);
  return isShown;
}

function takeAll({ take }: Pick<FeedHandOver, 'take'>): readonly string[] {
  const addresses: string[] = [];
  for (let address = take(); address !== null; address = take()) addresses.push(address);
  return addresses;
}
