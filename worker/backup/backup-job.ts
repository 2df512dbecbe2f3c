import { toWireError } from '../errors.ts';
import type { WireError } from '../protocol/errors.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { Backup, BackupReason, SalvageReport, StorageSizes } from '../protocol/storage.ts';
import { explainSqliteError } from '../store/sqlite-errors.ts';
import { inspectDatabase } from './inspect-database.ts';
import { listBackups } from './list-backups.ts';
import { makeBackup } from './make-backup.ts';
import type { AsideKind } from './replacement.ts';
import { restoreBackup, startEmpty } from './restore-backup.ts';
import { salvage } from './salvage.ts';
import { measureStorage } from './storage-sizes.ts';

/** Long work on files of the profile, done in a thread of its own. */
export interface BackupJobs {
  make(order: { readonly reason: BackupReason; readonly at: Milliseconds }): Backup;
  list(order: null): readonly Backup[];
  restore(order: { readonly name: string; readonly keepAs: AsideKind; readonly at: Milliseconds }): null;
  salvage(order: { readonly at: Milliseconds }): SalvageReport;
  startEmpty(order: { readonly at: Milliseconds }): null;
  measure(order: null): StorageSizes;
  /** Reads through the database that is in use. */
  check(order: null): null;
}

export type BackupJob = {
  readonly [K in keyof BackupJobs]: { readonly kind: K; readonly order: Parameters<BackupJobs[K]>[0] };
}[keyof BackupJobs];

export interface JobData {
  readonly profileDir: string;
  readonly database: string;
  readonly job: BackupJob;
}

export type JobOutcome = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: WireError };

export function doBackupJob({ profileDir, database, job }: JobData): JobOutcome {
  try {
    return { ok: true, result: run(profileDir, database, job) };
  } catch (error) {
    return { ok: false, error: toWireError(explainSqliteError(error, profileDir)) };
  }
}

function run(profileDir: string, database: string, job: BackupJob): unknown {
  switch (job.kind) {
    case 'make':
      return makeBackup({ profileDir, database, ...job.order });
    case 'list':
      return listBackups(profileDir);
    case 'restore':
      restoreBackup({ profileDir, ...job.order });
      return null;
    case 'salvage':
      return salvage({ profileDir, database, ...job.order });
    case 'startEmpty':
      startEmpty(profileDir, job.order.at);
      return null;
    case 'measure':
      return measureStorage(profileDir, database);
    case 'check':
      inspectDatabase(database, true);
      return null;
  }
}
