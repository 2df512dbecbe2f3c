import { fork } from 'node:child_process';
import type { FromWorker, StartMessage } from '../../worker/protocol/messages.ts';

// A host that a test can kill: it forks the worker and hands messages up and down. Arguments: the worker's entry file.

const [entry = ''] = process.argv.slice(2);
const worker = fork(entry, [], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
const send = (message: unknown): void => {
  if (worker.connected) worker.send(message as object, undefined, undefined, () => undefined);
};

worker.on('message', raw => {
  const message = raw as FromWorker;
  send({ kind: 'ack', seq: message.seq });
  process.send?.({ workerPid: worker.pid, message });
});
setInterval(() => send({ kind: 'ping', id: 1 }), 1_000);

process.on('message', raw => {
  const message = raw as StartMessage | Record<string, unknown>;
  send(message['kind'] === 'start' ? { ...message, parentPid: process.pid } : message);
});
