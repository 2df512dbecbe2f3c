import type { UtilityProcess } from 'electron';
import type { WorkerChild } from '../worker/host/worker-child.ts';
import type { FromWorker } from '../worker/protocol/messages.ts';
import type { ElectronApi } from './electron-api.ts';

/** What the worker may know of our environment: where things are, how to speak, and through which proxy. Nothing else is handed on (E9). */
const passedOn = /^(PATH|HOME|USER|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|USERPROFILE|APPDATA|LOCALAPPDATA|SystemRoot|SSL_CERT_(FILE|DIR)|XDG_.*)$/i;

/** Forks the worker as Electron's utility process; to be called after `ready`. @param entry absolute path of the worker's main file */
export function forkUtilityChild(utilityProcess: ElectronApi['utilityProcess'], entry: string): WorkerChild {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => passedOn.test(name)));
  return adaptUtilityProcess(utilityProcess.fork(entry, [], { serviceName: 'Freshet worker', stdio: 'pipe', execArgv: [], env }));
}

function adaptUtilityProcess(child: UtilityProcess): WorkerChild {
  let hasExited = false;
  let pid: number | undefined;
  child.on('spawn', () => {
    pid = child.pid;
  });
  child.on('exit', () => {
    hasExited = true;
  });
  return {
    get pid() {
      return child.pid ?? pid;
    },
    post(message) {
      if (hasExited) return false;
      child.postMessage(message);
      return true;
    },
    onMessage: listener => void child.on('message', (message: FromWorker) => listener(message)),
    // Electron reports no signal: a killed process exits with a code of the system's own.
    onExit: listener => void child.once('exit', code => listener(code, null)),
    onOutput(listener) {
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => listener(data.toString('utf8')));
    },
    kill(force) {
      if (hasExited) return;
      const target = child.pid ?? pid;
      if (force && target !== undefined) killHard(target);
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
