import { exitCodes } from '../command-failure.ts';
import { plainText } from '../plain-text.ts';
import { terminalTime } from '../terminal-text.ts';
import { asideLines } from './aside-lines.ts';
import { asking } from './asking.ts';
import { positiveNumber } from './number-option.ts';

export const show = asking({
  name: 'show',
  usage: 'ID',
  summary: 'Prints one article as text; it stays unread. With --json everything that is stored of it.',
  options: {},
  optionHelp: [],
  args: [1, 1],
  async run({ args, isJson, ask, say, sayJson }) {
    const entry = await ask('entries.get', { id: positiveNumber(args[0] ?? '', 'show') });
    if (isJson) {
      sayJson(entry);
      return exitCodes.ok;
    }
    const { subscriptions } = await ask('subscriptions.list', {});
    const feedTitle = subscriptions.find(({ feedId }) => feedId === entry.feedId)?.title ?? '';
    const meta = [feedTitle, entry.author, terminalTime(entry.publishedAt).trim()].filter(part => part !== '' && part !== '-');
    const head = [entry.title, meta.join(' · '), ...asideLines(entry), entry.url ?? '', ...entry.enclosures.map(({ url }) => url)].filter(
      part => part !== '',
    );
    say(`${head.join('\n')}\n\n${plainText(entry.contentHtml)}`);
    return exitCodes.ok;
  },
});
