import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { FeedError } from '../errors.ts';
import type { BackupJob, BackupJobs, JobData, JobOutcome } from './backup-job.ts';

/** Does a job in a thread of its own, one after the other. Rejects with a FeedError. */
export interface BackupRunner {
  run<K extends BackupJob['kind']>(kind: K, order: Parameters<BackupJobs[K]>[0]): Promise<ReturnType<BackupJobs[K]>>;
  /** Ends what is under way: a job is right when it is killed. */
  close(): Promise<void>;
}

/** Beside this file as source, beside the bundle when bundled. */
const ownThreadUrl = new URL(import.meta.url.endsWith('.ts') ? './backup-thread.ts' : './backup-thread.js', import.meta.url);

interface RunnerNeeds {
  readonly profileDir: string;
  readonly database: string;
  /** It is inside SQLite and does not hear that it is to end: this process cannot exit before it does, and has to be killed. */
  readonly onStuckThread: () => void;
}

/** A thread that waits for nothing ends in this time. */
const endWithinMs = 300;

export function createBackupRunner({ profileDir, database, onStuckThread }: RunnerNeeds): BackupRunner {
  let last: Promise<unknown> = Promise.resolve();
  let thread: Worker | null = null;
  let isClosed = false;

  function start(job: BackupJob): Promise<unknown> {
    if (isClosed) return Promise.reject(stopped('the worker is closing'));
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const own = new Worker(ownThreadUrl, { workerData: { profileDir, database, job } satisfies JobData, name: `freshet-${job.kind}` });
    thread = own;
    own.on('message', (outcome: JobOutcome) => {
      if (outcome.ok) resolve(outcome.result);
      else reject(new FeedError(outcome.error.code, outcome.error.message, { detail: outcome.error.detail }));
    });
    own.on('error', error => reject(stopped(String(error))));
    own.on('exit', code => reject(stopped(`the thread ended with code ${code}`)));
    return promise.finally(async () => {
      await own.terminate();
      if (thread === own) thread = null;
    });
  }

  return {
    run(kind, order) {
      const job = { kind, order } as BackupJob;
      const done = last.then(() => start(job));
      last = done.catch(() => undefined);
      // The one place where a result gets its type back: a job is typed by the same map.
      return done as Promise<ReturnType<BackupJobs[typeof kind]>>;
    },
    async close() {
      isClosed = true;
      if (thread === null) return;
      const ended = thread.terminate().then(() => true);
      if (!(await Promise.race([ended, delay(endWithinMs, false, { ref: false })]))) onStuckThread();
    },
  };
}

function stopped(detail: string): FeedError {
  return new FeedError('worker-stopped', 'This was cut off before it was done. Nothing was changed; try it again.', { detail });
}
