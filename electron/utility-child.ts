import type { UtilityProcess } from 'electron';
import { childEnvironment } from '../worker/host/child-environment.ts';
import type { WorkerChild } from '../worker/host/worker-child.ts';
import type { FromWorker } from '../worker/protocol/messages.ts';
import type { ElectronApi } from './electron-api.ts';

/** Forks the worker as Electron's utility process (E9); to be called after `ready`. @param entry absolute path of the worker's main file */
export function forkUtilityChild(utilityProcess: ElectronApi['utilityProcess'], entry: string): WorkerChild {
  const options = { serviceName: 'Freshet worker', stdio: 'pipe', execArgv: [], env: childEnvironment(process.env) };
  return adaptUtilityProcess(utilityProcess.fork(entry, [], options));
}

/** Electron forgets the pid of an exited process and swallows what is posted to it; a `WorkerChild` remembers, and says so. */
export function adaptUtilityProcess(child: UtilityProcess): WorkerChild {
  let hasExited = false;
  let pid = child.pid;
  child.once('spawn', () => {
    pid = child.pid;
  });
  child.once('exit', () => {
    hasExited = true;
  });
  return {
    get pid() {
      return pid;
    },
    post(message) {
      if (hasExited) return false;
      child.postMessage(message);
      return true;
    },
    onMessage: listener => void child.on('message', (message: FromWorker) => listener(message)),
    // Electron names no signal: a killed process ends with a code of the system's own.
    onExit: listener => void child.once('exit', code => listener(code, null)),
    onOutput(listener) {
      // V8's last words. An 'error' that nobody listens to would be thrown in the main process; 'exit' follows in any case.
      child.on('error', (type, location) => listener(`${type} at ${location}\n`));
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => listener(data.toString('utf8')));
    },
    kill(force) {
      if (hasExited) return;
      if (force && pid !== undefined) killHard(pid);
      else child.kill();
    },
  };
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already, which is what was wanted.
  }
}
