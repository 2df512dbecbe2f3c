import { afterEach } from 'vitest';
import { type FeedServer, type FeedServerOptions, startFeedServer } from './feed-server.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

/** Workers and servers of a test file; whatever a test leaves running is ended after it. */
export function createWorkerFixture() {
  const workers = new Set<WorkerProcess>();
  const servers = new Set<FeedServer>();

  afterEach(async () => {
    for (const worker of workers) {
      worker.kill('SIGKILL');
      await worker.exited;
    }
    for (const server of servers) await server.close();
    workers.clear();
    servers.clear();
  });

  return {
    keep(worker: WorkerProcess): WorkerProcess {
      workers.add(worker);
      return worker;
    },
    async start(change: Parameters<typeof startWorker>[0] = {}): Promise<WorkerProcess> {
      const worker = await startWorker(change);
      workers.add(worker);
      return worker;
    },
    async serve(options: FeedServerOptions = {}): Promise<FeedServer> {
      const server = await startFeedServer(options);
      servers.add(server);
      return server;
    },
  };
}
