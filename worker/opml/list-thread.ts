import { parentPort, workerData } from 'node:worker_threads';
import { doListJob, type ListJob } from './list-job.ts';

const result = doListJob(workerData as ListJob);
parentPort?.postMessage(result, result.kind === 'import' ? [result.outlines.buffer] : []);
