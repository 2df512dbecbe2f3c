import { expect, it } from 'vitest';
import { checkHeaders, checkUserAgent } from '../../../worker/access/header-rules.ts';

it.each([
  'Host',
  'cookie',
  'Cookie2',
  'Referer',
  'Origin',
  'Authorization',
  'Proxy-Authorization',
  'Proxy-Connection',
  'X-Forwarded-For',
  'Content-Length',
  'Content-Type',
  'Transfer-Encoding',
  'Connection',
  'Upgrade',
  'TE',
  'Expect',
  'If-None-Match',
  'If-Modified-Since',
  'Range',
  'Cache-Control',
  'Accept-Encoding',
  'User-Agent',
  'Sec-Fetch-Site',
])('lets nobody set %s, and says why', name => {
  expect(() => checkHeaders({ [name]: 'x' })).toThrow(/cannot be set\. \w/);
});

it.each([
  [{ 'bad name': 'x' }, 'not the name of a header'],
  [{ '': 'x' }, 'not the name of a header'],
  [{ 'X-Own': 'a\r\nHost: b' }, 'cannot be sent'],
  [{ 'X-Own': '' }, 'cannot be sent'],
  [{ 'X-Own': 'é' }, 'cannot be sent'],
  [{ 'X-Own': 'a', 'x-own': 'b' }, 'twice'],
])('refuses %o', (headers, words) => {
  expect(() => checkHeaders(headers as Record<string, string>)).toThrow(words);
});

it('lets others through, and a user agent of one line', () => {
  expect(() => checkHeaders({ 'Accept-Language': 'de, en;q=0.5', 'X-Api-Key': 's3cret', Accept: 'application/rss+xml' })).not.toThrow();
  expect(() => checkUserAgent('Own/1 (friendly)')).not.toThrow();
  expect(() => checkUserAgent('Own\r\nHost: x')).toThrow('cannot be sent');
});
