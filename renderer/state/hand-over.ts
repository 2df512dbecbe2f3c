import { onEvent } from '../client/events.ts';
import { request } from '../client/request.ts';
import { useDialogs } from './dialogs.ts';

/** Feeds that other programs hand over lead to the add dialog and its question, one at a time. */
export function takeHandedOver(): void {
  onEvent('host.handedOver', () => void takeNext());
  void takeNext();
}

async function takeNext(): Promise<void> {
  // The host waits for nobody: an address that is not taken now is taken at the next start of the window.
  const { address } = await request('host.takeHandedOver', {}).catch(() => ({ address: null }));
  if (address !== null) useDialogs.getState().show({ kind: 'add-feed', address, isFromLink: true });
}
