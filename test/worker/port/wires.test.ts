import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createElectronWire } from '../../../worker/port/electron-wire.ts';
import { createForkWire } from '../../../worker/port/fork-wire.ts';
import { isAlive } from '../../../worker/port/is-alive.ts';

describe('the wire of child_process.fork', () => {
  it('reports a send that failed, also when there is no channel at all', () => {
    const errors: (Error | null)[] = [];
    const wire = createForkWire(new EventEmitter());
    wire.send({ seq: 1, kind: 'pong', id: 1 }, error => errors.push(error));
    expect(errors).toEqual([new Error('no channel to a parent')]);
  });

  it('hears messages and the end of the channel', () => {
    const forked = new EventEmitter();
    const heard: unknown[] = [];
    const wire = createForkWire(forked);
    wire.onMessage(message => heard.push(message));
    wire.onDisconnect(() => heard.push('disconnected'));
    forked.emit('message', { kind: 'stop' });
    forked.emit('disconnect');
    expect(heard).toEqual([{ kind: 'stop' }, 'disconnected']);
  });
});

describe("the wire of Electron's utility process", () => {
  it('takes the data out of the event and posts without a callback', () => {
    const posted: unknown[] = [];
    const heard: unknown[] = [];
    const parentPort = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => void posted.push(message) });
    const wire = createElectronWire(parentPort);
    let sent = 0;
    wire.onMessage(message => heard.push(message));
    wire.send({ seq: 1, kind: 'pong', id: 1 }, error => {
      if (error === null) sent += 1;
    });
    parentPort.emit('message', { data: { kind: 'stop' }, ports: [] });
    expect(posted).toEqual([{ seq: 1, kind: 'pong', id: 1 }]);
    expect(heard).toEqual([{ kind: 'stop' }]);
    expect(sent).toBe(1);
  });
});

describe('whether a process is there', () => {
  it('says yes for this one and no for an id that nobody has', () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(2 ** 30)).toBe(false);
  });
});
