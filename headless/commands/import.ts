import { exitCodes } from '../command-failure.ts';
import { readOpmlFile } from '../opml-file.ts';
import { asking } from './asking.ts';

export const importCommand = asking({
  name: 'import',
  usage: 'FILE',
  summary: 'Adds the subscriptions and folders of an OPML file.',
  options: {},
  optionHelp: [],
  args: [1, 1],
  async run({ args, isJson, ask, say, sayJson, warn }) {
    const report = await ask('opml.import', { text: readOpmlFile(args[0] ?? ''), firstUnread: 'recent' });
    for (const { line, text, reason } of report.skipped) warn(`Line ${line} skipped: ${reason} ${text}`);
    if (isJson) sayJson(report);
    else
      say(
        `${report.added} added, ${report.alreadySubscribed} already there, ${report.foldersAdded} new folders, ${report.skipped.length} skipped`,
      );
    return exitCodes.ok;
  },
});
