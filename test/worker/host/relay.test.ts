import { describe, expect, it } from 'vitest';
import { createHostDuties } from '../../../worker/host/host-duties.ts';
import { createRelay } from '../../../worker/host/relay.ts';
import type { WorkerHost } from '../../../worker/host/worker-host.ts';
import type { WorkerHealth } from '../../../worker/protocol/host.ts';

function relayOf() {
  const asked: unknown[] = [];
  const opened: unknown[] = [];
  let restarted = 0;
  const health: WorkerHealth = { state: 'ready', pid: 1, restarts: 0 };
  const worker = {
    request: async (...call: unknown[]) => {
      asked.push(call);
      return { ok: true, result: 'from the worker' };
    },
    health: () => health,
    restart: () => {
      restarted += 1;
    },
  } as unknown as WorkerHost;
  const duties = createHostDuties({
    worker,
    about: { version: '0.0.1', host: 'web', electron: null, chromium: null, profileDir: '/p', logFile: '/p/l' },
    openLink: (url, inBackground) => {
      opened.push([url, inBackground]);
      return { kind: 'opened' };
    },
    readLicences: async () => null,
  });
  return { relay: createRelay({ worker, duties }), asked, opened, health, restarted: () => restarted };
}

describe('the relay', () => {
  it('passes methods of the worker on with their parameters unread', async () => {
    const { relay, asked } = relayOf();
    const signal = new AbortController().signal;
    expect(await relay('entries.get', { id: 'nonsense' }, signal)).toEqual({ ok: true, result: 'from the worker' });
    expect(asked).toEqual([['entries.get', { id: 'nonsense' }, { signal }]]);
  });

  it.each(['pictures.get', 'icons.get'])('refuses %s to windows', async method => {
    const { relay, asked } = relayOf();
    expect(await relay(method, {})).toMatchObject({ ok: false, error: { code: 'forbidden-here' } });
    expect(asked).toEqual([]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'entries.drop', '', 'host.exit', 'host.address'])(
    'knows no method %j',
    async method => {
      const { relay, asked } = relayOf();
      expect(await relay(method, {})).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
      expect(asked).toEqual([]);
    },
  );

  it.each([
    [undefined, {}],
    [null, {}],
    [7, {}],
    [['entries.get'], {}],
    [{ toString: () => 'entries.get' }, {}],
    ['entries.get', undefined],
    ['entries.get', null],
    ['entries.get', 'text'],
    ['entries.get', [1]],
    ['entries.get', new Uint8Array(3)],
  ])('refuses the shape %j with %j', async (method, params) => {
    const { relay, asked } = relayOf();
    expect(await relay(method, params)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(asked).toEqual([]);
  });

  it('answers for the host itself', async () => {
    const { relay, health, restarted } = relayOf();
    expect(await relay('host.health', {})).toEqual({ ok: true, result: health });
    expect(await relay('host.about', {})).toMatchObject({ ok: true, result: { host: 'web' } });
    expect(await relay('host.restartWorker', {})).toEqual({ ok: true, result: null });
    expect(restarted()).toBe(1);
  });

  it('has no say in what starts at a login, and no licences, where the host has none', async () => {
    const { relay } = relayOf();
    expect(await relay('host.loginItem', { wish: true })).toEqual({ ok: true, result: { opensAtLogin: null } });
    expect(await relay('host.loginItem', { wish: 'yes' })).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(await relay('host.licences', {})).toEqual({ ok: true, result: { text: null } });
  });

  it('opens links only through the gate, by the normalised address', async () => {
    const { relay, opened } = relayOf();
    const open = (url: unknown, confirmed: unknown = false) => relay('host.openLink', { url, inBackground: false, confirmed });
    expect(await open('HTTPS://Example.org')).toEqual({ ok: true, result: { kind: 'opened' } });
    expect(await open('http://localhost/')).toMatchObject({ ok: true, result: { kind: 'ask' } });
    expect(await open('http://localhost/', true)).toMatchObject({ ok: true, result: { kind: 'opened' } });
    expect(await open('file:///etc/passwd', true)).toMatchObject({ ok: true, result: { kind: 'refused' } });
    expect(await open(7)).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(await open('https://example.org', 'yes')).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    expect(opened).toEqual([
      ['https://example.org/', false],
      ['http://localhost/', false],
    ]);
  });
});
