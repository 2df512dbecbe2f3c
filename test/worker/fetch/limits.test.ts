import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../../worker/fetch/limits.ts';
import { ask, askLocally, createNetwork, failureOf, serve, textOf } from './fetching.ts';

const kB = 1024;

test('refuses an announced body over the limit before reading it, and hangs up', async () => {
  const server = await serve();
  server.on('/feed', { body: 'x'.repeat(2 * kB), headers: { 'Content-Length': String(100 * kB) } });
  const { fetcher } = createNetwork({}, { limits: { bodyBytes: 10 * kB } });
  const failure = await failureOf(fetcher(askLocally(server, '/feed')));
  expect(failure).toMatchObject({ code: 'too-large', extras: { detail: `Content-Length: ${100 * kB}` } });
  await server.waitForQuiet();
});

test('stops reading an endless body at the limit, and hangs up', async () => {
  const server = await serve();
  server.on('/feed', { body: '<item/>', endless: true });
  const { fetcher } = createNetwork({}, { limits: { bodyBytes: 100 * kB } });
  expect((await failureOf(fetcher(askLocally(server, '/feed')))).code).toBe('too-large');
  await server.waitForQuiet();
  expect(server.log[0]?.wasFinished).toBe(false);
});

test('takes a body of exactly the limit, and less where less is asked for', async () => {
  const server = await serve();
  server.on('/feed', { body: 'x'.repeat(10 * kB), drip: { bytes: 5 * kB, everyMs: 1 } });
  const { fetcher } = createNetwork({}, { limits: { bodyBytes: 10 * kB } });
  expect(textOf(await fetcher(askLocally(server, '/feed')))).toHaveLength(10 * kB);
  expect((await failureOf(fetcher(askLocally(server, '/feed', { maxBytes: 10 * kB - 1 })))).code).toBe('too-large');
});

test.each(['gzip', 'deflate', 'br', 'zstd'] as const)('counts %s while it unpacks', async encoding => {
  const server = await serve();
  server.on('/feed', { body: 'x'.repeat(3000 * kB), encoding });
  const { fetcher } = createNetwork({}, { limits: { bodyBytes: 1000 * kB, inflationRatio: 1e9 } });
  expect((await failureOf(fetcher(askLocally(server, '/feed')))).code).toBe('too-large');
});

test('refuses what grows more than 200 times once it is past 1 MiB', async () => {
  const server = await serve();
  server.on('/bomb', { body: 'x'.repeat(2048 * kB), encoding: 'gzip' });
  server.on('/small', { body: 'x'.repeat(1000 * kB), encoding: 'gzip' });
  const { fetcher } = createNetwork();
  const failure = await failureOf(fetcher(askLocally(server, '/bomb')));
  expect(failure.code).toBe('too-large');
  expect(failure.extras.detail).toMatch(/unpack/);
  expect(textOf(await fetcher(askLocally(server, '/small')))).toHaveLength(1000 * kB);
});

test('undoes two codings and refuses three, or one that it does not know', async () => {
  const server = await serve();
  const twice = gzipSync(gzipSync('deep'));
  server.on('/two', { body: twice, headers: { 'Content-Encoding': 'gzip, x-gzip' } });
  server.on('/three', { body: gzipSync(twice), headers: { 'Content-Encoding': 'gzip, gzip, gzip' } });
  server.on('/listed', { body: gzipSync(twice), headers: { 'Content-Encoding': ['gzip', 'gzip', 'gzip'] } });
  server.on('/unknown', { body: 'x', headers: { 'Content-Encoding': 'compress' } });
  server.on('/none', { body: 'plain', headers: { 'Content-Encoding': 'identity' } });
  const { fetcher } = createNetwork();
  expect(textOf(await fetcher(askLocally(server, '/two')))).toBe('deep');
  expect(textOf(await fetcher(askLocally(server, '/none')))).toBe('plain');
  for (const path of ['/three', '/listed', '/unknown'])
    expect((await failureOf(fetcher(askLocally(server, path)))).code).toBe('bad-encoding');
});

test('gives what could be unpacked of a body that breaks off, but no validators that would keep it so', async () => {
  const server = await serve();
  const body = Array.from({ length: 20_000 }, (_, index) => `<item>${index}</item>`).join('');
  const packed = gzipSync(body);
  server.on('/cut', { body: packed.subarray(0, packed.length - 5000), etag: '"v1"', headers: { 'Content-Encoding': 'gzip' } });
  const damaged = Buffer.from(packed);
  damaged[packed.length - 6]! ^= 1;
  server.on('/damaged', { body: damaged, headers: { 'Content-Encoding': 'gzip' } });
  server.on('/plain', { body: '<rss/>', headers: { 'Content-Encoding': 'gzip' } });
  const { fetcher } = createNetwork();
  const cut = await fetcher(askLocally(server, '/cut'));
  expect(cut.validators).toBeNull();
  expect(body.startsWith(textOf(cut))).toBe(true);
  expect(textOf(cut).length).toBeGreaterThan(body.length / 2);
  for (const path of ['/damaged', '/plain']) expect((await failureOf(fetcher(askLocally(server, path)))).code).toBe('bad-encoding');
});

test('unpacks deflate without its wrapper too', async () => {
  const server = await serve();
  server.on('/feed', { body: deflateRawSync('raw '.repeat(500)), headers: { 'Content-Encoding': 'deflate' } });
  const { fetcher } = createNetwork();
  expect(textOf(await fetcher(askLocally(server, '/feed')))).toBe('raw '.repeat(500));
});

test.each(['a cut connection', 'a body shorter than announced'])('loses the connection with %s and keeps nothing of it', async how => {
  const server = await serve();
  server.on(
    '/feed',
    how === 'a cut connection'
      ? { body: 'x'.repeat(5000), truncateAt: 2000 }
      : { body: 'x', headers: { 'Content-Length': '9' }, truncateAt: 1 },
  );
  const { fetcher } = createNetwork();
  expect((await failureOf(fetcher(askLocally(server, '/feed')))).code).toBe('connection-lost');
});

test('waits for the headers no longer than allowed', async () => {
  const server = await serve();
  server.on('/feed', { fault: 'silent' });
  const { fetcher } = createNetwork({}, { limits: { headersMs: 60 } });
  expect((await failureOf(fetcher(askLocally(server, '/feed')))).code).toBe('timeout');
  await server.waitForQuiet();
});

test('waits for the whole body no longer than allowed, however steadily it drips', async () => {
  const server = await serve();
  server.on('/feed', { body: 'x'.repeat(10_000), drip: { bytes: 1, everyMs: 5 } });
  const { fetcher } = createNetwork({}, { limits: { bodyMs: 80 } });
  const failure = await failureOf(fetcher(askLocally(server, '/feed')));
  expect(failure.code).toBe('timeout');
  expect(failure.message).toContain('still sending');
  await server.waitForQuiet();
});

test('waits for all hops together no longer than allowed', async () => {
  const server = await serve();
  for (let hop = 0; hop < 10; hop += 1) server.on(`/${hop}`, { redirect: `/${hop + 1}`, delayMs: 40 });
  const { fetcher } = createNetwork({}, { limits: { totalMs: 100 } });
  expect((await failureOf(fetcher(askLocally(server, '/0')))).code).toBe('timeout');
});

test('waits for a name or a connection no longer than allowed', async () => {
  const { fetcher: slowName } = createNetwork({}, { limits: { connectMs: 50 }, lookup: () => new Promise(() => undefined) });
  const { fetcher: slowConnection } = createNetwork(
    { 'feeds.example': ['93.184.216.34'] },
    { limits: { connectMs: 50 }, openSocket: () => undefined },
  );
  for (const fetcher of [slowName, slowConnection]) {
    const failure = await failureOf(fetcher(ask('http://feeds.example/')));
    expect(failure.code).toBe('timeout');
    expect(failure.message).toContain('could not be reached');
  }
});

test.each(['one long line', 'many lines'])('refuses headers over 16 kB: %s', async how => {
  const server = await serve();
  const headers =
    how === 'one long line' ? { 'X-Long': 'x'.repeat(20 * kB) } : { 'X-Many': Array.from({ length: 400 }, () => 'x'.repeat(50)) };
  server.on('/feed', { body: 'x', headers });
  const { fetcher } = createNetwork();
  expect((await failureOf(fetcher(askLocally(server, '/feed')))).code).toBe('too-large');
});

test('the bounds that nobody sets are those of the rule (N5)', () => {
  expect(defaultLimits).toMatchObject({
    connectMs: 10_000,
    headersMs: 15_000,
    bodyMs: 60_000,
    bodyBytes: 32 * 1024 * 1024,
    headerBytes: 16 * 1024,
    redirects: 10,
    contentCodings: 2,
  });
});

test('reads an HTML page up to where it is cut, however long it is, and hangs up; anything else is read whole', async () => {
  const server = await serve();
  const page = `<!doctype html><html><head></head>${'x'.repeat(200 * kB)}`;
  server.on('/page', { body: page, type: 'text/html; charset=utf-8' });
  server.on('/zipped', { body: page, type: 'text/html', encoding: 'gzip' });
  server.on('/endless', { body: page, type: 'text/html', endless: true });
  server.on('/feed', { body: `<?xml version="1.0"?><rss>${'x'.repeat(50 * kB)}</rss>`, type: 'text/html' });
  server.on('/xml', { body: `<html>${'x'.repeat(50 * kB)}`, type: 'application/xml' });
  const { fetcher } = createNetwork({}, { limits: { bodyBytes: 300 * kB } });
  const read = async (path: string) => textOf(await fetcher(askLocally(server, path, { purpose: 'page', cutsPageAt: 20 * kB })));
  for (const path of ['/page', '/zipped', '/endless']) expect(await read(path)).toBe(page.slice(0, 20 * kB));
  expect((await read('/feed')).endsWith('</rss>')).toBe(true);
  expect(await read('/xml')).toHaveLength(50 * kB + 6);
  expect(await fetcher(askLocally(server, '/page', { cutsPageAt: 20 * kB }))).toMatchObject({ validators: null });
  await server.waitForQuiet();
});
