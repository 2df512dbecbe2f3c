import type { EntryList, EntryRow, EntryView } from '../../worker/protocol/entry-lists.ts';
import { terminalTime } from '../terminal-text.ts';
import type { Ask } from './asking.ts';

const pageSize = 500;

/** The first rows of a view, and what the list says of itself. */
export async function readRows(ask: Ask, view: EntryView, limit: number): Promise<EntryList> {
  const list = await ask('entries.open', { view, anchorId: null, limit: Math.min(limit, pageSize) });
  const { query } = list;
  const isCounting = list.search?.isCounting === true;
  const total = isCounting ? (await ask('entries.countAll', { query })).total : list.total;
  const rows = [...list.rows];
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
  return { ...list, total, rows };
}

/** For a person who reads it in a terminal. */
export function entryLine(row: EntryRow, feedTitle: string): string {
  const marks = `${row.isRead ? ' ' : '*'}${row.isStarred ? '★' : ' '}`;
  const title = row.title || row.snippet.slice(0, 100) || row.url || '(no title)';
  return `${String(row.id).padStart(6)} ${marks} ${terminalTime(row.publishedAt ?? row.sortAt)}  ${oneLine(feedTitle)}: ${oneLine(title)}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
