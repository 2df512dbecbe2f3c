import type { Clock } from '../clock.ts';
import type { AskHost } from '../port/host-questions.ts';
import type { Store } from '../store/store.ts';

/** Short texts that nobody but the worker may read: sealed by the system's keyring in the store, or for this run only in memory. */
export interface Secrets {
  /** Null: there is none, or the keyring does not open it here. */
  read(key: string): Promise<string | null>;
  /** Null forgets it. */
  write(key: string, text: string | null): Promise<void>;
  /** Whether it will still be there at the next start. */
  isKept(key: string): boolean;
  /** Whether it is in the store, and the keyring does not open it. */
  isLocked(key: string): boolean;
  canKeep(): Promise<boolean>;
}

export interface SecretsNeeds {
  readonly store: { readonly read: Pick<Store['read'], 'secret'>; readonly write: Pick<Store['write'], 'setSecret'> };
  readonly askHost: AskHost;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  /** What an earlier worker of this run was told. */
  readonly runSecrets: Readonly<Record<string, string>>;
}

/** A keyring that was locked is asked again after this, and not with every request. */
const retryMs = 15 * 60_000;

export function createSecrets({ store, askHost, clock, runSecrets }: SecretsNeeds): Secrets {
  const forRun = new Map(Object.entries(runSecrets));
  const opened = new Map<string, Promise<string | null>>();
  const lockedAt = new Map<string, number>();

  function open(key: string, sealed: Uint8Array): Promise<string | null> {
    const text = askHost<'unseal'>({ kind: 'unseal', sealed }).then(answer => {
      if (answer !== null) lockedAt.delete(key);
      else if (opened.get(key) === text) {
        lockedAt.set(key, clock.monotonic());
        opened.delete(key);
      }
      return answer;
    });
    opened.set(key, text);
    return text;
  }

  return {
    read(key) {
      const kept = forRun.get(key);
      if (kept !== undefined) return Promise.resolve(kept);
      const known = opened.get(key);
      if (known !== undefined) return known;
      const wasLockedAt = lockedAt.get(key);
      if (wasLockedAt !== undefined && clock.monotonic() - wasLockedAt < retryMs) return Promise.resolve(null);
      const sealed = store.read.secret(key);
      return sealed === null ? Promise.resolve(null) : open(key, sealed);
    },
    async write(key, text) {
      const sealed = text === null ? null : await askHost<'seal'>({ kind: 'seal', text });
      await store.write.setSecret(key, sealed, clock.now());
      lockedAt.delete(key);
      opened.delete(key);
      if (sealed !== null && text !== null) opened.set(key, Promise.resolve(text));
      const runOnly = sealed === null ? text : null;
      if (runOnly !== null) forRun.set(key, runOnly);
      else if (!forRun.delete(key)) return;
      await askHost<'remember'>({ kind: 'remember', key, text: runOnly });
    },
    isKept: key => !forRun.has(key) && store.read.secret(key) !== null,
    isLocked: key => lockedAt.has(key),
    canKeep: async () => (await askHost<'can-seal'>({ kind: 'can-seal' })) === true,
  };
}
