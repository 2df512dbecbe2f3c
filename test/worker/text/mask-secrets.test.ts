import { expect, test } from 'vitest';
import { hasSecretParameter, maskSecrets } from '../../../worker/text/mask-secrets.ts';

test.each([
  ['https://ann:pw@a.example/feed', 'https://a.example/feed'],
  ['https://a.example/feed?token=abc', 'https://a.example/feed?token=***'],
  ['https://a.example/feed?page=2&access_token=a.b-c&x=1', 'https://a.example/feed?page=2&access_token=***&x=1'],
  ['https://a.example/feed?feedToken=a&ApiKey=b;passkey=c', 'https://a.example/feed?feedToken=***&ApiKey=***;passkey=***'],
  ['https://a.example/feed?X-Amz-Signature=ff00', 'https://a.example/feed?X-Amz-Signature=***'],
  ['https://a.example/feed?user%5Bpassword%5D=x', 'https://a.example/feed?user%5Bpassword%5D=***'],
  ['https://a.example/feed#access_token=x', 'https://a.example/feed#access_token=***'],
  ['https://ann@a.example/?key=1', 'https://a.example/?key=***'],
])('masks the login and the keys of %s', (address, masked) => {
  expect(maskSecrets(address)).toBe(masked);
  expect(maskSecrets(masked)).toBe(masked);
});

test.each([
  'https://a.example/feed?keyword=river&monkey=1&design=2&author=ann&passage=3',
  'https://a.example/feed?format=rss&cat=%zz',
  'https://a.example/token/secret?q=token',
  'https://a.example/feed?token=',
  'no address?',
])('leaves %s as it is', address => {
  expect(maskSecrets(address)).toBe(address);
  expect(hasSecretParameter(address)).toBe(false);
});

test('tells whether an address holds a key', () => {
  expect(hasSecretParameter('https://a.example/?a=1&token=2')).toBe(true);
  expect(hasSecretParameter('https://ann:pw@a.example/')).toBe(false);
});
