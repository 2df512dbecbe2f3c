import { join } from 'node:path';
import { backupFolder } from '../backup/backup-names.ts';
import type { BackupRunner } from '../backup/backup-runner.ts';
import type { BackupSchedule } from '../backup/backup-schedule.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import { FeedError } from '../errors.ts';
import type { Store } from '../store/store.ts';

type BackupMethod = 'backups.list' | 'backups.make' | 'backups.restore' | 'storage.sizes' | 'storage.compact';
type RescueMethod = 'rescue.salvage' | 'rescue.startEmpty' | 'rescue.tryAgain';

interface BackupApiNeeds {
  readonly profileDir: string;
  readonly runner: BackupRunner;
  readonly schedule: BackupSchedule;
  readonly store: Pick<Store, 'write'>;
  readonly clock: Clock;
  /** After this call has been answered. */
  readonly startAnew: (why: string) => void;
}

export function createBackupHandlers(needs: BackupApiNeeds): HandlersOf<BackupMethod | RescueMethod> {
  const { profileDir, runner, schedule, store, clock, startAnew } = needs;
  let compacting: Promise<{ readonly freedBytes: number }> | null = null;
  const isSound = (): never => {
    throw new FeedError('bad-request', 'The database is sound: there is nothing to rescue.');
  };
  return {
    async 'backups.list'() {
      return { backups: await runner.run('list', null), folder: join(profileDir, backupFolder), ...schedule.state() };
    },
    'backups.make': () => schedule.make(),
    async 'backups.restore'({ name }) {
      await runner.run('restore', { name, keepAs: 'replaced', at: clock.now() });
      startAnew('a backup takes the place of the database');
      return null;
    },
    'rescue.salvage': isSound,
    'rescue.startEmpty': isSound,
    'rescue.tryAgain': isSound,
    'storage.sizes': () => runner.run('measure', null),
    // Asked for twice, it runs once.
    'storage.compact': () =>
      (compacting ??= store.write.compact().finally(() => {
        compacting = null;
      })),
  };
}
