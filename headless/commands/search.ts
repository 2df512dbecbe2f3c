import type { EntryList, EntryView } from '../../worker/protocol/entry-lists.ts';
import { CommandFailure, exitCodes } from '../command-failure.ts';
import { asking } from './asking.ts';
import { entryLine, readRows } from './entry-lines.ts';
import { numberOption } from './number-option.ts';

export const search = asking({
  name: 'search',
  usage: 'QUERY… [--best] [--limit N]',
  summary: 'Finds articles.',
  options: { best: { type: 'boolean' }, limit: { type: 'string' } },
  optionHelp: [
    '--best           The best matches first, not the newest.',
    '--limit N        At most so many; without it 50.',
    'QUERY            Words, "phrases", word*, OR, NOT, ( ), title: author: feed: folder: label: is: has: date: newer: older: url:.',
    '                 Quote it for your shell; a query that begins with - comes after --.',
  ],
  args: [1, 16],
  async run({ values, args, isJson, ask, onEvent, say, sayJson, warn }) {
    const limit = numberOption(values, 'limit') ?? 50;
    const view: EntryView = {
      scope: { kind: 'search', query: args.join(' '), order: values['best'] === true ? 'relevance' : 'newest', within: null },
      onlyUnread: false,
      order: 'newest',
    };
    let wake = () => {};
    let left = Number.NaN;
    await onEvent(event => {
      if (event.name !== 'search.indexed') return;
      left = event.payload.left;
      wake();
    });
    const found = async (): Promise<EntryList> => {
      for (;;) {
        left = Number.NaN;
        const list = await readRows(ask, view, limit);
        const waiting = list.search?.left ?? 0;
        if (list.search?.fault != null || waiting === 0) return list;
        warn(`${waiting} articles are still being read into the index …`);
        while (left !== 0) {
          await new Promise<void>(resolve => {
            wake = resolve;
          });
        }
      }
    };
    const { rows, total, search: answer } = await found();
    if (answer?.fault != null) throw new CommandFailure(answer.fault.message, exitCodes.usage);
    const { subscriptions } = await ask('subscriptions.list', {});
    const titles = new Map(subscriptions.map(({ feedId, title }) => [feedId, title]));
    if (isJson) sayJson({ total, rows: rows.map(row => ({ ...row, feedTitle: titles.get(row.feedId) ?? '' })) });
    else for (const row of rows) say(entryLine(row, titles.get(row.feedId) ?? ''));
    if (!isJson && total === 0) warn('Nothing found.');
    return exitCodes.ok;
  },
});
