import { expect, test } from 'vitest';
import { ask, askLocally, createNetwork, failureOf, serve, textOf } from './fetching.ts';

const publicAddress = '93.184.216.34';

test.each([
  'http://127.0.0.1:9/',
  'http://2130706433/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://127.1/',
  'http://127.0.0.1./',
  'http://0/',
  'http://10.0.0.1/',
  'http://192.168.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.64.0.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:8.8.8.8]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://１２７.０.０.１/',
])('asks before it opens %s, and sends nothing', async url => {
  const { fetcher, dialled, lookedUp } = createNetwork();
  const failure = await failureOf(fetcher(ask(url)));
  expect(failure.code).toBe('local-address');
  const { hostname, port } = new URL(url);
  expect(failure.extras.host).toBe(`${hostname}:${port === '' ? 80 : port}`);
  expect([...dialled, ...lookedUp]).toEqual([]);
});

test.each(['127.0.0.1', '10.1.2.3', '::1', 'fd00::1', 'fe80::1%eth0', '::ffff:10.0.0.1', '64:ff9b::a00:1'])(
  'asks before it opens a name that leads to %s',
  async address => {
    const { fetcher, dialled } = createNetwork({ 'nas.example': [address] });
    const failure = await failureOf(fetcher(ask('http://nas.example/feed')));
    expect(failure).toMatchObject({ code: 'local-address', extras: { host: 'nas.example:80' } });
    expect(dialled).toEqual([]);
  },
);

test('opens a local address once the user has confirmed that very host and port', async () => {
  const server = await serve();
  server.on('/feed', { body: 'mine' });
  const { fetcher } = createNetwork({ 'nas.example': ['127.0.0.1'] });
  const url = `http://nas.example:${server.port}/feed`;
  const confirmedLocalHosts = new Set([`nas.example:${server.port}`]);
  expect(textOf(await fetcher(ask(url, { confirmedLocalHosts })))).toBe('mine');
  expect(
    (await failureOf(fetcher(ask(url, { confirmedLocalHosts: new Set([`nas.example:${server.port + 1}`, 'nas.example']) })))).code,
  ).toBe('local-address');
});

test('a connection to a confirmed host serves no request that may not go there', async () => {
  const server = await serve();
  server.on('/feed', { body: 'mine' });
  const { fetcher } = createNetwork();
  await fetcher(askLocally(server, '/feed'));
  expect((await failureOf(fetcher(ask(`${server.origin}/feed`)))).code).toBe('local-address');
  expect(server.log).toHaveLength(1);
});

test('never follows a redirect from outside to a local address, not even to a confirmed one', async () => {
  const outside = await serve();
  const inside = await serve();
  inside.on('/feed', { body: 'secret' });
  outside.on('/by-address', { redirect: `${inside.origin}/feed` });
  outside.on('/by-name', { redirect: `http://nas.example:${inside.port}/feed` });
  outside.on('/by-detour', { redirect: `http://feeds.example:${outside.port}/by-name` });
  const confirmedLocalHosts = new Set([`127.0.0.1:${inside.port}`, `nas.example:${inside.port}`]);
  for (const path of ['/by-address', '/by-name', '/by-detour']) {
    for (const confirmed of [new Set<string>(), confirmedLocalHosts]) {
      const { fetcher, dialled } = createNetwork({ 'feeds.example': [publicAddress], 'nas.example': ['192.168.0.7'] });
      const failure = await failureOf(fetcher(ask(`http://feeds.example:${outside.port}${path}`, { confirmedLocalHosts: confirmed })));
      expect(failure.code).toBe('private-address');
      expect(new Set(dialled)).toEqual(new Set([publicAddress]));
    }
  }
  expect(inside.log).toEqual([]);
});

test('a confirmed host whose name turns out to be public may not lead back inside', async () => {
  const outside = await serve();
  const inside = await serve();
  outside.on('/feed', { redirect: `${inside.origin}/feed` });
  const { fetcher } = createNetwork({ 'feeds.example': [publicAddress] });
  const confirmedLocalHosts = new Set([`feeds.example:${outside.port}`, `127.0.0.1:${inside.port}`]);
  const failure = await failureOf(fetcher(ask(`http://feeds.example:${outside.port}/feed`, { confirmedLocalHosts })));
  expect(failure.code).toBe('private-address');
  expect(inside.log).toEqual([]);
});

test('follows a redirect between confirmed local hosts, and from there to the outside', async () => {
  const first = await serve();
  const second = await serve({ address: '127.0.0.2' });
  first.on('/inside', { redirect: `${second.origin}/feed` });
  first.on('/outside', { redirect: `http://feeds.example:${second.port}/feed` });
  second.on('/feed', { body: 'here' });
  const { fetcher, dialled } = createNetwork({ 'feeds.example': [publicAddress] });
  const one = new Set([`127.0.0.1:${first.port}`]);
  const both = new Set([...one, `127.0.0.2:${second.port}`]);
  expect(textOf(await fetcher(ask(`${first.origin}/inside`, { confirmedLocalHosts: both })))).toBe('here');
  expect((await failureOf(fetcher(ask(`${first.origin}/inside`, { confirmedLocalHosts: one })))).code).toBe('private-address');
  // The made-up address is answered by whoever listens on 127.0.0.1 there: nobody. That it was dialled is the point.
  expect((await failureOf(fetcher(ask(`${first.origin}/outside`, { confirmedLocalHosts: one })))).code).toBe('refused');
  expect(dialled.at(-1)).toBe(publicAddress);
});

test.each(['icon', 'picture'] as const)('an %s on a local address is refused without a question', async purpose => {
  const { fetcher, dialled } = createNetwork();
  expect((await failureOf(fetcher(ask('http://127.0.0.1:9/a.png', { purpose })))).code).toBe('private-address');
  expect(dialled).toEqual([]);
});

test('connects to the address that was checked, however the name answers next time', async () => {
  const server = await serve();
  server.on('/feed', { body: 'x' });
  const answers = [publicAddress, '127.0.0.1'];
  let asked = 0;
  const { fetcher, dialled } = createNetwork(
    {},
    { lookup: async () => [{ address: answers[Math.min(asked++, answers.length - 1)]!, family: 4 }] },
  );
  await fetcher(ask(`http://rebinds.example:${server.port}/feed`));
  expect(dialled).toEqual([publicAddress]);
  expect(asked).toBe(1);
});

test('dials only the public ones of the addresses of a name', async () => {
  const server = await serve();
  server.on('/feed', { body: 'x' });
  const { fetcher, dialled } = createNetwork({ 'mixed.example': ['127.0.0.1', publicAddress, 'fd00::1'] });
  await fetcher(ask(`http://mixed.example:${server.port}/feed`));
  expect(dialled).toEqual([publicAddress]);
});

test.each(['file:///etc/passwd', 'ftp://feeds.example/feed', 'javascript:alert(1)', 'data:text/xml,<rss/>', 'feed:x', 'nonsense'])(
  'opens no %s',
  async url => {
    const { fetcher, dialled } = createNetwork({ 'feeds.example': [publicAddress] });
    expect((await failureOf(fetcher(ask(url)))).code).toBe('bad-address');
    expect(dialled).toEqual([]);
  },
);
