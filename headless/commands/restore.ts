import { basename } from 'node:path';
import type { Backup } from '../../worker/protocol/storage.ts';
import { CommandFailure, exitCodes } from '../command-failure.ts';
import { counted } from '../counted.ts';
import { asking } from './asking.ts';

const kinds = {
  daily: 'daily',
  'by-hand': 'made by hand',
  'before-update': 'before an update',
  replaced: 'kept aside when another took its place',
  damaged: 'damaged, kept aside',
} as const;

export const restore = asking({
  name: 'restore',
  usage: '--list | --from NAME | --salvage',
  summary: 'Lists backups, or puts one in the place of the database.',
  options: { list: { type: 'boolean' }, from: { type: 'string' }, salvage: { type: 'boolean' } },
  optionHelp: [
    '--list           What can be restored, the newest first, and what each holds.',
    '--from NAME      Restores it, once it has been checked. The present database is kept aside, and is in the list from then on.',
    '--salvage        Of a damaged database: makes a new one of all that can still be read.',
  ],
  args: [0, 0],
  takesRescue: true,
  async run({ values, isJson, ask, say, sayJson }) {
    const { list, from, salvage } = values;
    if ([list === true, from !== undefined, salvage === true].filter(Boolean).length !== 1) {
      throw new CommandFailure('Usage: freshet restore --list | --from NAME | --salvage', exitCodes.usage);
    }
    if (list === true) {
      const found = await ask('backups.list', {});
      if (isJson) sayJson(found);
      else if (found.backups.length === 0) say(`There is no backup in ${found.folder}.`);
      else for (const backup of found.backups) say(lineOf(backup));
      return exitCodes.ok;
    }
    if (salvage === true) {
      const report = await ask('rescue.salvage', {});
      if (isJson) sayJson(report);
      else
        say(
          `${counted(report.feeds, 'feed')}, ${counted(report.entries, 'article')} and ${counted(report.starred, 'star')} could be read. The damaged database is kept aside.`,
        );
      return exitCodes.ok;
    }
    const name = basename(String(from));
    await ask('backups.restore', { name });
    if (isJson) sayJson({ restored: name });
    else say(`${name} takes the place of the database. The one before is kept aside; “freshet restore --list” shows it.`);
    return exitCodes.ok;
  },
});

function lineOf({ name, kind, bytes, isChecked, holds }: Backup): string {
  const contents =
    holds === null ? 'cannot be read' : `${counted(holds.feeds, 'feed')}, ${counted(holds.entries, 'article')}, ${holds.starred} starred`;
  return `${name}  ${kinds[kind]}, ${Math.ceil(bytes / 1_000_000)} MB, ${contents}, ${isChecked ? 'checked' : 'not checked'}`;
}
