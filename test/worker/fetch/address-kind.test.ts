import { expect, test } from 'vitest';
import { hostAndPort, isLoopbackHost, isPublicAddress } from '../../../worker/fetch/address-kind.ts';

test.each([
  ['loopback', ['127.0.0.1', '127.255.255.254', '::1']],
  ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
  ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1']],
  ['link-local', ['169.254.0.1', '169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'febf::1', 'fec0::1']],
  ['shared by a provider', ['100.64.0.1', '100.127.255.255']],
  ['multicast and broadcast', ['224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1']],
  ['reserved', ['240.0.0.1', '192.0.0.8', '198.18.0.1', '198.19.255.255', '192.88.99.1', '5f00::1', '100::1', '4000::1', '1::1']],
  ['documentation', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1']],
  ['IPv4 in IPv6', ['::ffff:8.8.8.8', '::ffff:127.0.0.1', '::ffff:7f00:1', '::7f00:1', '::ffff:0:127.0.0.1']],
  ['NAT64', ['64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::1']],
  ['6to4 and Teredo', ['2002:7f00:1::1', '2002:808:808::1', '2001::1', '2001:0:7f00:1::']],
  ['no address at all', ['', 'localhost', '127.1', '0x7f000001', '2130706433', '1.2.3', '1.2.3.4.5', '01.2.3.4', 'g::1']],
])('counts as local: %s', (_, addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([]);
});

test('counts as public what belongs to one machine on the Internet', () => {
  const addresses = [
    '8.8.8.8',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.0.1',
    '100.128.0.1',
    '192.0.1.1',
    '223.255.255.255',
  ];
  const six = ['2606:4700::1111', '2a00:1450:4001::1', '2001:4860:4860::8888'];
  expect([...addresses, ...six].filter(address => !isPublicAddress(address))).toEqual([]);
});

test('names a host with the port that is really used', () => {
  expect(hostAndPort(new URL('http://Example.org/'))).toBe('example.org:80');
  expect(hostAndPort(new URL('https://example.org/'))).toBe('example.org:443');
  expect(hostAndPort(new URL('http://[::1]:8080/'))).toBe('[::1]:8080');
  expect(hostAndPort(new URL('http://0x7f.1:80/'))).toBe('127.0.0.1:80');
});

test('knows loopback by address or by its reserved name only', () => {
  expect(['127.0.0.1', '127.9.9.9', '[::1]', 'localhost'].every(isLoopbackHost)).toBe(true);
  expect(['127.example.org', '10.0.0.1', 'localhost.example.org', '[::2]'].some(isLoopbackHost)).toBe(false);
});
