import { describe, expect, it } from 'vitest';
import type { RequestAccess } from '../../../worker/fetch/request.ts';
import type { RequestMade } from '../../../worker/protocol/discovery.ts';
import { askLocally, createNetwork, failureOf, serve, userAgent } from './fetching.ts';

function accessAt(origin: string, fields: Partial<RequestAccess> = {}): RequestAccess {
  return { origin, login: { username: 'änn', password: 's3:cret' }, headers: { 'X-Own': 'yes' }, userAgent: 'Own/1', ...fields };
}

/** Answers /feed and /home. */
async function serveFeed() {
  const server = await serve();
  for (const path of ['/feed', '/home']) server.on(path, { body: 'a feed' });
  return server;
}

const basic = `Basic ${Buffer.from('änn:s3:cret').toString('base64')}`;

describe('a login and headers of the user', () => {
  it('go to the server they are for', async () => {
    const server = await serveFeed();
    await createNetwork().fetcher(askLocally(server, '/feed', { access: accessAt(server.origin) }));
    expect(server.log[0]?.headers).toMatchObject({ authorization: basic, 'x-own': 'yes', 'user-agent': 'Own/1' });
  });

  it('go to no other server that a redirect leads to, and the user agent does', async () => {
    const [first, other] = [await serveFeed(), await serveFeed()];
    first.on('/feed', { redirect: `${other.origin}/feed` });
    const confirmedLocalHosts = new Set([first, other].map(({ origin }) => new URL(origin).host));
    await createNetwork().fetcher(askLocally(first, '/feed', { access: accessAt(first.origin), confirmedLocalHosts }));
    expect(first.log[0]?.headers).toMatchObject({ authorization: basic });
    expect(other.log).toHaveLength(1);
    expect(other.log[0]?.headers).not.toHaveProperty('authorization');
    expect(other.log[0]?.headers).not.toHaveProperty('x-own');
    expect(other.log[0]?.headers).toMatchObject({ 'user-agent': 'Own/1' });
  });

  it('come back when a redirect leads home again', async () => {
    const [first, other] = [await serveFeed(), await serveFeed()];
    first.on('/feed', { redirect: `${other.origin}/hop` });
    other.on('/hop', { redirect: `${first.origin}/home` });
    const confirmedLocalHosts = new Set([first, other].map(({ origin }) => new URL(origin).host));
    await createNetwork().fetcher(askLocally(first, '/feed', { access: accessAt(first.origin), confirmedLocalHosts }));
    expect(first.log.map(({ headers }) => headers['authorization'])).toEqual([basic, basic]);
  });

  it('are not for an address of the same name without its encryption', async () => {
    const server = await serveFeed();
    const secured = server.origin.replace('http:', 'https:');
    await createNetwork().fetcher(askLocally(server, '/feed', { access: accessAt(secured) }));
    expect(server.log[0]?.headers).not.toHaveProperty('authorization');
    expect(server.log[0]?.headers).not.toHaveProperty('x-own');
  });

  it('cannot change what Freshet says itself', async () => {
    const server = await serveFeed();
    const headers = { 'Accept-Encoding': 'x', 'If-None-Match': 'x', 'User-Agent': 'x' };
    await createNetwork().fetcher(askLocally(server, '/feed', { access: accessAt(server.origin, { headers, userAgent: null }) }));
    expect(server.log[0]?.headers).toMatchObject({ 'user-agent': userAgent });
    expect(server.log[0]?.headers['accept-encoding']).not.toBe('x');
  });
});

describe('a server that wants a login', () => {
  const refuse = async () => {
    const server = await serve();
    server.on('/feed', { status: 401 });
    return server;
  };

  it('is told apart from one that refuses the login it got, and from one whose login is locked away', async () => {
    const server = await refuse();
    const failWith = (access: RequestAccess | null) => failureOf(createNetwork().fetcher(askLocally(server, '/feed', { access })));
    const failures = [
      await failWith(null),
      await failWith(accessAt(server.origin)),
      await failWith(accessAt(server.origin, { login: null, isLocked: true })),
    ];
    expect(failures.map(({ code, extras }) => [code, extras.origin])).toEqual(Array(3).fill(['unauthorized', server.origin]));
    expect(failures.map(({ message }) => message)).toEqual([
      expect.stringContaining('Log in to read it'),
      expect.stringContaining('does not accept this user name and password'),
      expect.stringContaining('keyring, which does not give them'),
    ]);
  });

  it('takes no login where a redirect led to it', async () => {
    const [first, other] = [await serve(), await refuse()];
    first.on('/feed', { redirect: `${other.origin}/feed` });
    const confirmedLocalHosts = new Set([first, other].map(({ origin }) => new URL(origin).host));
    const failure = await failureOf(
      createNetwork().fetcher(askLocally(first, '/feed', { access: accessAt(first.origin), confirmedLocalHosts })),
    );
    expect(failure).toMatchObject({ code: 'unauthorized', message: expect.stringContaining('sent Freshet on to') });
    expect(failure.extras.origin).toBeUndefined();
  });
});

describe('the meter', () => {
  it('tells of every hop, and of all requests and bytes together', async () => {
    const server = await serveFeed();
    server.on('/old', { status: 301, redirect: '/feed' });
    server.on('/feed', { body: 'x'.repeat(100) });
    const { fetcher } = createNetwork();
    const made: RequestMade[] = [];
    await fetcher(askLocally(server, '/old', { onRequest: hop => made.push(hop) }));
    expect(made.map(({ url, status, bytes }) => [new URL(url).pathname, status, bytes])).toEqual([
      ['/old', 301, 0],
      ['/feed', 200, 100],
    ]);
    server.on('/dead', { status: 500 });
    await failureOf(fetcher(askLocally(server, '/dead', { onRequest: hop => made.push(hop) })));
    expect(made.at(-1)).toMatchObject({ status: 500 });
    expect(fetcher.meter()).toEqual({ requests: 3, bytes: 100 });
  });
});
