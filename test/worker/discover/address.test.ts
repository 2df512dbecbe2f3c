import { expect, test } from 'vitest';
import { readAddress, readAddressAndLogin } from '../../../worker/discover/address.ts';
import { FeedError, toWireError } from '../../../worker/errors.ts';

test.each([
  ['example.org', 'https://example.org/'],
  ['  Example.ORG/Feed?a=1#top \n', 'https://example.org/Feed?a=1'],
  ['http://example.org', 'http://example.org/'],
  ['HTTPS://example.org/', 'https://example.org/'],
  ['//example.org/x', 'https://example.org/x'],
  ['<https://example.org/feed>', 'https://example.org/feed'],
  ['feed://example.org/rss', 'http://example.org/rss'],
  ['feed:https://example.org/rss', 'https://example.org/rss'],
  ['example.org:8443/rss', 'https://example.org:8443/rss'],
  ['localhost:8080/rss', 'http://localhost:8080/rss'],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080/'],
  ['[::1]:8080/rss', 'http://[::1]:8080/rss'],
  ['nas.local/rss', 'http://nas.local/rss'],
  ['http://nas/rss', 'http://nas/rss'],
  ['nas:8080', 'https://nas:8080/'],
  ['http://0x7f.1/', 'http://127.0.0.1/'],
  ['r/linux', 'https://www.reddit.com/r/linux/'],
  ['/r/linux+rust/', 'https://www.reddit.com/r/linux+rust/'],
  ['u/some_one', 'https://www.reddit.com/user/some_one/'],
  ['@writer@social.example', 'https://social.example/@writer'],
  ['@someone.bsky.social', 'https://bsky.app/profile/someone.bsky.social'],
  ['bücher.example', 'https://xn--bcher-kva.example/'],
  ['https://example.org/a\nb', 'https://example.org/ab'],
])('reads %o as %s', (typed, address) => {
  expect(readAddress(typed).href).toBe(address);
});

test.each([
  ['', /^Type the address/],
  ['   ', /^Type the address/],
  ['my favourite site', /space/],
  ['news', /no site called “news”/],
  ['example..org', /no site called/],
  ['@handle', /@handle may be on many sites. Add where/],
  ['mailto:somebody@example.org', /not “mailto:”/],
  ['javascript:alert(1)', /not “javascript:”/],
  ['file:///etc/passwd', /not “file:”/],
  ['http://', /not an address/],
  ['https://exa%mple.org', /not an address/],
  [`https://example.org/${'x'.repeat(9000)}`, /too long.*9,020 characters.*8,192/],
])('says what is wrong with %o', (typed, words) => {
  try {
    readAddress(typed);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(FeedError);
    expect(error).toMatchObject({ code: 'bad-address', message: expect.stringMatching(words), extras: { field: 'address' } });
  }
});

test('takes user name and password out of an address', () => {
  const login = (typed: string) => {
    const read = readAddressAndLogin(typed);
    return [read.url.href, read.login];
  };
  expect(login('https://anna:s%20cret@example.org/feed')).toEqual(['https://example.org/feed', { username: 'anna', password: 's cret' }]);
  expect(login('anna@example.org')).toEqual(['https://example.org/', { username: 'anna', password: '' }]);
  expect(login('https://example.org/')).toEqual(['https://example.org/', null]);
});

test('repeats no password of an address that it refuses', () => {
  for (const typed of ['https://anna:%zzsecret@example.org/feed', 'https://anna:sec/secret@example.org', 'ftp://anna:secret@example.org']) {
    try {
      readAddressAndLogin(typed);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'bad-address' });
      expect(JSON.stringify(toWireError(error))).not.toContain('secret');
    }
  }
});
