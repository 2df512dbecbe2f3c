import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createFakeClock } from '../../helpers/fake-clock.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { createTraffic } from './traffic.ts';

const minute = 60_000;
const hour = 60 * minute;
const hosts = Array.from({ length: 200 }, (_, index) => `feed${index}.example`);

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const loginPage: Answer = {
  status: 200,
  headers: { 'Content-Type': 'text/html' },
  body: '<!doctype html><title>Hotel network</title><form action="/login"><input name="room"></form>',
};

function feedAnswer({ headers }: IncomingMessage): Answer {
  const host = headers.host ?? '';
  const etag = `"${host}"`;
  if (headers['if-none-match'] === etag) return { status: 304, headers: { ETag: etag } };
  const items = [1, 2, 3].map(id => `<item><guid isPermaLink="false">${host}-${id}</guid><title>Article ${id}</title></item>`);
  const body = `<rss version="2.0"><channel><title>${host}</title>${items.join('')}</channel></rss>`;
  return { status: 200, headers: { 'Content-Type': 'application/rss+xml', ETag: etag }, body };
}

/** Two hundred servers, and what may stand before all of them. */
async function startServers() {
  const traffic = createTraffic();
  const asked = new Set<string>();
  const state: { requests: number; portal: ((request: IncomingMessage) => Answer) | null } = { requests: 0, portal: null };
  const server = createServer((request, response) => {
    const host = request.headers.host ?? '';
    traffic.arrived();
    state.requests += 1;
    if (request.url === '/feed') asked.add(host);
    response.on('close', () => traffic.left(host));
    const {
      status,
      headers = {},
      body = '',
    } = state.portal?.(request) ?? (request.url === '/feed' ? feedAnswer(request) : { status: 404 });
    response.writeHead(status, { ...headers });
    response.end(body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { traffic, asked, state, port: (server.address() as AddressInfo).port };
}

const portals: readonly (readonly [string, (request: IncomingMessage) => Answer])[] = [
  ['answers for every server', () => loginPage],
  [
    'every server is said to have moved to for good',
    ({ headers }) =>
      headers.host === 'portal.example'
        ? loginPage
        : { status: 301, headers: { Location: 'http://portal.example/login', 'Content-Length': '0' } },
  ],
];

it.each(portals)(
  'leaves 200 feeds as they are behind a login page that %s, and goes on after it (R11)',
  { timeout: 600_000 },
  async (_, portal) => {
    const servers = await startServers();
    const { state, asked } = servers;
    const clock = createFakeClock();
    const world = createSimulatedWorld({ clock, ...servers });
    onTestFinished(() => world.close());
    const list = async () => (await world.call('subscriptions.list', {})).subscriptions;
    const facts = async () => (await list()).map(({ feedUrl, unreadCount, failure }) => ({ feedUrl, unreadCount, failure }));
    const untouched = hosts.map(host => ({ feedUrl: `http://${host}/feed`, unreadCount: 3, failure: null }));

    await world.open(hosts.map(host => `http://${host}/feed`));
    await world.pass(10 * minute);
    expect(await facts()).toEqual(untouched);

    state.portal = portal;
    state.requests = 0;
    await world.pass(4 * hour);
    await world.whilePassing(world.call('refresh.run', { scope: { kind: 'all' } }));
    expect((await world.call('refresh.state', {})).networkTrouble).toBe('login-page');
    expect(await facts()).toEqual(untouched);
    // A few look whether the network is back; two hundred do not.
    expect(state.requests).toBeGreaterThan(20);
    expect(state.requests).toBeLessThan(10_000);
    for (const { plan } of await list()) {
      expect(plan?.reason).toBe('offline');
      expect((plan?.at ?? Number.POSITIVE_INFINITY) - clock.now()).toBeLessThan(15 * minute);
    }

    state.portal = null;
    asked.clear();
    await world.pass(30 * minute);
    expect(asked.size).toBe(hosts.length);
    expect(await facts()).toEqual(untouched);
    expect(new Set((await list()).map(({ plan }) => plan?.reason))).not.toContain('back-off');
    expect(world.troubles).toEqual([]);
  },
);
