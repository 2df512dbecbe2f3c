import { describe, expect, it } from 'vitest';
import { createLogger } from '../../worker/logger.ts';
import type { Reader } from '../../worker/open-reader.ts';
import { createParentPort } from '../../worker/port/parent-port.ts';
import type { Outcome } from '../../worker/protocol/errors.ts';
import { openSession } from '../../worker/session.ts';
import { createFakeClock } from '../helpers/fake-clock.ts';
import { createFakeWire } from './port/fake-wire.ts';

const start = {
  kind: 'start',
  protocol: 1,
  profileDir: '/profile',
  addresses: [],
  intervalMs: null,
  liftLimitsForLoopback: false,
  restarts: 0,
  suspects: [],
  parentPid: 42,
  version: '1.0.0',
  mode: 'reader',
};

/** A session over a fake wire and a reader that the test scripts. */
function openWorker(change: Partial<Reader> = {}) {
  const wire = createFakeWire();
  const clock = createFakeClock();
  const port = createParentPort({ wire, clock, isAlive: () => true });
  const steps: string[] = [];
  const opened = Promise.withResolvers<Reader>();
  const reader: Reader = {
    begin: () => void steps.push('begin'),
    call: () => Promise.resolve({ ok: true, result: null }),
    cancel: id => void steps.push(`cancel ${id}`),
    power: state => void steps.push(state),
    close: () => Promise.resolve(void steps.push('close')),
    ...change,
  };
  openSession({
    port,
    clock,
    logger: createLogger(() => undefined),
    openReader: () => opened.promise,
    openRescue: () => reader,
    exit: code => void steps.push(`exit ${code}`),
  });
  return {
    wire,
    clock,
    steps,
    open: async () => {
      wire.say(start);
      opened.resolve(reader);
      await clock.advance(0);
    },
    opened,
    reader,
    replies: () => wire.sent.flatMap(message => (message.kind === 'reply' ? [[message.id, message.outcome] as [number, Outcome]] : [])),
  };
}

describe('the life of the worker', () => {
  it('says hello, opens on the start message, says ready and only then begins', async () => {
    const { wire, steps, open } = openWorker();
    expect(wire.sent.map(({ kind }) => kind)).toEqual(['hello']);
    await open();
    expect(wire.sent.map(({ kind }) => kind)).toEqual(['hello', 'ready']);
    expect(steps).toEqual(['begin']);
  });

  it('ends when no start message comes', async () => {
    const { wire, clock, steps } = openWorker();
    wire.say({ kind: 'ack', seq: 1 });
    await clock.advance(29_000);
    expect(steps).toEqual([]);
    await clock.advance(2_000);
    expect(steps[0]).toBe('exit 2');
  });

  it('closes before it exits, when it is told to stop and when the parent is gone', async () => {
    for (const end of ['stop', 'disconnect'] as const) {
      const { wire, clock, steps, open } = openWorker();
      await open();
      if (end === 'stop') wire.say({ kind: 'stop' });
      else wire.disconnect();
      await clock.advance(300);
      expect(steps.slice(0, 3)).toEqual(['begin', 'close', 'exit 0']);
    }
  });

  it('exits within 2 s also when closing hangs', async () => {
    const { wire, clock, steps, open } = openWorker({ close: () => new Promise(() => undefined) });
    await open();
    wire.say({ kind: 'stop' });
    await clock.advance(1_700);
    expect(steps).toEqual(['begin']);
    await clock.advance(200);
    expect(steps).toEqual(['begin', 'exit 0']);
  });

  it('closes what was still being opened when the parent went', async () => {
    const { wire, clock, steps, opened, reader } = openWorker();
    wire.say(start);
    wire.disconnect();
    await clock.advance(500);
    expect(steps).toEqual([]);
    opened.resolve(reader);
    await clock.advance(100);
    expect(steps).toEqual(['close', 'exit 0']);
  });

  it('ignores a second start message', async () => {
    const { wire, clock, steps, open } = openWorker();
    await open();
    wire.say({ ...start, protocol: 99 });
    await clock.advance(100);
    expect(steps).toEqual(['begin']);
  });

  it('answers calls before, during and after its life', async () => {
    const { wire, clock, open, replies } = openWorker();
    wire.say({ kind: 'call', id: 1, method: 'settings.get', params: {} });
    await open();
    wire.say({ kind: 'call', id: 2, method: 'settings.get', params: {} });
    await clock.advance(0);
    wire.say({ kind: 'stop' });
    wire.say({ kind: 'call', id: 3, method: 'settings.get', params: {} });
    await clock.advance(0);
    expect(replies()).toMatchObject([
      [1, { error: { code: 'not-ready' } }],
      [2, { ok: true }],
      [3, { error: { code: 'worker-stopped' } }],
    ]);
  });

  it('settles a call whose result cannot be sent', async () => {
    const { wire, clock, open, replies } = openWorker({ call: () => Promise.resolve({ ok: true, result: () => 'a function' }) });
    await open();
    wire.say({ kind: 'call', id: 5, method: 'settings.get', params: {} });
    await clock.advance(0);
    expect(replies()).toMatchObject([[5, { ok: false, error: { code: 'internal' } }]]);
  });

  it('hands on cancels and what the computer does', async () => {
    const { wire, steps, open } = openWorker();
    await open();
    wire.say({ kind: 'cancel', id: 8 });
    wire.say({ kind: 'power', state: 'resume' });
    wire.say({ kind: 'power', state: 'exploded' });
    expect(steps).toEqual(['begin', 'cancel 8', 'resume']);
  });
});
