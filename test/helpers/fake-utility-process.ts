import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { MessageChannel } from 'node:worker_threads';
import type { UtilityProcess } from 'electron';
import { runScriptedWorker } from '../fixtures/workers/scripted-worker.ts';

/** Electron's utility process as its adapter sees it, with the structured clone of a MessageChannel and the scripted worker at its other end. */
export function fakeUtilityProcess(): UtilityProcess {
  const { port1: host, port2: worker } = new MessageChannel();
  const events = new EventEmitter();
  const stdout = new PassThrough();
  let isAlive = true;

  function end(code: number): void {
    if (!isAlive) return;
    isAlive = false;
    host.close();
    // Electron tells it in a later turn, never inside a call.
    setImmediate(() => events.emit('exit', code));
  }

  host.on('message', message => events.emit('message', message));
  setImmediate(() => {
    events.emit('spawn');
    runScriptedWorker({
      send: message => worker.postMessage(message),
      onMessage: listener => void worker.on('message', listener),
      exit: end,
      print: text => void stdout.write(text),
    });
  });
  return Object.assign(events, {
    pid: undefined,
    stdout,
    stderr: new PassThrough(),
    postMessage: (message: unknown) => host.postMessage(message),
    kill() {
      end(15);
      return true;
    },
  }) as unknown as UtilityProcess;
}
