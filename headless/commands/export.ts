import type { OpmlScope } from '../../worker/protocol/opml.ts';
import type { Folder } from '../../worker/protocol/subscriptions.ts';
import { exportArchive } from '../archive-file.ts';
import { CommandFailure, exitCodes } from '../command-failure.ts';
import { writeWholeFile } from '../opml-file.ts';
import { type Ask, asking } from './asking.ts';
import type { CommandValues } from './command.ts';
import { folderPath } from './folder-path.ts';
import { numberOption } from './number-option.ts';

export const exportCommand = asking({
  name: 'export',
  usage: '[FILE] [--folder NAME | --feed ID] [--with-secrets] | --full FILE',
  summary: 'Writes subscriptions as OPML, to FILE or to the standard output.',
  options: {
    folder: { type: 'string' },
    feed: { type: 'string' },
    'with-secrets': { type: 'boolean' },
    full: { type: 'boolean' },
    'with-texts': { type: 'boolean' },
  },
  optionHelp: [
    '--folder NAME    Only this folder, with the folders in it; “Outer / Inner” for one in another.',
    '--feed ID        Only this feed.',
    '--full FILE      Everything for another computer: feeds, settings, and of each article whether it is read or starred; “import” merges it there.',
    '--with-texts     With --full: the texts of all articles, and not only of starred ones.',
    '--with-secrets   Keeps keys in addresses (token=…), which are masked otherwise. Logins are never written.',
  ],
  args: [0, 1],
  async run({ args, values, isJson, ask, say, sayJson, warn }) {
    if (values['full'] === true) return exportArchive(args[0], values['with-texts'] === true, { ask, isJson, say, sayJson });
    const withSecrets = values['with-secrets'] === true;
    const { text, feeds, secrets } = await ask('opml.export', { scope: await scopeOf(values, ask), withSecrets });
    const [file] = args;
    if (secrets > 0 && !withSecrets)
      warn(
        `The addresses of ${secrets} ${secrets === 1 ? 'feed hold' : 'feeds hold'} keys, masked as ***. To keep them, add --with-secrets.`,
      );
    if (file !== undefined) {
      writeWholeFile(file, text, secrets > 0 && withSecrets);
      if (isJson) sayJson({ file, feeds, secrets });
      else say(`${feeds} ${feeds === 1 ? 'feed' : 'feeds'} written to ${file}`);
    } else if (isJson) sayJson({ text, feeds, secrets });
    else say(text.replace(/\n$/u, ''));
    return exitCodes.ok;
  },
});

/** @throws CommandFailure */
async function scopeOf(values: CommandValues, ask: Ask): Promise<OpmlScope> {
  const feedId = numberOption(values, 'feed');
  const name = values['folder'];
  if (feedId !== null && typeof name === 'string') throw new CommandFailure('Either --folder or --feed can be given.', exitCodes.usage);
  if (feedId !== null) return { kind: 'feeds', feedIds: [feedId] };
  if (typeof name !== 'string') return { kind: 'all' };
  const { folders } = await ask('subscriptions.list', {});
  return { kind: 'folder', folderId: folderNamed(folders, name) };
}

function folderNamed(folders: readonly Folder[], name: string): number {
  const pathOf = (folder: Folder) => folderPath(folders, folder.id);
  const found = folders.filter(folder => pathOf(folder) === name);
  const [folder, other] = found.length > 0 ? found : folders.filter(({ title }) => title === name);
  if (!folder) throw new CommandFailure(`There is no folder “${name}”.`, exitCodes.notFound);
  if (other) throw new CommandFailure(`There are several folders “${name}”: “${pathOf(folder)}”, “${pathOf(other)}”.`, exitCodes.usage);
  return folder.id;
}
