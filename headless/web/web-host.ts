import { join } from 'node:path';
import { type ControlServer, startControlServer } from '../../worker/host/control-server.ts';
import { createFeedHandOver, handedAddresses } from '../../worker/host/feed-hand-over.ts';
import { createHostDuties } from '../../worker/host/host-duties.ts';
import type { HostLog } from '../../worker/host/host-log.ts';
import { createListeners } from '../../worker/host/listeners.ts';
import { readLicences } from '../../worker/host/read-licences.ts';
import { createRelay } from '../../worker/host/relay.ts';
import type { WorkerHost } from '../../worker/host/worker-host.ts';
import type { ReaderEvent } from '../../worker/protocol/host.ts';
import type { StaticFile } from './static-files.ts';
import { startWebServer, type WebServer } from './web-server.ts';

interface WebHostNeeds {
  /** Ready: its profile is ours. */
  readonly worker: WorkerHost;
  readonly files: ReadonlyMap<string, StaticFile>;
  /** Where the files come from. */
  readonly rendererDir: string;
  readonly profileDir: string;
  readonly version: string;
  readonly port: number;
  readonly host: '127.0.0.1' | '::1';
  readonly log: HostLog;
}

export interface WebHost {
  address(): string;
  /** Closes both doors; the worker is the caller's. */
  close(): Promise<void>;
}

/** Freshet without Electron: the window in browser tabs, and the control socket beside it. */
export async function startWebHost(needs: WebHostNeeds): Promise<WebHost> {
  const { worker, files, rendererDir, profileDir, version, port, host, log } = needs;
  const events = createListeners<ReaderEvent>(log);
  worker.onEvent(events.tell);
  worker.onHealth(health => events.tell({ name: 'host.health', payload: health }));
  const handOver = createFeedHandOver();
  const duties = createHostDuties({
    worker,
    about: { version, host: 'web', electron: null, chromium: null, profileDir, logFile: join(profileDir, 'logs', 'freshet.log') },
    // The page opens it, in a new tab without opener: the host may run on a machine without a desktop.
    openLink: url => ({ kind: 'open-here', url }),
    takeHandedOver: handOver.take,
    readLicences: () => readLicences(rendererDir),
  });
  const relay = createRelay({ worker, duties });
  const server: WebServer = await startWebServer({
    relay,
    worker,
    files,
    log,
    port,
    host,
    firstEvents: () => [{ name: 'host.health', payload: worker.health() }],
  });
  events.add(server.tell);
  const control = await openControl();

  async function openControl(): Promise<ControlServer | null> {
    try {
      return await startControlServer({
        profileDir,
        greeting: { freshet: version, host: 'web' },
        relay,
        duties: {
          'host.address': () => ({ address: server.address() }),
          'host.activate': () => ({ activated: false }),
          // Left for the page that whoever hands it over opens next.
          'host.handOver': params => {
            const addresses = handedAddresses(params);
            handOver.add(addresses);
            return { taken: addresses.length };
          },
        },
        onEvent: events.add,
        log,
      });
    } catch (thrown) {
      // The reader works without it; only the command line cannot talk to it.
      log.add('error', `no control socket: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      return null;
    }
  }

  return {
    address: server.address,
    async close() {
      await Promise.all([control?.close(), server.close()]);
    },
  };
}
