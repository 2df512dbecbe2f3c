import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';

/** Forks for real: only the wire is child_process's instead of parentPort's. */
export class ForkedUtilityProcess extends EventEmitter {
  readonly options: { serviceName?: string; env?: Record<string, string>; stdio?: string };
  readonly child: ChildProcess;
  pid: number | undefined;
  constructor(entry: string, args: string[], options: ForkedUtilityProcess['options']) {
    super();
    this.options = options;
    this.child = fork(entry, args, {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execPath: process.execPath,
      execArgv: [],
      env: options.env ?? {},
    });
    this.child.once('spawn', () => {
      this.pid = this.child.pid;
      this.emit('spawn');
    });
    this.child.on('message', message => this.emit('message', message));
    this.child.once('exit', code => {
      // As documented: the pid is undefined again once the process has exited.
      this.pid = undefined;
      this.emit('exit', code ?? 1);
    });
  }
  get stdout() {
    return this.child.stdout;
  }
  get stderr() {
    return this.child.stderr;
  }
  postMessage = (message: unknown) => {
    if (this.child.connected) this.child.send(message as object);
  };
  kill = () => this.child.kill();
}
