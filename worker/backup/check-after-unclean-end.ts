import { FeedError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { DueCheck } from '../store/store.ts';
import type { BackupRunner } from './backup-runner.ts';

/** Reads through a large database while it is in use. What is cut off by the end of the process is due again at the next start. */
export async function checkAfterUncleanEnd(due: DueCheck, runner: Pick<BackupRunner, 'run'>, logger: Logger): Promise<void> {
  logger.info('the last end was unclean: the database is read through while it is in use');
  try {
    await runner.run('check', null);
  } catch (error) {
    if (error instanceof FeedError && error.code === 'database-damaged') due.failed(error);
    else logger.warn(`the database was not read through: ${String(error)}`);
    return;
  }
  due.passed();
  logger.info('the database is sound');
}
