import type { ProxyLogin } from '../access/proxy-login.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { EventEmitter } from '../events.ts';
import type { NetworkStatus } from '../protocol/settings.ts';
import type { Store } from '../store/store.ts';

export interface NetworkApiNeeds {
  readonly store: { readonly read: Pick<Store['read'], 'settings'>; readonly write: Pick<Store['write'], 'setSettings'> };
  readonly proxyLogin: ProxyLogin;
  readonly events: EventEmitter;
  readonly proxyFailure: () => string | null;
  readonly onProxyChanged: () => Promise<void>;
}

export function createNetworkHandlers(needs: NetworkApiNeeds): HandlersOf<'network.status' | 'network.setProxyLogin'> {
  const { store, proxyLogin, events, proxyFailure, onProxyChanged } = needs;

  async function status(): Promise<NetworkStatus> {
    const { proxy } = store.read.settings();
    const hasLogin = proxy.kind === 'manual' && proxy.username !== null;
    return { canKeepLogin: await proxyLogin.canKeep(), isLoginKept: hasLogin && proxyLogin.isKept(), proxyFailure: proxyFailure() };
  }

  return {
    'network.status': status,
    async 'network.setProxyLogin'({ login }) {
      await proxyLogin.set(login);
      events.emit('settings.changed', store.read.settings());
      await onProxyChanged();
      return status();
    },
  };
}
