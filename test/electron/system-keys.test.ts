import { expect, test } from 'vitest';
import { createSystemKeys } from '../../electron/system-keys.ts';
import { createFakeElectron } from './fake-electron.ts';

test('seals by the keyring of the system, and opens what it has sealed', async () => {
  const fake = createFakeElectron('/nowhere');
  const keys = createSystemKeys(fake.api, 'linux');
  const sealed = (await keys.seal?.('s3cret')) ?? new Uint8Array();
  expect(Buffer.from(sealed).toString()).not.toContain('s3cret');
  expect(await keys.unseal?.(sealed)).toBe('s3cret');
  expect(await keys.canSeal?.()).toBe(true);
});

test.each(['basic_text', 'unknown'] as const)('seals nothing where the keyring is %s', async keyring => {
  const fake = createFakeElectron('/nowhere');
  fake.answers.keyring = keyring;
  const keys = createSystemKeys(fake.api, 'linux');
  expect([await keys.canSeal?.(), await keys.seal?.('s3cret')]).toEqual([false, null]);
});

test('refuses what was sealed with the key that everybody knows', async () => {
  const fake = createFakeElectron('/nowhere');
  fake.answers.sealPrefix = 'v10';
  expect(await createSystemKeys(fake.api, 'linux').seal?.('s3cret')).toBeNull();
  expect(await createSystemKeys(fake.api, 'darwin').seal?.('s3cret')).not.toBeNull();
});

test('passes on what the system says of proxies', async () => {
  const fake = createFakeElectron('/nowhere');
  fake.answers.proxy = 'PROXY proxy.example:3128; DIRECT';
  expect(await createSystemKeys(fake.api, 'win32').resolveProxy?.('https://example.org/')).toBe('PROXY proxy.example:3128; DIRECT');
});
