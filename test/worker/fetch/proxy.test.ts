import { describe, expect, it, onTestFinished } from 'vitest';
import type { FindRoutes, Route } from '../../../worker/fetch/proxy-route.ts';
import { type ProxyServer, type ProxyServerOptions, startProxyServer } from '../../helpers/proxy-server.ts';
import { ask, askLocally, certificate, createNetwork, failureOf, key, serve, textOf } from './fetching.ts';

async function proxyServer(options?: ProxyServerOptions): Promise<ProxyServer> {
  const proxy = await startProxyServer(options);
  onTestFinished(() => proxy.close());
  return proxy;
}

const ann = { username: 'ann', password: 's3:cret' };
const basic = `Basic ${Buffer.from('ann:s3:cret').toString('base64')}`;
const by = (url: string, login: typeof ann | null = null): Route => ({ kind: 'proxy', proxy: { url, login } });
const always =
  (...routes: Route[]): FindRoutes =>
  async () =>
    routes;
const names = { 'public.example': ['93.184.216.34'], 'feeds.example': ['93.184.216.34'] };
const secured = { tls: { key: key('good'), cert: certificate('good') } };

describe('by way of a proxy', () => {
  it('an http server is asked for by its whole address, with the login for the proxy', async () => {
    const [server, proxy] = [await serve(), await proxyServer({ login: ann })];
    server.on('/feed', { body: 'a feed' });
    const { fetcher, dialled } = createNetwork(names, { findRoutes: always(by(proxy.url, ann)) });
    expect(textOf(await fetcher(ask(`http://public.example:${server.port}/feed?a=1`)))).toBe('a feed');
    expect(proxy.asked).toEqual([`GET http://public.example:${server.port}/feed?a=1`]);
    expect(proxy.headers[0]).toMatchObject({ 'proxy-authorization': basic, host: `public.example:${server.port}` });
    expect(server.log[0]?.headers).not.toHaveProperty('proxy-authorization');
    expect(dialled).toEqual(['127.0.0.1']);
    expect(fetcher.proxyFailure()).toBeNull();
  });

  it('an https server is reached through a tunnel, and proves itself who it is', async () => {
    const [server, proxy] = [await serve(secured), await proxyServer({ login: ann })];
    server.on('/feed', { body: 'a feed' });
    const { fetcher } = createNetwork(names, { findRoutes: always(by(proxy.url, ann)) });
    expect(textOf(await fetcher(ask(`https://feeds.example:${server.port}/feed`)))).toBe('a feed');
    expect(proxy.asked).toEqual([`CONNECT feeds.example:${server.port}`]);
    expect(server.log[0]?.headers).not.toHaveProperty('proxy-authorization');
    const failure = await failureOf(fetcher(ask(`https://public.example:${server.port}/feed`)));
    expect(failure).toMatchObject({ code: 'tls', message: expect.stringContaining('another name') });
  });

  it('that is itself spoken to over TLS', async () => {
    const [server, proxy] = [await serve(), await proxyServer(secured)];
    server.on('/feed', { body: 'a feed' });
    const url = `https://feeds.example:${new URL(proxy.url).port}`;
    const { fetcher } = createNetwork(names, { findRoutes: always(by(url)) });
    expect(textOf(await fetcher(ask(`http://public.example:${server.port}/feed`)))).toBe('a feed');
  });

  it('an address that the user has confirmed is asked directly', async () => {
    const [server, proxy] = [await serve(), await proxyServer()];
    server.on('/feed', { body: 'a feed' });
    const { fetcher } = createNetwork({}, { findRoutes: always(by(proxy.url)) });
    expect(textOf(await fetcher(askLocally(server, '/feed')))).toBe('a feed');
    expect(proxy.asked).toEqual([]);
  });

  it('the next way is taken when the first proxy is not there', async () => {
    const [server, gone, proxy] = [await serve(), await proxyServer(), await proxyServer()];
    await gone.close();
    server.on('/feed', { body: 'a feed' });
    const routes: Route[] = [by(gone.url), { kind: 'unsupported', what: 'SOCKS a:1' }, by(proxy.url)];
    const { fetcher } = createNetwork(names, { findRoutes: always(...routes) });
    expect(textOf(await fetcher(ask(`http://public.example:${server.port}/feed`)))).toBe('a feed');
  });
});

describe('the guard', () => {
  it.each([
    ['http://127.0.0.1:1/', {}],
    ['http://[::ffff:10.0.0.1]:1/', {}],
    ['http://localhost:1/', {}],
    ['http://nas.local/', {}],
    ['http://router/', {}],
    ['http://private.example/', { 'private.example': ['192.168.1.5'] }],
    ['http://mixed.example/', { 'mixed.example': ['93.184.216.34', '10.0.0.1'] }],
    ['https://private.example/', { 'private.example': ['fd00::1'] }],
  ])('sends no proxy to %s', async (url, known) => {
    const proxy = await proxyServer();
    const { fetcher } = createNetwork(known, { findRoutes: always(by(proxy.url)) });
    expect(await failureOf(fetcher(ask(url)))).toMatchObject({ code: 'local-address' });
    expect(proxy.asked).toEqual([]);
  });

  it('sends no proxy to a local address by a redirect', async () => {
    const [server, proxy] = [await serve(), await proxyServer()];
    server.on('/feed', { redirect: 'http://private.example/' });
    const { fetcher } = createNetwork({ ...names, 'private.example': ['10.0.0.1'] }, { findRoutes: always(by(proxy.url)) });
    expect(await failureOf(fetcher(ask(`http://public.example:${server.port}/feed`)))).toMatchObject({ code: 'private-address' });
    expect(proxy.asked).toHaveLength(1);
  });

  it('lets a proxy look up a name that cannot be looked up here', async () => {
    const [server, proxy] = [await serve(), await proxyServer()];
    server.on('/feed', { body: 'a feed' });
    const { fetcher } = createNetwork({}, { findRoutes: always(by(proxy.url)) });
    expect(textOf(await fetcher(ask(`http://unknown.example:${server.port}/feed`)))).toBe('a feed');
  });
});

describe('a proxy in the way', () => {
  const failThrough = async (route: Route, url = 'http://public.example/feed') => {
    const { fetcher } = createNetwork(names, { findRoutes: always(route) });
    const failure = await failureOf(fetcher(ask(url)));
    return { ...failure, message: failure.message, last: fetcher.proxyFailure() };
  };

  it.each(['http://public.example/feed', 'https://feeds.example/feed'])('that wants a login is said to, for %s', async url => {
    const proxy = await proxyServer({ login: ann });
    const without = await failThrough(by(proxy.url), url);
    expect(without).toMatchObject({ code: 'proxy', message: expect.stringContaining('wants a user name and password (407)') });
    expect(without.last).toBe(without.message);
    const wrong = await failThrough(by(proxy.url, { ...ann, password: 'wrong' }), url);
    expect(wrong).toMatchObject({ code: 'proxy', message: expect.stringContaining('does not accept') });
    expect(JSON.stringify(wrong)).not.toContain('wrong');
  });

  it('that is not there is its own failure, and not the feed’s', async () => {
    const gone = await proxyServer();
    await gone.close();
    expect(await failThrough(by(gone.url))).toMatchObject({ code: 'proxy', message: expect.stringContaining('could not be reached') });
    const unknown = await failThrough(by('http://proxy.nowhere:3128'), 'https://feeds.example/feed');
    expect(unknown).toMatchObject({ code: 'proxy', message: expect.stringContaining('proxy.nowhere:3128 could not be reached') });
  });

  it('that refuses a server is told apart from one that cannot reach it', async () => {
    const refusing = await proxyServer({ connectStatus: 403 });
    expect(await failThrough(by(refusing.url), 'https://feeds.example/feed')).toMatchObject({ code: 'proxy' });
    const helpless = await proxyServer({ connectStatus: 502 });
    expect(await failThrough(by(helpless.url), 'https://feeds.example/feed')).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('could not reach feeds.example'),
    });
  });

  it('of a kind that Freshet does not speak is named', async () => {
    const failure = await failThrough({ kind: 'unsupported', what: 'SOCKS proxy.example:1080' });
    expect(failure).toMatchObject({ code: 'proxy', message: expect.stringContaining('SOCKS proxy.example:1080') });
  });

  it('that never answers to CONNECT is given up in time', async () => {
    const silent = await serve();
    silent.on('feeds.example:443', { fault: 'silent' });
    const { fetcher } = createNetwork(names, { findRoutes: always(by(silent.origin)), limits: { connectMs: 200 } });
    expect(await failureOf(fetcher(ask('https://feeds.example/feed')))).toMatchObject({ code: 'proxy' });
  });
});
