import { create } from 'zustand';
import { request } from '../client/request.ts';
import { notifyFailure } from './notices.ts';

/** What the system keeps for Freshet. Null: it has not said, or this host has no say in it. */
interface HostSettings {
  readonly opensAtLogin: boolean | null;
  readonly takesFeedLinks: boolean | null;
}

export const useHostSettings = create<HostSettings>()(() => ({ opensAtLogin: null, takesFeedLinks: null }));

/** It can be changed outside of Freshet too: asked for anew whenever it is shown. */
export function loadHostSettings(): void {
  void request('host.loginItem', { wish: null }).then(
    ({ opensAtLogin }) => useHostSettings.setState({ opensAtLogin }),
    () => undefined,
  );
  void request('host.feedLinks', { claim: null }).then(
    ({ isOurs }) => useHostSettings.setState({ takesFeedLinks: isOurs }),
    () => undefined,
  );
}

/** Shown is what the system says then: it may refuse. */
export async function setOpensAtLogin(wish: boolean): Promise<void> {
  try {
    const { opensAtLogin } = await request('host.loginItem', { wish });
    useHostSettings.setState({ opensAtLogin });
  } catch (error) {
    notifyFailure(error);
  }
}

export async function claimFeedLinks(claim: boolean): Promise<void> {
  try {
    const { isOurs } = await request('host.feedLinks', { claim });
    useHostSettings.setState({ takesFeedLinks: isOurs });
  } catch (error) {
    notifyFailure(error);
  }
}

/** As in a new profile: nothing is claimed. @returns takes it back */
export async function resetHostSettings(): Promise<() => Promise<void>> {
  const { opensAtLogin, takesFeedLinks } = useHostSettings.getState();
  if (opensAtLogin === true) await setOpensAtLogin(false);
  if (takesFeedLinks === true) await claimFeedLinks(false);
  return async () => {
    if (opensAtLogin === true) await setOpensAtLogin(true);
    if (takesFeedLinks === true) await claimFeedLinks(true);
  };
}
