import { expect, test } from 'vitest';
import { ask, certificate, createNetwork, failureOf, key, serve, textOf } from './fetching.ts';

const names = { 'feeds.example': ['93.184.216.34'] };
const secure = () => serve({ tls: { key: key('good'), cert: certificate('good') } });

test('the limits hold over HTTP/2 too, and the stream is closed at once', async () => {
  const server = await secure();
  server.on('/endless', { body: '<item/>', endless: true });
  server.on('/silent', { fault: 'silent' });
  server.on('/drips', { body: 'x'.repeat(10_000), drip: { bytes: 1, everyMs: 5 } });
  server.on('/announced', { body: 'x', drip: { bytes: 1, everyMs: 50 }, headers: { 'Content-Length': '200000' } });
  server.on('/headers', { body: 'x', headers: { 'X-Long': 'x'.repeat(20_000) } });
  server.on('/good', { body: 'good', encoding: 'br' });
  const { fetcher } = createNetwork(names, { limits: { bodyBytes: 100_000, headersMs: 800, bodyMs: 800 } });
  const failure = async (path: string) => (await failureOf(fetcher(ask(`https://feeds.example:${server.port}${path}`)))).code;
  expect(await failure('/endless')).toBe('too-large');
  expect(await failure('/announced')).toBe('too-large');
  expect(await failure('/headers')).toBe('too-large');
  expect(await failure('/silent')).toBe('timeout');
  expect(await failure('/drips')).toBe('timeout');
  expect(textOf(await fetcher(ask(`https://feeds.example:${server.port}/good`)))).toBe('good');
  expect(new Set(server.log.map(({ headers }) => headers[':authority' as 'host']))).toEqual(new Set([`feeds.example:${server.port}`]));
  await server.waitForQuiet();
});

test('cancelling ends an HTTP/2 request at once', async () => {
  const server = await secure();
  server.on('/silent', { fault: 'silent' });
  const { fetcher } = createNetwork(names);
  const stop = new AbortController();
  const failure = failureOf(fetcher(ask(`https://feeds.example:${server.port}/silent`, { signal: stop.signal })));
  await server.waitForRequests('/silent', 1);
  stop.abort();
  expect((await failure).code).toBe('cancelled');
  await server.waitForQuiet();
});
