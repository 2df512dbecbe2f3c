import type { EntryView } from '../../worker/protocol/entry-lists.ts';
import { CommandFailure, exitCodes } from '../command-failure.ts';
import { asking } from './asking.ts';
import { entryLine, readRows } from './entry-lines.ts';
import { numberOption } from './number-option.ts';

export const list = asking({
  name: 'list',
  usage: '[--unread] [--feed ID] [--limit N]',
  summary: 'Lists articles, newest first.',
  options: { unread: { type: 'boolean' }, feed: { type: 'string' }, limit: { type: 'string' } },
  optionHelp: [
    '--unread         Only unread ones.',
    '--feed ID        Only of this feed.',
    '--limit N        At most so many; without it 50.',
  ],
  args: [0, 0],
  async run({ values, isJson, ask, say, sayJson }) {
    const feedId = numberOption(values, 'feed');
    const limit = numberOption(values, 'limit') ?? 50;
    const { subscriptions } = await ask('subscriptions.list', {});
    const titles = new Map(subscriptions.map(({ feedId: id, title }) => [id, title]));
    if (feedId !== null && !titles.has(feedId)) throw new CommandFailure(`There is no feed ${feedId}.`, exitCodes.notFound);
    const view: EntryView = {
      scope: feedId === null ? { kind: 'all' } : { kind: 'feed', feedId },
      onlyUnread: values['unread'] === true,
      order: 'newest',
    };
    const { rows } = await readRows(ask, view, limit);
    if (isJson) sayJson(rows.map(row => ({ ...row, feedTitle: titles.get(row.feedId) ?? '' })));
    else for (const row of rows) say(entryLine(row, titles.get(row.feedId) ?? ''));
    return exitCodes.ok;
  },
});
