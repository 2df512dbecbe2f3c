import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ServerUnderTest, serveWeb } from '../../helpers/web-server-under-test.ts';

const opened: ServerUnderTest[] = [];
async function open(options: Parameters<typeof serveWeb>[0] = {}): Promise<ServerUnderTest> {
  const web = await serveWeb(options);
  opened.push(web);
  return web;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ server }) => server.close()));
});

const call = { method: 'subscriptions.list', params: {} };
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

describe('sizes', () => {
  it('takes calls of one megabyte and no larger, with or without a stated length', async () => {
    const web = await open();
    const { key } = await web.session();
    const fill = (bytes: number) => JSON.stringify({ ...call, params: { text: 'x'.repeat(bytes) } });
    expect((await web.post('/call', fill(1_000_000), bearer(key))).status).toBe(200);
    expect((await web.post('/call', fill(1_100_000), bearer(key))).status).toBe(413);
    const head = `POST /call HTTP/1.1\r\nHost: 127.0.0.1:${web.server.port}\r\nAuthorization: Bearer ${key}\r\nX-Freshet: 1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    expect(await web.raw(head + chunk.repeat(20))).toMatch(/^HTTP\/1\.1 413/);
    expect(web.calls).toHaveLength(1);
  });

  it('takes an OPML file of 32 MiB at its own door', async () => {
    const web = await open();
    const { key } = await web.session();
    const body = JSON.stringify({ method: 'opml.import', params: { text: 'x'.repeat(32 * 1024 * 1024) } });
    expect((await web.post('/call/opml.import', body, bearer(key))).status).toBe(200);
    expect((await web.post('/call', body, bearer(key)).catch(() => ({ status: 413 }))).status).toBe(413);
  });
});

describe('rates', () => {
  it('answers a hundred calls at once, and tells more than that to wait', async () => {
    let now = 0;
    const timers = { now: () => now, after: () => () => {}, every: () => () => {} };
    const web = await open({ timers });
    const { key } = await web.session();
    const burst = async (count: number) => {
      const answers = await Promise.all(Array.from({ length: count }, () => web.post('/call', call, bearer(key))));
      return answers.filter(({ status }) => status === 200).length;
    };
    expect(await burst(130)).toBe(100);
    expect((await web.post('/call', call, bearer(key))).headers.get('retry-after')).toBe('1');
    now += 500;
    expect(await burst(80)).toBe(50);
  });

  it('limits those without a session as well', async () => {
    const timers = { now: () => 0, after: () => () => {}, every: () => () => {} };
    const web = await open({ timers });
    const statuses = await Promise.all(Array.from({ length: 130 }, async () => (await web.post('/session', { token: 'guess' })).status));
    expect(statuses.filter(status => status === 401)).toHaveLength(100);
    expect(statuses.filter(status => status === 429)).toHaveLength(30);
  });
});

describe('slow ones', () => {
  const slow = { headersMs: 300, requestMs: 600 };

  it.each([
    ['headers', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: '],
    [
      'a body',
      'POST /session HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX-Freshet: 1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    ],
    ['nothing at all', ''],
  ])('are let go that send %s without end', async (_name, text) => {
    const web = await open({ patience: slow });
    const socket = connect(web.server.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    socket.write(text.replace('PORT', String(web.server.port)));
    const drip = setInterval(() => text !== '' && socket.writable && socket.write('x'), 50);
    await new Promise(resolve => socket.once('close', resolve));
    clearInterval(drip);
    expect((await fetch(web.origin)).status).toBe(200);
  });

  it('cannot fill the server: beyond 128 connections new ones are dropped at once', async () => {
    const web = await open();
    const sockets: Socket[] = [];
    const dropped = await new Promise<boolean>(resolve => {
      for (let index = 0; index < 140; index += 1) {
        const socket = connect(web.server.port, '127.0.0.1');
        sockets.push(socket);
        socket.on('error', () => {});
        socket.resume();
        socket.once('close', () => resolve(true));
      }
    });
    expect(dropped).toBe(true);
    for (const socket of sockets) socket.destroy();
  });
});

describe('the doors', () => {
  it('listens on its own loopback address only, not on all', async () => {
    const web = await open();
    const outcome = await new Promise(resolve => {
      const socket = connect(web.server.port, '127.0.0.2');
      socket.once('connect', () => resolve('connected'));
      socket.once('error', () => resolve('refused'));
      // Where the system has no such address, nothing answers.
      setTimeout(resolve, 2_000, 'no answer').unref();
    });
    expect(outcome).not.toBe('connected');
  });

  it('says when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    await expect(serveWeb({ port } as never)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.close();
  });

  it('closes although tabs hold their streams open', async () => {
    const web = await serveWeb();
    const { key } = await web.session();
    const stream = await fetch(`${web.origin}/events`, { headers: bearer(key) });
    await web.server.close();
    await stream.text();
    await expect(fetch(web.origin)).rejects.toThrow();
  });
});
