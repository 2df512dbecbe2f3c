import type { Clock } from '../clock.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { Backup, BackupReason } from '../protocol/storage.ts';
import type { BackupRunner } from './backup-runner.ts';

const everyMs = 24 * 3_600_000;
/** After a start, and after a failure. */
const firstMs = 2 * 60_000;
const againMs = 3_600_000;
const lookEveryMs = 10 * 60_000;

export interface BackupSchedule {
  begin(): void;
  /** At once, by the user's wish. */
  make(): Promise<Backup>;
  state(): { readonly failure: string | null; readonly isRunning: boolean };
  close(): void;
}

interface ScheduleNeeds {
  readonly runner: Pick<BackupRunner, 'run'>;
  readonly clock: Clock;
  /** There is something to lose, and this is no bad moment. */
  readonly isDue: () => boolean;
  readonly onFailure: (thrown: unknown) => void;
}

/** A backup a day while Freshet runs, or soon after a start where the last one is older. */
export function createBackupSchedule({ runner, clock, isDue, onFailure }: ScheduleNeeds): BackupSchedule {
  let failure: string | null = null;
  /** Of the last good backup; undefined until somebody has looked. */
  let lastAt: Milliseconds | null | undefined;
  let running = 0;
  let cancel: (() => void) | null = null;
  let isClosed = false;

  async function make(reason: BackupReason): Promise<Backup> {
    running += 1;
    try {
      const backup = await runner.run('make', { reason, at: clock.now() });
      failure = null;
      lastAt = backup.at;
      return backup;
    } catch (thrown) {
      if (!isClosed) failure = thrown instanceof Error ? thrown.message : String(thrown);
      throw thrown;
    } finally {
      running -= 1;
    }
  }

  async function look(): Promise<void> {
    let nextMs = lookEveryMs;
    try {
      if (isDue()) {
        lastAt ??= await lastBackupAt();
        if (isOld(lastAt, clock.now())) await make('daily');
      }
    } catch (thrown) {
      nextMs = againMs;
      if (!isClosed) onFailure(thrown);
    }
    plan(nextMs);
  }

  async function lastBackupAt(): Promise<Milliseconds | null> {
    const backups = await runner.run('list', null);
    return backups.find(({ isChecked, holds }) => isChecked && holds !== null)?.at ?? null;
  }

  function plan(ms: number): void {
    if (!isClosed) cancel = clock.after(ms, () => void look());
  }

  return {
    begin: () => plan(firstMs),
    make: () => make('by-hand'),
    state: () => ({ failure, isRunning: running > 0 }),
    close() {
      isClosed = true;
      cancel?.();
    },
  };
}

/** Also one from the future: the clock was set back, and nobody knows how old it is. */
function isOld(at: Milliseconds | null, now: Milliseconds): boolean {
  return at === null || now - at >= everyMs || at - now > everyMs;
}
