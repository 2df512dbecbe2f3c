import { expect, test } from 'vitest';
import { ask, askLocally, certificate, createNetwork, failureOf, key, serve, textOf } from './fetching.ts';

test.each([301, 302, 303, 307, 308])('follows %i', async status => {
  const server = await serve();
  server.on('/old', { status, redirect: 'new' });
  server.on('/new', { body: 'here' });
  server.on('/old', { status, headers: { Location: 'new#part' } });
  const { fetcher } = createNetwork();
  const result = await fetcher(askLocally(server, '/old'));
  expect(textOf(result)).toBe('here');
  expect(result.url).toBe(`${server.origin}/new`);
});

test('reads a redirect beyond ASCII as UTF-8', async () => {
  const server = await serve();
  server.on('/feed', { status: 302, headers: { Location: Buffer.from('/café').toString('latin1') } });
  server.on('/caf%C3%A9', { body: 'here' });
  const { fetcher } = createNetwork();
  expect(textOf(await fetcher(askLocally(server, '/feed')))).toBe('here');
});

test('reports where it moved to only as far as the moves were permanent (P12)', async () => {
  const server = await serve();
  server.on('/a', { status: 301, redirect: '/b' });
  server.on('/b', { status: 308, redirect: '/c' });
  server.on('/c', { status: 302, redirect: '/d' });
  server.on('/d', { status: 301, redirect: '/e' });
  server.on('/e', { body: 'x' });
  const { fetcher } = createNetwork();
  expect((await fetcher(askLocally(server, '/a'))).movedTo).toBe(`${server.origin}/c`);
  expect((await fetcher(askLocally(server, '/c'))).movedTo).toBeNull();
  expect((await fetcher(askLocally(server, '/d'))).movedTo).toBe(`${server.origin}/e`);
});

test('goes through ten redirects and not eleven, and into no loop', async () => {
  const server = await serve();
  for (let hop = 0; hop < 11; hop += 1) server.on(`/${hop}`, { redirect: `/${hop + 1}` });
  server.on('/11', { body: 'end' });
  server.on('/ping', { redirect: '/pong' });
  server.on('/pong', { redirect: '/ping' });
  server.on('/self', { redirect: '/self#again' });
  const { fetcher } = createNetwork();
  expect(textOf(await fetcher(askLocally(server, '/1')))).toBe('end');
  expect((await failureOf(fetcher(askLocally(server, '/0')))).code).toBe('redirect-loop');
  expect((await failureOf(fetcher(askLocally(server, '/ping')))).code).toBe('redirect-loop');
  expect((await failureOf(fetcher(askLocally(server, '/self')))).code).toBe('redirect-loop');
  expect(server.requests('/ping')).toHaveLength(1);
  expect(server.requests('/self')).toHaveLength(1);
});

test.each([
  ['file:///etc/passwd', 'bad-address'],
  ['ftp://127.0.0.1/', 'bad-address'],
  ['javascript:alert(1)', 'bad-address'],
  ['http://', 'http-error'],
])('does not follow a redirect to %s', async (location, code) => {
  const server = await serve();
  server.on('/feed', { status: 302, headers: { Location: location } });
  const { fetcher } = createNetwork();
  expect((await failureOf(fetcher(askLocally(server, '/feed')))).code).toBe(code);
});

test('does not follow a redirect without an address', async () => {
  const server = await serve();
  server.on('/feed', { status: 301 });
  const { fetcher } = createNetwork();
  expect((await failureOf(fetcher(askLocally(server, '/feed')))).code).toBe('http-error');
});

test('goes from http up to https, never down', async () => {
  const secure = await serve({ tls: { key: key('good'), cert: certificate('good') } });
  const plain = await serve();
  const names = { 'feeds.example': ['93.184.216.34'] };
  secure.on('/feed', { body: 'safe' });
  secure.on('/down', { redirect: `http://feeds.example:${plain.port}/feed` });
  plain.on('/up', { redirect: `https://feeds.example:${secure.port}/feed` });
  const { fetcher } = createNetwork(names);
  expect(textOf(await fetcher(ask(`http://feeds.example:${plain.port}/up`)))).toBe('safe');
  expect((await failureOf(fetcher(ask(`https://feeds.example:${secure.port}/down`)))).code).toBe('tls');
  expect(plain.requests('/feed')).toEqual([]);
});

test('shows the user name and password of an address to its own server only', async () => {
  const own = await serve();
  const other = await serve({ address: '127.0.0.2' });
  own.on('/feed', { status: 301, redirect: '/moved' });
  own.on('/moved', { body: 'private' });
  own.on('/away', { redirect: `${other.origin}/feed` });
  own.on('/planted', { redirect: `http://eve:secret@127.0.0.2:${other.port}/feed` });
  other.on('/feed', { body: 'x' });
  const { fetcher } = createNetwork();
  const confirmedLocalHosts = new Set([`127.0.0.1:${own.port}`, `127.0.0.2:${other.port}`]);
  const withPassword = `http://zo%C3%AB:p%40ss@127.0.0.1:${own.port}`;
  const moved = await fetcher(ask(`${withPassword}/feed`, { confirmedLocalHosts }));
  await fetcher(ask(`${withPassword}/away`, { confirmedLocalHosts }));
  const planted = await fetcher(ask(`${own.origin}/planted`, { confirmedLocalHosts }));
  expect(own.requests('/moved')[0]?.headers.authorization).toBe(`Basic ${Buffer.from('zoë:p@ss').toString('base64')}`);
  expect(moved).toMatchObject({ url: `${own.origin}/moved`, movedTo: `${withPassword}/moved` });
  expect(planted.url).toBe(`${other.origin}/feed`);
  expect(other.log).toHaveLength(2);
  for (const request of other.log) expect(request.headers).not.toHaveProperty('authorization');
});

test('sends the validators on every hop', async () => {
  const server = await serve();
  server.on('/feed', { redirect: '/real' });
  server.on('/real', { body: 'x', etag: '"v1"' });
  const { fetcher } = createNetwork();
  const result = await fetcher(askLocally(server, '/feed', { validators: { etag: '"v1"', lastModified: null } }));
  expect(result).toMatchObject({ kind: 'not-modified', url: `${server.origin}/real` });
});
