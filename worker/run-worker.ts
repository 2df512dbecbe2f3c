import { workerName } from './api/status.ts';
import { systemClock } from './clock.ts';
import { createLogger, describe, writeLastWords } from './logger.ts';
import { openReader, type WorkerParts } from './open-reader.ts';
import { openRescue } from './open-rescue.ts';
import { createElectronWire, type ElectronParentPort } from './port/electron-wire.ts';
import { createForkWire } from './port/fork-wire.ts';
import { isAlive } from './port/is-alive.ts';
import { createParentPort } from './port/parent-port.ts';
import type { ParentWire } from './port/parent-wire.ts';
import { openSession } from './session.ts';

const exitCrashed = 1;

/** Wires this process as a worker. @param parts other than its own, for tests: no message and no setting reaches them. */
export function runWorker(parts: WorkerParts = {}): void {
  const port = createParentPort({ wire: wireToParent(), clock: systemClock, isAlive });

  function crash(thrown: unknown): void {
    writeLastWords(`the worker ends by an error of its own: ${describe(thrown)}`);
    // Whatever is being read has no part in that.
    try {
      port.post({ kind: 'in-work', feedIds: [] });
    } finally {
      process.exit(exitCrashed);
    }
  }

  // Electron would only warn of these, and go on half alive.
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);

  process.title = workerName;
  const logger = createLogger((level, text) => port.post({ kind: 'log', level, text }));
  let isStuck = false;
  const endings = {
    startAnew: (why: string) => session.startAnew(why),
    onStuckThread: () => {
      isStuck = true;
    },
  };
  const session = openSession({
    port,
    clock: systemClock,
    logger,
    openReader: start => openReader(start, { port, logger, clock: systemClock, onFatal: crash, onDamage: crash, ...endings, parts }),
    openRescue: (start, damage) => openRescue(start, damage, { clock: systemClock, logger, ...endings }),
    // A thread that is inside SQLite would hold up an exit until it is done; by now everything is closed.
    exit: code => (isStuck ? process.kill(process.pid, 'SIGKILL') : process.exit(code)),
  });

  // Ctrl+C and a closed terminal reach every process of the group; the host ends this one in order.
  process.on('SIGINT', () => undefined);
  process.on('SIGHUP', () => undefined);
  process.on('SIGTERM', () => session.end('SIGTERM'));
}

function wireToParent(): ParentWire {
  // Electron's addition to `process` in a utility process; its types are not known here.
  const { parentPort } = process as { readonly parentPort?: ElectronParentPort };
  return parentPort === undefined ? createForkWire(process) : createElectronWire(parentPort);
}
