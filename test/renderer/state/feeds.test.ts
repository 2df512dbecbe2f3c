import { expect, it, vi } from 'vitest';
import { copyAddress } from '../../../renderer/state/feeds.ts';
import { installFakeBridge } from './fake-bridge.ts';

const address = 'https://example.org/feed';

it('copies by the host in Electron, where a page has no right to the clipboard', async () => {
  const fake = installFakeBridge('electron');
  const writeText = vi.fn();
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  await copyAddress(address);
  expect(fake.calls).toEqual([{ method: 'host.copyText', params: { text: address } }]);
  expect(writeText).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
});

it('copies by itself in a browser tab, whose host may be on a machine without a desktop', async () => {
  const fake = installFakeBridge('web');
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  await copyAddress(address);
  expect(writeText).toHaveBeenCalledWith(address);
  expect(fake.calls).toEqual([]);
  vi.unstubAllGlobals();
});
