import { fileURLToPath } from 'node:url';
import { beforeEach, expect, it, vi } from 'vitest';
import { rssDocument, rssItems } from '../helpers/rss-document.ts';
import { createWorkerFixture } from '../helpers/worker-fixture.ts';
import { certificate, key } from '../worker/fetch/fetching.ts';

const { start, serve } = createWorkerFixture();
const secure = (name: string) => serve({ tls: { key: key(name), cert: certificate(name) } });

beforeEach(() => {
  vi.stubEnv('NODE_EXTRA_CA_CERTS', fileURLToPath(new URL('../fixtures/tls/authority.pem', import.meta.url)));
});

it('says in a sentence of its own what is wrong with each certificate, and sends no request', async () => {
  const worker = await start();
  const failureOf = async (name: string) => {
    const server = await secure(name);
    const { error } = await worker.call('feeds.fetch', { address: `${server.origin}/feed`, confirmLocal: true });
    expect(server.log).toEqual([]);
    return error;
  };
  expect(await failureOf('expired')).toMatchObject({ code: 'tls', message: expect.stringMatching(/has expired.*renew it/) });
  expect(await failureOf('other-name')).toMatchObject({ code: 'tls', message: expect.stringMatching(/for another name/) });
  expect(await failureOf('self-signed')).toMatchObject({ code: 'tls', message: expect.stringMatching(/nobody vouches/) });
});

it('speaks HTTP/2 where it is offered, asks conditionally, and unpacks what comes', async () => {
  const server = await secure('good');
  const worker = await start({ liftLimitsForLoopback: true });
  for (const encoding of ['gzip', 'br', 'zstd'] as const) {
    const path = `/${encoding}`;
    server.on(path, { body: rssDocument(encoding, rssItems(3)), type: 'application/rss+xml', encoding, etag: `"${encoding}"` });
    const feedUrl = `${server.origin}${path}`;
    await worker.call('subscriptions.add', { feedUrl, folder: null, firstUnread: 'all', confirmLocal: true });
  }
  const { subscriptions } = await worker.call('subscriptions.list', {});
  expect(subscriptions.map(({ title }) => title)).toEqual(['gzip', 'br', 'zstd']);
  expect(await worker.call('worker.status', {})).toMatchObject({ entries: 9 });
  expect(await worker.call('refresh.run', { scope: { kind: 'all' }, force: true })).toMatchObject({ unchanged: 3, changed: 0, failed: 0 });
  for (const encoding of ['gzip', 'br', 'zstd']) {
    const [first, second] = server.requests(`/${encoding}`);
    // Only HTTP/2 has this header.
    expect(first?.headers[':authority' as 'host']).toBe(new URL(server.origin).host);
    expect([first?.headers['if-none-match'], first?.status]).toEqual([undefined, 200]);
    expect(second?.headers[':authority' as 'host']).toBe(new URL(server.origin).host);
    expect([second?.headers['if-none-match'], second?.status]).toEqual([`"${encoding}"`, 304]);
  }
});
