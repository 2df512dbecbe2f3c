import { create } from 'zustand';
import type { NetworkStatus, ProxyChoice } from '../../worker/protocol/settings.ts';
import type { Login } from '../../worker/protocol/subscriptions.ts';
import { request } from '../client/request.ts';
import { notifyFailure } from './notices.ts';
import { changeSettings } from './settings.ts';

/** Null until the worker has answered. */
export const useNetwork = create<{ readonly status: NetworkStatus | null }>()(() => ({ status: null }));

export async function loadNetwork(): Promise<void> {
  try {
    useNetwork.setState({ status: await request('network.status', {}) });
  } catch (error) {
    notifyFailure(error);
  }
}

/** True when it is stored. */
export async function setProxyLogin(login: Login | null): Promise<boolean> {
  try {
    useNetwork.setState({ status: await request('network.setProxyLogin', { login }) });
    return true;
  } catch (error) {
    notifyFailure(error);
    return false;
  }
}

export async function setProxy(proxy: ProxyChoice): Promise<void> {
  await changeSettings({ proxy });
  await loadNetwork();
}
