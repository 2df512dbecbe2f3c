import { parentPort, workerData } from 'node:worker_threads';
import { doBackupJob, type JobData } from './backup-job.ts';

parentPort?.postMessage(doBackupJob(workerData as JobData));
