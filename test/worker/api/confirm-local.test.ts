import { expect, test } from 'vitest';
import { withLocalConfirmed } from '../../../worker/api/confirm-local.ts';
import { FeedError } from '../../../worker/errors.ts';

/** Fails with 'local-address' for `host` until it has been confirmed. */
async function ask(address: string, host: string): Promise<string[]> {
  const confirmed: string[] = [];
  await withLocalConfirmed({ address, confirmed: true, confirmLocalHost: async each => void confirmed.push(each) }, async () => {
    if (!confirmed.includes(host)) throw new FeedError('local-address', 'On this computer.', { host });
  });
  return confirmed;
}

test.each([
  'http://127.0.0.1:8080/feed',
  '127.0.0.1:8080',
  ' 127.0.0.1:8080/feed ',
  'feed://127.0.0.1:8080/feed',
  'feed:http://127.0.0.1:8080/',
])('a yes to %j confirms the host that was typed', async address => {
  expect(await ask(address, '127.0.0.1:8080')).toEqual(['127.0.0.1:8080']);
});

test('a yes confirms no host but the typed one, whatever a page or a redirect leads to', async () => {
  await expect(ask('https://example.org/', '127.0.0.1:8080')).rejects.toMatchObject({ code: 'local-address' });
  await expect(ask('http://127.0.0.1:8080/', '127.0.0.1:9090')).rejects.toMatchObject({ code: 'local-address' });
});
