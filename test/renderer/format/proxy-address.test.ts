import { expect, it } from 'vitest';
import { readProxyAddress } from '../../../renderer/format/proxy-address.ts';

it.each([
  ['proxy.example:3128', 'http://proxy.example:3128'],
  [' https://proxy.example:8443/ ', 'https://proxy.example:8443'],
  ['http://proxy.example:80', 'http://proxy.example'],
  ['localhost:3128', 'http://localhost:3128'],
  ['[::1]:3128', 'http://[::1]:3128'],
])('reads %o as %s', (typed, url) => {
  expect(readProxyAddress(typed)).toEqual({ url, login: null });
});

it('takes the login out of an address', () => {
  expect(readProxyAddress('http://ann:p%40ss@proxy.example:3128')).toEqual({
    url: 'http://proxy.example:3128',
    login: { username: 'ann', password: 'p@ss' },
  });
});

it.each(['', 'socks5://proxy.example:1080', 'http://', 'a b'])('does not take %o for one', typed => {
  expect(readProxyAddress(typed)).toBeNull();
});
