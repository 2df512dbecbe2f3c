import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ControlClient, connectControl } from '../../../worker/host/control-client.ts';
import { claimControlPath, controlPath, isPrivateDir } from '../../../worker/host/control-path.ts';
import { type ControlServer, startControlServer } from '../../../worker/host/control-server.ts';
import { handedAddresses } from '../../../worker/host/feed-hand-over.ts';
import { createHostLog } from '../../../worker/host/host-log.ts';
import { createListeners } from '../../../worker/host/listeners.ts';
import type { Relay } from '../../../worker/host/relay.ts';
import type { ReaderEvent } from '../../../worker/protocol/host.ts';

let profileDir = '';
const servers: ControlServer[] = [];
const log = createHostLog({ file: null });
const events = createListeners<ReaderEvent>(log);

beforeEach(() => {
  profileDir = mkdtempSync(join(tmpdir(), 'freshet-control-'));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
  rmSync(profileDir, { recursive: true, force: true });
});

async function serve(
  relay: Relay = async (method, params) => ({ ok: true, result: { method, params } }),
  dir = profileDir,
): Promise<ControlServer> {
  const server = await startControlServer({
    profileDir: dir,
    greeting: { freshet: '0.0.1', host: 'web' },
    relay,
    duties: {
      'host.address': () => ({ address: 'http://x/#token=1' }),
      'host.activate': () => ({ activated: false }),
      'host.handOver': params => ({ taken: handedAddresses(params).length }),
    },
    onEvent: events.add,
    log,
  });
  servers.push(server);
  return server;
}

async function client(dir = profileDir): Promise<ControlClient> {
  const connection = await connectControl(dir);
  if (connection.kind !== 'connected') throw new Error(connection.kind);
  return connection.client;
}

function raw(path: string): { socket: Socket; closed: Promise<void> } {
  const socket = connect(path);
  socket.on('error', () => {});
  socket.resume();
  return { socket, closed: new Promise(resolve => socket.once('close', () => resolve())) };
}

describe('the control socket', () => {
  it('can be reached by its user only', async () => {
    const { path } = await serve();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('greets, answers many calls at once, and tells the address of the web host', async () => {
    await serve();
    const control = await client();
    expect(control.greeting).toEqual({ freshet: '0.0.1', protocol: 1, host: 'web' });
    const answers = await Promise.all([1, 2, 3].map(id => control.request('entries.get', { id })));
    expect(answers).toEqual([1, 2, 3].map(id => ({ ok: true, result: { method: 'entries.get', params: { id } } })));
    expect(await control.request('host.address', {})).toEqual({ ok: true, result: { address: 'http://x/#token=1' } });
    expect(await control.request('host.handOver', { addresses: ['feed:a.example', '--evil'] })).toEqual({ ok: true, result: { taken: 1 } });
    control.close();
  });

  it('carries an OPML text of ten megabytes', async () => {
    await serve(async (_method, params) => ({ ok: true, result: (params as { text: string }).text.length }));
    const control = await client();
    expect(await control.request('opml.import', { text: '"<ä>\n'.repeat(2_000_000) })).toEqual({ ok: true, result: 10_000_000 });
    control.close();
  });

  it('tells events to those who asked for them', async () => {
    await serve();
    const [listening, other] = [await client(), await client()];
    const heard = new Promise<ReaderEvent>(resolve => listening.onEvent(resolve));
    await listening.request('entries.get', {});
    const event: ReaderEvent = { name: 'subscriptions.changed', payload: { unread: 1, countsOnly: false } };
    events.tell(event);
    expect(await heard).toEqual(event);
    listening.close();
    other.close();
  });

  it('cancels a call when its asker cancels it, or goes away', async () => {
    const signals: AbortSignal[] = [];
    await serve((_method, _params, signal) => {
      if (signal) signals.push(signal);
      return new Promise(resolve =>
        signal?.addEventListener('abort', () => resolve({ ok: false, error: { code: 'cancelled', message: 'Cancelled.', detail: '' } })),
      );
    });
    const control = await client();
    const cancel = new AbortController();
    const first = control.request('refresh.run', {}, cancel.signal);
    cancel.abort();
    expect(await first).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const second = control.request('refresh.run', {});
    await expect.poll(() => signals.length).toBe(2);
    control.close();
    expect(await second).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });
    await expect.poll(() => signals[1]?.aborted).toBe(true);
  });

  it('settles what is open when the owner goes away', async () => {
    const server = await serve(() => new Promise(() => {}));
    const control = await client();
    const waiting = control.request('entries.get', {});
    await server.close();
    servers.splice(0);
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });
    expect(await control.request('entries.get', {})).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });
    expect(existsSync(server.path)).toBe(false);
  });

  it.each(['no json\n', '7\n', '{"id":"1","method":"x"}\n', '{"id":1}\n', 'null\n'])('hangs up on %j', async line => {
    const { path } = await serve();
    const { socket, closed } = raw(path);
    socket.write(line);
    await closed;
  });

  it('hangs up on a line without end', async () => {
    const { path } = await serve();
    const { socket, closed } = raw(path);
    const chunk = Buffer.alloc(4 * 1024 * 1024, 'x');
    const push = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', push);
    push();
    await closed;
  });

  it('takes over the socket that an owner left behind when it was killed', async () => {
    const path = controlPath(profileDir)!;
    const dead = createServer().listen(path);
    await new Promise(resolve => dead.once('listening', resolve));
    // As after SIGKILL: the file stays, nobody listens.
    renameSync(path, `${path}.kept`);
    await new Promise(resolve => dead.close(resolve));
    renameSync(`${path}.kept`, path);
    expect(await connectControl(profileDir)).toEqual({ kind: 'nobody' });
    await serve();
    (await client()).close();
  });

  it('finds nobody where nobody is', async () => {
    expect(await connectControl(profileDir)).toEqual({ kind: 'nobody' });
    expect(await connectControl(join(profileDir, 'missing'))).toEqual({ kind: 'nobody' });
  });

  it('does not talk to another version', async () => {
    const path = claimControlPath(profileDir);
    const other = createServer(socket => socket.write('{"freshet":"9.0.0","protocol":2,"host":"web"}\n')).listen(path);
    await new Promise(resolve => other.once('listening', resolve));
    expect(await connectControl(profileDir)).toEqual({ kind: 'other-version', version: '9.0.0' });
    await new Promise(resolve => other.close(resolve));
  });

  it('finds a short place for profiles with long paths, again for this user only', async () => {
    const dir = join(profileDir, 'x'.repeat(120), 'ü'.repeat(60));
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const { path } = await serve(undefined, dir);
    expect(Buffer.byteLength(path)).toBeLessThan(104);
    expect(isPrivateDir(join(path, '..'))).toBe(true);
    (await client(dir)).close();
    expect(controlPath(`${dir}2`)).not.toBe(path);
  });

  it('trusts no folder that others could write to', () => {
    chmodSync(profileDir, 0o777);
    expect(isPrivateDir(profileDir)).toBe(false);
    writeFileSync(join(profileDir, 'file'), '');
    expect(isPrivateDir(join(profileDir, 'file'))).toBe(false);
  });

  it('names pipes on Windows so that nobody can guess them', () => {
    expect(controlPath(profileDir, 'win32')).toBeNull();
    const name = claimControlPath(profileDir, 'win32');
    expect(name).toMatch(/^\\\\\.\\pipe\\freshet-[0-9a-f]{32}$/);
    expect(controlPath(profileDir, 'win32')).toBe(name);
    expect(claimControlPath(profileDir, 'win32')).not.toBe(name);
    expect(statSync(join(profileDir, 'control-pipe')).mode & 0o777).toBe(0o600);
  });
});
