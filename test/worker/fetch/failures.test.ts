import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ask, askLocally, certificate, createNetwork, failureOf, key, serve } from './fetching.ts';

const names = { 'feeds.example': ['93.184.216.34'] };

test('says that a name does not exist', async () => {
  const { fetcher } = createNetwork();
  const failure = await failureOf(fetcher(ask('https://nowhere.example/feed')));
  expect(failure).toMatchObject({ code: 'dns', extras: { detail: 'ENOTFOUND: getaddrinfo ENOTFOUND nowhere.example' } });
  expect(failure.message).toMatch(/^There is no server called nowhere\.example\./);
});

test('says that a name which can be none does not exist', async () => {
  const lookup = () => Promise.reject(Object.assign(new Error('getaddrinfo EINVAL'), { code: 'EINVAL' }));
  const { fetcher } = createNetwork({}, { lookup });
  expect((await failureOf(fetcher(ask(`https://${'a'.repeat(64)}.example/feed`)))).code).toBe('dns');
});

test('says that the computer is offline when no network is up', async () => {
  const { fetcher } = createNetwork({}, { isOnline: () => false });
  expect((await failureOf(fetcher(ask('https://nowhere.example/feed')))).code).toBe('offline');
});

test('says that nobody takes connections there', async () => {
  const server = await serve();
  await server.close();
  const { fetcher } = createNetwork();
  const failure = await failureOf(fetcher(askLocally(server, '/feed')));
  expect(failure.code).toBe('refused');
  expect(failure.extras.detail).toMatch(/ECONNREFUSED/);
});

test('says that the connection broke off', async () => {
  const server = await serve();
  server.on('/feed', { fault: 'reset' });
  const { fetcher } = createNetwork();
  expect((await failureOf(fetcher(askLocally(server, '/feed')))).code).toBe('connection-lost');
});

test('says that what answers is not a web server', async () => {
  const server = createServer(socket => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
  onTestFinished(() => void server.close());
  const port = await new Promise<number>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );
  const { fetcher } = createNetwork();
  const failure = await failureOf(fetcher(ask(`http://127.0.0.1:${port}/`, { confirmedLocalHosts: new Set([`127.0.0.1:${port}`]) })));
  expect(failure).toMatchObject({ code: 'http-error', extras: { detail: expect.stringMatching(/^HTTPParserError/) } });
});

test.each([
  ['expired', /has expired/],
  ['other-name', /for another name/],
  ['self-signed', /made its security certificate itself/],
])('refuses an %s certificate and says why', async (name, words) => {
  const server = await serve({ tls: { key: key(name), cert: certificate(name) } });
  const { fetcher } = createNetwork(names);
  const failure = await failureOf(fetcher(ask(`https://feeds.example:${server.port}/feed`)));
  expect(failure.code).toBe('tls');
  expect(failure.message).toMatch(words);
  expect(server.log).toEqual([]);
});

test('says that a server knows no secure connections', async () => {
  const server = await serve();
  const { fetcher } = createNetwork(names);
  const failure = await failureOf(fetcher(ask(`https://feeds.example:${server.port}/feed`)));
  expect(failure.code).toBe('tls');
  expect(failure.message).toMatch(/http: instead of https:/);
});
