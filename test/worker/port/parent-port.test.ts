import { describe, expect, it } from 'vitest';
import { createParentPort } from '../../../worker/port/parent-port.ts';
import { createFakeClock } from '../../helpers/fake-clock.ts';
import { createFakeWire } from './fake-wire.ts';

function openPort() {
  const wire = createFakeWire();
  const clock = createFakeClock();
  const alive = new Set([42]);
  const port = createParentPort({ wire, clock, isAlive: pid => alive.has(pid) });
  const reasons: string[] = [];
  port.onGone(reason => reasons.push(reason));
  return { wire, clock, alive, port, reasons };
}

describe('the port to the parent', () => {
  it('numbers what it sends', () => {
    const { wire, port } = openPort();
    port.post({ kind: 'hello', protocol: 1, pid: 7 });
    port.post({ kind: 'pong', id: 3 });
    expect(wire.sent).toEqual([
      { seq: 1, kind: 'hello', protocol: 1, pid: 7 },
      { seq: 2, kind: 'pong', id: 3 },
    ]);
  });

  it('answers a ping by itself and hands everything else on', () => {
    const { wire, port } = openPort();
    const heard: unknown[] = [];
    port.onMessage(message => heard.push(message));
    wire.say({ kind: 'ping', id: 9 });
    wire.say({ kind: 'ack', seq: 1 });
    wire.say({ kind: 'stop' });
    wire.say('nonsense');
    expect(wire.sent).toEqual([{ seq: 1, kind: 'pong', id: 9 }]);
    expect(heard).toEqual([{ kind: 'stop' }, 'nonsense']);
  });

  it('tells at once and once that the channel was closed', () => {
    const { wire, reasons } = openPort();
    wire.disconnect();
    wire.disconnect();
    expect(reasons).toEqual(['the parent has closed the channel']);
  });

  it('waits for a first ping, then takes 10 s without one as the end of the parent', async () => {
    const { wire, clock, reasons } = openPort();
    await clock.advance(60_000);
    expect(reasons).toEqual([]);
    wire.say({ kind: 'ping', id: 1 });
    wire.say({ kind: 'ack', seq: 1 });
    await clock.advance(9_000);
    expect(reasons).toEqual([]);
    await clock.advance(2_000);
    expect(reasons).toEqual(['no ping from the parent for 10 s']);
  });

  it('finds out within two seconds that the parent process is not there', async () => {
    const { clock, alive, port, reasons } = openPort();
    port.watchPid(42);
    await clock.advance(5_000);
    expect(reasons).toEqual([]);
    alive.delete(42);
    await clock.advance(2_000);
    expect(reasons).toEqual(['the parent process 42 is not there any more']);
  });

  it('counts a send as failed when its acknowledgement is missing for 5 s', async () => {
    const { wire, clock, port } = openPort();
    port.post({ kind: 'ready', pid: 7 });
    port.post({ kind: 'pong', id: 1 });
    port.post({ kind: 'pong', id: 2 });
    wire.say({ kind: 'ack', seq: 1 });
    await clock.advance(4_000);
    expect(port.failedSends()).toBe(0);
    await clock.advance(2_000);
    expect(port.failedSends()).toBe(2);
    await clock.advance(2_000);
    expect(port.failedSends()).toBe(2);
  });

  it('takes a parent that acknowledges nothing for 10 s as one that does not listen', async () => {
    const { wire, clock, port, reasons } = openPort();
    wire.say({ kind: 'ping', id: 1 });
    for (let second = 0; second < 9; second += 1) {
      await clock.advance(1_000);
      wire.say({ kind: 'ping', id: second });
    }
    expect(reasons).toEqual([]);
    await clock.advance(1_000);
    expect(reasons).toEqual(['the parent has acknowledged nothing for 10 s']);
    expect(port.failedSends()).toBeGreaterThan(0);
  });

  it('does not blame the parent for the time that it stood still itself', async () => {
    const { wire, clock, port, reasons } = openPort();
    wire.say({ kind: 'ping', id: 1 });
    port.post({ kind: 'ready', pid: 7 });
    await clock.stall(3_600_000);
    await clock.advance(3_000);
    expect(reasons).toEqual([]);
    expect(port.failedSends()).toBe(0);
  });

  it('counts what the channel refuses, and takes it as the end of the parent', () => {
    const { wire, port, reasons } = openPort();
    wire.breakDown();
    port.post({ kind: 'ready', pid: 7 });
    expect(port.failedSends()).toBe(1);
    expect(reasons).toEqual(['the channel to the parent failed (channel closed)']);
  });

  it('throws what cannot be cloned and does not count it as sent', async () => {
    const { wire, clock, port } = openPort();
    expect(() => port.post({ kind: 'reply', id: 1, outcome: { ok: true, result: () => 1 } })).toThrow();
    port.post({ kind: 'pong', id: 1 });
    expect(wire.sent).toEqual([{ seq: 1, kind: 'pong', id: 1 }]);
    wire.say({ kind: 'ack', seq: 1 });
    await clock.advance(20_000);
    expect(port.failedSends()).toBe(0);
  });

  it('flushes until the parent has everything, but waits for none that is gone', async () => {
    const { wire, clock, port } = openPort();
    const order: string[] = [];
    port.post({ kind: 'pong', id: 1 });
    port.post({ kind: 'pong', id: 2 });
    const heard = port.flush().then(() => order.push('all heard'));
    wire.say({ kind: 'ack', seq: 1 });
    await clock.advance(0);
    order.push('half heard');
    wire.say({ kind: 'ack', seq: 2 });
    await heard;
    port.post({ kind: 'pong', id: 3 });
    const given = port.flush().then(() => order.push('given up'));
    await clock.advance(300);
    await given;
    wire.disconnect();
    await port.flush();
    expect(order).toEqual(['half heard', 'all heard', 'given up']);
  });

  it('leaves no timer behind when it is closed', () => {
    const { clock, port } = openPort();
    port.close();
    expect(clock.pendingTimers()).toBe(0);
  });
});
