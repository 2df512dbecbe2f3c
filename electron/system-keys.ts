import type { HostKeys } from '../worker/host/host-answers.ts';
import type { ElectronApi } from './electron-api.ts';

/** What Chromium writes before a text that it has sealed with a key of its own source code instead of the keyring's (Linux). */
const unprotected = 'v10';

/**
 * The system's keyring and proxy settings for the worker; to be called after `ready`. Where Electron has no keyring but its "basic text",
 * nothing is sealed at all: that would only look safe (E12).
 */
export function createSystemKeys(
  { safeStorage, session }: Pick<ElectronApi, 'safeStorage' | 'session'>,
  platform: NodeJS.Platform,
): HostKeys {
  const isLinux = platform === 'linux';

  async function canSeal(): Promise<boolean> {
    if (isLinux && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return false;
    return safeStorage.isAsyncEncryptionAvailable();
  }

  return {
    canSeal,
    async seal(text) {
      if (!(await canSeal())) return null;
      const sealed = await safeStorage.encryptStringAsync(text);
      return isLinux && sealed.subarray(0, unprotected.length).toString('latin1') === unprotected ? null : new Uint8Array(sealed);
    },
    async unseal(sealed) {
      if (!(await canSeal())) return null;
      return (await safeStorage.decryptStringAsync(Buffer.from(sealed))).result;
    },
    resolveProxy: url => session.defaultSession.resolveProxy(url),
  };
}
