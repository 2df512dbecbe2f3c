import { expect, test } from 'vitest';
import { RetryAfterError } from '../../../worker/fetch/request.ts';
import { ask, askLocally, certificate, createNetwork, failureOf, key, now, serve, textOf, userAgent } from './fetching.ts';

test('fetches a body with its type, its validators and how long it stays fresh', async () => {
  const server = await serve();
  server.on('/feed', {
    body: '<rss/>',
    type: 'application/rss+xml',
    etag: '"v1"',
    lastModified: 'Sun, 01 Mar 2026 10:00:00 GMT',
    headers: { 'Cache-Control': 'public, max-age=1800' },
  });
  const { fetcher } = createNetwork();
  const result = await fetcher(askLocally(server, '/feed?x=1#top'));
  expect(result).toMatchObject({
    kind: 'fetched',
    url: `${server.origin}/feed?x=1`,
    movedTo: null,
    contentType: 'application/rss+xml',
    validators: { etag: '"v1"', lastModified: 'Sun, 01 Mar 2026 10:00:00 GMT' },
    cache: { maxAgeMs: 1_800_000 },
  });
  expect(textOf(result)).toBe('<rss/>');
});

test('sends nothing but who it is and what it takes, feed types first', async () => {
  const server = await serve();
  server.on('/feed', { body: 'x', headers: { 'Set-Cookie': 'id=1; Path=/' } });
  const { fetcher } = createNetwork();
  await fetcher(askLocally(server, '/feed'));
  await fetcher(askLocally(server, '/feed'));
  for (const { url, method, headers } of server.log) {
    expect({ url, method }).toEqual({ url: '/feed', method: 'GET' });
    expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
    expect(headers['user-agent']).toBe(userAgent);
    expect(headers.accept).toMatch(/^application\/atom\+xml, application\/rss\+xml, application\/feed\+json/);
    expect(headers['accept-encoding']).toBe('gzip, deflate, br, zstd');
  }
});

test('asks for pictures by picture types', async () => {
  const server = await serve();
  server.on('/a.png', { body: 'x' });
  const { fetcher } = createNetwork();
  await fetcher(askLocally(server, '/a.png', { purpose: 'picture' }));
  expect(server.log[0]?.headers.accept).toMatch(/^image\/avif, .*image\/svg\+xml;q=0/);
});

test.each([
  ['quoted', '"abc"', 'Sun, 01 Mar 2026 10:00:00 GMT'],
  ['weak', 'W/"abc"', '2026-03-01T10:00:00Z'],
  ['unquoted and with commas', 'a,b, c', '1772359200'],
  ['with bytes beyond ASCII', '"caf\xe9 \xa0\xff"', 'dimanche 1 mars 2026'],
  ['with inner spaces and tabs', '"a  b\tc"', 'Thu, 01 Jan 1970 00:00:00 GMT'],
])('sends validators back byte for byte: %s', async (_, etag, lastModified) => {
  const server = await serve();
  server.on('/feed', { body: 'x', headers: { ETag: etag, 'Last-Modified': lastModified } });
  const { fetcher } = createNetwork();
  const first = await fetcher(askLocally(server, '/feed'));
  expect(first.validators).toEqual({ etag, lastModified });
  await fetcher(askLocally(server, '/feed', { validators: first.validators }));
  expect(server.log[1]?.headers).toMatchObject({ 'if-none-match': etag, 'if-modified-since': lastModified });
});

test('makes up no validator: sends only what it was given, and drops what no header can carry', async () => {
  const server = await serve();
  server.on('/feed', { body: 'x' });
  const { fetcher } = createNetwork();
  const first = await fetcher(askLocally(server, '/feed'));
  expect(first.validators).toBeNull();
  await fetcher(askLocally(server, '/feed', { validators: { etag: '"ok"', lastModified: 'a\r\nX-Evil: 1' } }));
  await fetcher(askLocally(server, '/feed', { validators: { etag: '"\u2713"', lastModified: null } }));
  expect(server.log[0]?.headers).not.toHaveProperty('if-none-match');
  expect(server.log[0]?.headers).not.toHaveProperty('if-modified-since');
  expect(server.log[1]?.headers).toMatchObject({ 'if-none-match': '"ok"' });
  expect(server.log[1]?.headers).not.toHaveProperty('if-modified-since');
  expect(server.log[1]?.headers).not.toHaveProperty('x-evil');
  expect(server.log[2]?.headers).not.toHaveProperty('if-none-match');
});

test('reports an unchanged answer with the validators to keep', async () => {
  const server = await serve();
  server.on('/same', { body: 'x', etag: '"v1"' });
  server.on('/renamed', { status: 304, headers: { ETag: '"v2"' } });
  const { fetcher } = createNetwork();
  const sent = { etag: '"v1"', lastModified: 'long ago' };
  expect(await fetcher(askLocally(server, '/same', { validators: sent }))).toMatchObject({
    kind: 'not-modified',
    validators: { etag: '"v1"' },
  });
  expect(await fetcher(askLocally(server, '/renamed', { validators: sent }))).toMatchObject({
    kind: 'not-modified',
    validators: { etag: '"v2"', lastModified: null },
  });
});

test('keeps the validator that a 304 leaves out beside one that holds', async () => {
  const server = await serve();
  server.on('/tag', { status: 304, headers: { ETag: '"v1"' } });
  server.on('/date', { status: 304, headers: { 'Last-Modified': 'long ago' } });
  const { fetcher } = createNetwork();
  const validators = { etag: '"v1"', lastModified: 'long ago' };
  for (const path of ['/tag', '/date']) {
    expect(await fetcher(askLocally(server, path, { validators }))).toMatchObject({ kind: 'not-modified', validators });
  }
});

test('keeps the sent validators when the 304 names none', async () => {
  const server = await serve();
  server.on('/feed', { status: 304 });
  const { fetcher } = createNetwork();
  const validators = { etag: '"v1"', lastModified: null };
  expect(await fetcher(askLocally(server, '/feed', { validators }))).toMatchObject({ kind: 'not-modified', validators });
  expect((await failureOf(fetcher(askLocally(server, '/feed')))).code).toBe('http-error');
});

test.each(['gzip', 'deflate', 'br', 'zstd'] as const)('unpacks %s', async encoding => {
  const server = await serve();
  const body = 'the body, '.repeat(2000);
  server.on('/feed', { body, encoding, etag: '"v1"' });
  const { fetcher } = createNetwork();
  const result = await fetcher(askLocally(server, '/feed'));
  expect(textOf(result)).toBe(body);
  expect(result.validators).toEqual({ etag: '"v1"', lastModified: null });
});

test('speaks HTTP/2 and https with a server whose certificate is vouched for', async () => {
  const server = await serve({ tls: { key: key('good'), cert: certificate('good') } });
  server.on('/feed', { body: 'safe', etag: '"v1"' });
  const { fetcher } = createNetwork({ 'feeds.example': ['93.184.216.34'] });
  const result = await fetcher(ask(`https://feeds.example:${server.port}/feed`));
  expect(textOf(result)).toBe('safe');
  expect(server.log[0]?.headers[':authority' as 'host']).toBe(`feeds.example:${server.port}`);
});

test.each([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [410, 'gone'],
  [429, 'rate-limited'],
  [500, 'server-error'],
  [502, 'server-error'],
  [503, 'rate-limited'],
  [418, 'http-error'],
  [204, 'http-error'],
  [206, 'http-error'],
])('takes status %i for %s and says so', async (status, code) => {
  const server = await serve();
  server.on('/feed', { status, body: 'no' });
  const { fetcher } = createNetwork();
  const failure = await failureOf(fetcher(askLocally(server, '/feed')));
  expect(failure.code).toBe(code);
  expect(failure.message).toContain(`(${status})`);
});

test.each([
  ['in seconds', '120', 120_000],
  ['as a date', 'Sun, 01 Mar 2026 13:00:00 GMT', 3_600_000],
  ['absurdly long', '99999999999999', 86_400_000],
])('hands on how long it was asked to wait, %s', async (_, value, retryAfterMs) => {
  const server = await serve();
  server.on('/feed', { status: 503, headers: { 'Retry-After': value } });
  const { fetcher } = createNetwork();
  const failure = await failureOf(fetcher(askLocally(server, '/feed')));
  expect(failure).toBeInstanceOf(RetryAfterError);
  expect(failure).toMatchObject({ code: 'rate-limited', retryAfterMs });
  expect(new Date(now + retryAfterMs).getTime()).toBeLessThanOrEqual(now + 24 * 3_600_000);
});

test.each(['', 'soon', '-5', '0', 'Sun, 01 Mar 2020 13:00:00 GMT'])('waits for no unreadable or past Retry-After (%o)', async value => {
  const server = await serve();
  server.on('/feed', { status: 429, headers: { 'Retry-After': value } });
  const { fetcher } = createNetwork();
  expect(await failureOf(fetcher(askLocally(server, '/feed')))).not.toBeInstanceOf(RetryAfterError);
});

test('uses a connection again after whole answers, redirects and unchanged ones', async () => {
  const server = await serve();
  server.on('/moved', { redirect: '/feed', body: 'over there' });
  server.on('/feed', { body: 'x'.repeat(100_000), etag: '"v1"', encoding: 'gzip' });
  const { fetcher } = createNetwork();
  const validators = { etag: '"v1"', lastModified: null };
  for (const path of ['/feed', '/moved', '/feed']) {
    await fetcher(askLocally(server, path));
    await fetcher(askLocally(server, path, { validators }));
  }
  expect(server.log).toHaveLength(8);
  // Two at most: the pool may open its second while the first is still being put back.
  expect(server.connections).toBeLessThanOrEqual(2);
});

test('stops at once when cancelled, while waiting for the answer and within it', async () => {
  const server = await serve();
  server.on('/silent', { fault: 'silent' });
  server.on('/endless', { endless: true, body: 'x' });
  const { fetcher } = createNetwork();
  for (const path of ['/silent', '/endless']) {
    const stop = new AbortController();
    const failure = failureOf(fetcher(askLocally(server, path, { signal: stop.signal })));
    await server.waitForRequests(path, 1);
    stop.abort();
    expect((await failure).code).toBe('cancelled');
  }
  await server.waitForQuiet();
});

test('asks nothing for a request that was cancelled before it began', async () => {
  const server = await serve();
  const { fetcher } = createNetwork();
  expect((await failureOf(fetcher(askLocally(server, '/feed', { signal: AbortSignal.abort() })))).code).toBe('cancelled');
  expect(server.connections).toBe(0);
});
