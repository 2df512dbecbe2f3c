import { create } from 'zustand';
import type { NetworkStatus } from '../../worker/protocol/model.ts';
import { request } from '../client/request.ts';
import { notifyFailure } from './notices.ts';

/** Null until the worker has answered. */
export const useNetwork = create<{ readonly status: NetworkStatus | null }>()(() => ({ status: null }));

export async function loadNetwork(): Promise<void> {
  try {
    useNetwork.setState({ status: await request('network.status', {}) });
  } catch (error) {
    notifyFailure(error);
  }
}
