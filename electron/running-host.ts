import { connectControl } from '../worker/host/control-client.ts';
import type { ElectronApi } from './electron-api.ts';

/**
 * A web host that owns this profile already is shown in the browser, by a fresh address of its own: a window here would have no profile (R3).
 * @returns whether there was one
 */
export async function showRunningHost(profileDir: string, shell: Pick<ElectronApi['shell'], 'openExternal'>): Promise<boolean> {
  const found = await connectControl(profileDir);
  if (found.kind !== 'connected') return false;
  const { client } = found;
  try {
    const given = await client.request('host.address', {});
    const address = given.ok ? (given.result as { readonly address: string | null }).address : null;
    if (address === null) return false;
    await shell.openExternal(address);
    return true;
  } catch {
    // No browser: the window then says who has the profile.
    return false;
  } finally {
    client.close();
  }
}
