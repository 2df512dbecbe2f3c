import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentPolicy } from '../../../worker/host/content-policy.ts';
import { type ServerUnderTest, serveWeb } from '../../helpers/web-server-under-test.ts';

let web: ServerUnderTest;
let key = '';
let ticket = '';

beforeAll(async () => {
  web = await serveWeb();
  ({ key, ticket } = await web.session());
});
afterAll(() => web.server.close());

interface Request {
  readonly method?: string;
  readonly path?: string;
  readonly host?: string | null;
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly type?: string | null;
  readonly isBare?: boolean;
}

const callBody = JSON.stringify({ method: 'subscriptions.list', params: {} });

/** A call that would be accepted, with whatever the case changes. */
function text({
  method = 'POST',
  path = '/call',
  host,
  headers = [],
  body = callBody,
  type = 'application/json',
  isBare = false,
}: Request): string {
  const lines = [`${method} ${path} HTTP/1.1`];
  if (host !== null) lines.push(`Host: ${(host ?? '127.0.0.1:PORT').replace('PORT', String(web.server.port))}`);
  if (!isBare) lines.push(`Authorization: Bearer ${key}`, 'X-Freshet: 1');
  if (method === 'POST' && type !== null) lines.push(`Content-Type: ${type}`);
  if (method === 'POST') lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  lines.push(...headers.map(header => header.replace('PORT', String(web.server.port)).replace('KEY', key)));
  return `${lines.join('\r\n')}\r\n\r\n${method === 'POST' ? body : ''}`;
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const auth = (value: string): Request => ({ isBare: true, headers: ['X-Freshet: 1', `Authorization: ${value}`] });

const refused: readonly (readonly [string, number, Request])[] = [
  ['no Host', 400, { host: null }],
  ['a foreign Host (rebinding)', 403, { host: 'evil.example:PORT' }],
  ['the Host of another port', 403, { host: '127.0.0.1:1' }],
  ['Host without port', 403, { host: '127.0.0.1' }],
  ['Host with a trailing dot', 403, { host: 'localhost.:PORT' }],
  ['Host below localhost', 403, { host: 'a.localhost:PORT' }],
  ['another loopback address as Host', 403, { host: '127.0.0.2:PORT' }],
  ['a number as Host', 403, { host: '2130706433:PORT' }],
  ['credentials in Host', 403, { host: 'user@127.0.0.1:PORT' }],
  ['Host in capitals', 403, { host: 'LOCALHOST:PORT' }],
  ['an empty Host', 403, { host: '' }],
  ['two Hosts', 403, { headers: ['Host: 127.0.0.1:PORT'] }],
  ['two Hosts, one of them foreign', 403, { headers: ['Host: evil.example'] }],
  ['an absolute address of a foreign host', 403, { path: 'http://evil.example/call' }],
  ['a foreign Origin', 403, { headers: ['Origin: http://evil.example'] }],
  ['Origin null', 403, { headers: ['Origin: null'] }],
  ['the Origin of another port', 403, { headers: ['Origin: http://127.0.0.1:1'] }],
  ['the Origin with https', 403, { headers: ['Origin: https://127.0.0.1:PORT'] }],
  ['an Origin under another of our names', 403, { headers: ['Origin: http://localhost:PORT'] }],
  ['an Origin that begins like ours', 403, { headers: ['Origin: http://127.0.0.1:PORT.evil.example'] }],
  ['an extension as Origin', 403, { headers: ['Origin: chrome-extension://abc'] }],
  ['a request from another site', 403, { headers: ['Sec-Fetch-Site: cross-site'] }],
  ['a request from another port', 403, { headers: ['Sec-Fetch-Site: same-site'] }],
  ['an unknown site relation', 403, { headers: ['Sec-Fetch-Site: whatever'] }],
  ['a form', 415, { type: 'application/x-www-form-urlencoded', body: 'method=subscriptions.list' }],
  ['plain text', 415, { type: 'text/plain' }],
  ['no type', 415, { type: null }],
  ['another charset', 415, { type: 'application/json; charset=utf-16' }],
  ['a multipart body that names JSON', 415, { type: 'multipart/form-data; boundary=application/json' }],
  ['a packed body', 415, { headers: ['Content-Encoding: gzip'] }],
  ['no custom header', 403, { isBare: true, headers: ['Authorization: Bearer KEY'] }],
  ['a wrong custom header', 403, { isBare: true, headers: ['Authorization: Bearer KEY', 'X-Freshet: yes'] }],
  ['no key', 401, { isBare: true, headers: ['X-Freshet: 1'] }],
  ['a wrong key', 401, auth(`Bearer ${'a'.repeat(43)}`)],
  ['an empty key', 401, auth('Bearer ')],
  ['the key as Basic', 401, auth('Basic KEY')],
  ['the key as a cookie', 401, { isBare: true, headers: ['X-Freshet: 1', 'Cookie: session=KEY'] }],
  ['the key in the address', 401, { isBare: true, path: '/call?key=KEY', headers: ['X-Freshet: 1'] }],
  ['a picture ticket as key', 401, auth('Bearer TICKET')],
  ['events without a key', 401, { method: 'GET', path: '/events', isBare: true }],
  ['events by POST', 404, { path: '/events' }],
  ['a call by GET', 404, { method: 'GET' }],
  ['OPTIONS', 405, { method: 'OPTIONS' }],
  ['PUT', 405, { method: 'PUT' }],
  ['DELETE', 405, { method: 'DELETE' }],
  ['TRACE', 405, { method: 'TRACE' }],
  ['CONNECT', 405, { method: 'CONNECT', path: 'evil.example:443' }],
  ['an upgrade to a web socket', 400, { method: 'GET', path: '/events', headers: ['Connection: Upgrade', 'Upgrade: websocket'] }],
  ['an upgrade to HTTP/2', 400, { method: 'GET', path: '/', headers: ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c'] }],
  ['broken JSON', 400, { body: '{' }],
  ['another method at the import door', 400, { path: '/call/opml.import' }],
  ['another method at the preview door', 400, { path: '/call/opml.preview' }],
  ['a token that was never given out', 401, { path: '/session', body: '{"token":"abc"}' }],
  ['a token that is no text', 401, { path: '/session', body: '{"token":{}}' }],
  ['a body beyond its limit', 413, { path: '/session', body: JSON.stringify({ token: 'x'.repeat(5_000) }) }],
  ['two lengths', 400, { headers: ['Content-Length: 3'] }],
  ['a length and chunks (smuggling)', 400, { headers: ['Transfer-Encoding: chunked'] }],
  ['headers of 20 kB', 431, { headers: [`X-Long: ${'x'.repeat(20_000)}`] }],
  ['a line of no protocol', 400, { method: 'HELLO THERE' }],
  ...[
    '/../etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/../../package.json',
    '/..\\..\\package.json',
    '/assets/..%5c..%5cx',
    '/index.html%00.js',
    '//etc/passwd',
    '/assets',
    '/assets/',
    '/INDEX.HTML',
    '/index.html/',
    '/.git/config',
    '/file:///etc/passwd',
  ].map(path => [`the path ${path}`, 404, { method: 'GET', path }] as const),
  ['the path with a NUL', 400, { method: 'GET', path: '/index.html\u0000' }],
];

describe('the web server refuses', () => {
  it.each(refused)('%s', async (_name, status, request) => {
    const before = web.calls.length + web.pictures.length;
    const answer = await web.raw(text(request).replace('TICKET', ticket));
    expect(statusOf(answer)).toBe(status);
    expect(answer).not.toMatch(/access-control/i);
    expect(answer).not.toMatch(/set-cookie/i);
    expect(web.calls.length + web.pictures.length).toBe(before);
  });
});

describe('the web server accepts', () => {
  it.each([
    ['a call under the printed address', {}],
    ['a call of our own page', { headers: ['Origin: http://127.0.0.1:PORT', 'Sec-Fetch-Site: same-origin'] }],
    ['localhost', { host: 'localhost:PORT', headers: ['Origin: http://localhost:PORT'] }],
    ['[::1]', { host: '[::1]:PORT' }],
    ['JSON with its charset', { type: 'application/json; charset=UTF-8' }],
  ] satisfies (readonly [string, Request])[])('%s', async (_name, request) => {
    const before = web.calls.length;
    const answer = await web.raw(text(request));
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain('"called"');
    expect(web.calls.slice(before)).toEqual([['subscriptions.list', {}]]);
  });

  it('the page, typed into the address bar', async () => {
    const answer = await web.raw(
      text({ method: 'GET', path: '/', isBare: true, headers: ['Sec-Fetch-Site: none', 'Sec-Fetch-Mode: navigate'] }),
    );
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain('<title>Freshet</title>');
  });
});

describe('every answer', () => {
  it.each(['/', '/assets/main.js', '/nothing', '/events'])('of %s carries the policies', async path => {
    const { headers } = await fetch(web.origin + path);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': contentPolicy('web'),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
  });

  it('has the whole content policy', () => {
    const policy = new Map(
      contentPolicy('web')
        .split('; ')
        .map(part => [part.split(' ', 1)[0], part]),
    );
    expect([...policy.keys()]).toEqual([
      'default-src',
      'script-src',
      'style-src',
      'font-src',
      'img-src',
      'media-src',
      'connect-src',
      'frame-src',
      'base-uri',
      'form-action',
      'frame-ancestors',
      'object-src',
      'manifest-src',
      'require-trusted-types-for',
      'trusted-types',
    ]);
    expect(policy.get('frame-ancestors')).toBe("frame-ancestors 'none'");
    expect(contentPolicy('web')).not.toContain('unsafe');
    expect(contentPolicy('electron')).toContain("connect-src 'none'");
  });

  it('names the type of files and sends HEAD no body', async () => {
    const answer = await fetch(`${web.origin}/assets/main.js`, { method: 'HEAD' });
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('content-length')).toBe('1');
    expect(await answer.text()).toBe('');
  });
});
