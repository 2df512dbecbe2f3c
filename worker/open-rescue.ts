import { join } from 'node:path';
import { paramSchemas } from './api/schemas.ts';
import { backupFolder } from './backup/backup-names.ts';
import { createBackupRunner } from './backup/backup-runner.ts';
import type { Clock } from './clock.ts';
import { createDispatcher, type Handlers, type HandlersOf } from './dispatch.ts';
import type { FeedError } from './errors.ts';
import type { Logger } from './logger.ts';
import type { Reader } from './open-reader.ts';
import type { StartMessage } from './protocol/messages.ts';
import { ownProfile } from './store/owner.ts';
import { profileFiles } from './store/profile.ts';

interface RescueNeeds {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly startAnew: (why: string) => void;
  readonly onStuckThread: () => void;
}

type RescueMethod = 'backups.list' | 'backups.restore' | 'rescue.salvage' | 'rescue.startEmpty' | 'rescue.tryAgain';

/** Owns a profile whose database is damaged, and answers what leads out of that; everything else fails with `damage`. */
export function openRescue(start: StartMessage, damage: FeedError, { clock, logger, startAnew, onStuckThread }: RescueNeeds): Reader {
  const files = profileFiles(start.profileDir);
  const release = ownProfile(files);
  const runner = createBackupRunner({ profileDir: files.dir, database: files.database, onStuckThread });
  const own: HandlersOf<RescueMethod> = {
    async 'backups.list'() {
      const backups = await runner.run('list', null);
      return { backups, folder: join(files.dir, backupFolder), failure: null, isRunning: false };
    },
    async 'backups.restore'({ name }) {
      await runner.run('restore', { name, keepAs: 'damaged', at: clock.now() });
      startAnew('a backup takes the place of the damaged database');
      return null;
    },
    async 'rescue.salvage'() {
      const report = await runner.run('salvage', { at: clock.now() });
      startAnew('what was salvaged takes the place of the damaged database');
      return report;
    },
    async 'rescue.startEmpty'() {
      await runner.run('startEmpty', { at: clock.now() });
      startAnew('an empty database takes the place of the damaged one');
      return null;
    },
    'rescue.tryAgain'() {
      startAnew('the user wants the database to be looked at again');
      return null;
    },
  };
  const refuse = (): never => {
    throw damage;
  };
  const handlers = Object.fromEntries(Object.keys(paramSchemas).map(method => [method, refuse])) as unknown as Handlers;
  const dispatcher = createDispatcher({
    schemas: paramSchemas,
    handlers: { ...handlers, ...own },
    onInternalError: (method, thrown) => logger.error(method, thrown),
  });
  return {
    begin: () => undefined,
    call: dispatcher.call,
    cancel: dispatcher.cancel,
    power: () => undefined,
    async close() {
      await runner.close();
      dispatcher.cancelAll();
      await dispatcher.idle();
      release();
    },
  };
}
