import { FeedError } from '../errors.ts';
import type { ProxyChoice } from '../protocol/settings.ts';
import type { Login } from '../protocol/subscriptions.ts';
import type { Store } from '../store/store.ts';
import type { Secrets } from './secrets.ts';

/** The login of the proxy that is set by hand, for that proxy only. */
export interface ProxyLogin {
  /** Null: none is set for this proxy, or the keyring does not open it. */
  of(proxyUrl: string): Promise<Login | null>;
  /** Fails with 'bad-request' while no proxy is set by hand. */
  set(login: Login | null): Promise<void>;
  /** The choice as it is to be stored: the user name is that of the login that is there, and another proxy never gets it. */
  fit(choice: ProxyChoice): Promise<ProxyChoice>;
  isKept(): boolean;
  canKeep(): Promise<boolean>;
}

const key = 'proxy';

interface ProxySecret {
  readonly url: string;
  readonly login: Login;
}

export function createProxyLogin(needs: {
  readonly store: { readonly read: Pick<Store['read'], 'settings'>; readonly write: Pick<Store['write'], 'setSettings'> };
  readonly secrets: Secrets;
}): ProxyLogin {
  const { store, secrets } = needs;

  async function of(proxyUrl: string): Promise<Login | null> {
    const text = await secrets.read(key);
    if (text === null) return null;
    const { url, login } = JSON.parse(text) as ProxySecret;
    return url === proxyUrl ? login : null;
  }

  return {
    of,
    async set(login) {
      const { proxy } = store.read.settings();
      if (proxy.kind !== 'manual')
        throw new FeedError('bad-request', 'Set the address of the proxy first.', { why: 'proxy-missing', field: 'login' });
      const secret: ProxySecret | null = login === null ? null : { url: proxy.url, login };
      await secrets.write(key, secret === null ? null : JSON.stringify(secret));
      await store.write.setSettings({ proxy: { ...proxy, username: login?.username ?? null } });
    },
    async fit(choice) {
      if (choice.kind !== 'manual') return choice;
      const login = await of(choice.url);
      return { kind: 'manual', url: choice.url, username: login?.username ?? null };
    },
    isKept: () => secrets.isKept(key),
    canKeep: secrets.canKeep,
  };
}
