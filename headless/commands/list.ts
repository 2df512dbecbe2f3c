import type { EntryRow, EntryView } from '../../worker/protocol/model.ts';
import { CommandFailure, exitCodes } from '../command-failure.ts';
import { terminalTime } from '../terminal-text.ts';
import { type Ask, asking } from './asking.ts';
import { numberOption } from './number-option.ts';

const pageSize = 500;

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
    const rows = await readRows(ask, view, limit);
    if (isJson) sayJson(rows.map(row => ({ ...row, feedTitle: titles.get(row.feedId) ?? '' })));
    else for (const row of rows) say(line(row, titles.get(row.feedId) ?? ''));
    return exitCodes.ok;
  },
});

async function readRows(ask: Ask, view: EntryView, limit: number): Promise<readonly EntryRow[]> {
  const { query, total, rows: first } = await ask('entries.open', { view, anchorId: null, limit: Math.min(limit, pageSize) });
  const rows = [...first];
  while (rows.length < Math.min(limit, total)) {
    const last = rows.at(-1);
    if (!last) break;
    const page = await ask('entries.page', {
      query,
      index: rows.length,
      limit: Math.min(limit - rows.length, pageSize),
      after: { sortAt: last.sortAt, id: last.id },
      before: null,
    });
    if (page.rows.length === 0) break;
    rows.push(...page.rows);
  }
  return rows;
}

function line(row: EntryRow, feedTitle: string): string {
  const marks = `${row.isRead ? ' ' : '*'}${row.isStarred ? '★' : ' '}`;
  const title = row.title || row.snippet.slice(0, 100) || row.url || '(no title)';
  return `${String(row.id).padStart(6)} ${marks} ${terminalTime(row.publishedAt ?? row.sortAt)}  ${oneLine(feedTitle)}: ${oneLine(title)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
