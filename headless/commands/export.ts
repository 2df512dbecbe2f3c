import { exitCodes } from '../command-failure.ts';
import { writeWholeFile } from '../opml-file.ts';
import { asking } from './asking.ts';

export const exportCommand = asking({
  name: 'export',
  usage: '[FILE]',
  summary: 'Writes all subscriptions as OPML, to FILE or to the standard output.',
  options: {},
  optionHelp: [],
  args: [0, 1],
  async run({ args, isJson, ask, say, sayJson }) {
    const { text, feeds } = await ask('opml.export', {});
    const [file] = args;
    if (file !== undefined) {
      writeWholeFile(file, text);
      if (isJson) sayJson({ file, feeds });
      else say(`${feeds} ${feeds === 1 ? 'feed' : 'feeds'} written to ${file}`);
    } else if (isJson) sayJson({ text, feeds });
    else say(text.replace(/\n$/u, ''));
    return exitCodes.ok;
  },
});
