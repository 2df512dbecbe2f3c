import type { EntryQuery, EntryScope } from '../../../worker/protocol/entry-lists.ts';
import { createSearchLists } from '../../../worker/store/search-lists.ts';
import type { Connection } from '../../../worker/store/sqlite.ts';
import { profileNow, vocabulary } from './profile.ts';

export type SearchRow = readonly [name: string, boundMs: number, run: (turn: number) => unknown];

const orders = ['newest', 'relevance'] as const;
const bounds = { newest: 30, relevance: 150 } as const;
/** From the word that is in nearly all articles to one that is in few. */
const places = [0, 1, 5, 20, 60, 200, 1_000, 15_000] as const;

/** What the search thread does, on a connection as it has it. The first row is the thread's very first question. */
export function searchRows(connection: Connection): readonly SearchRow[] {
  const lists = createSearchLists(
    connection,
    () => profileNow,
    () => {},
  );
  const open = (query: string, order: (typeof orders)[number] = 'newest', within: Extract<EntryScope, { kind: 'feed' }> | null = null) =>
    lists.open({ scope: { kind: 'search', query, order, within }, onlyUnread: false, order: 'newest' }, null, 50);
  const started = performance.now();
  open('nothing-is-called-so');
  const first: SearchRow = [
    `the first search of all: ${(performance.now() - started).toFixed(0)} ms once; then nothing found`,
    30,
    () => open('nothing-is-called-so'),
  ];
  const words = places.map(place => vocabulary()[place] ?? 'river');
  const share = (query: string) => {
    const list = open(query);
    const total = list.search?.isCounting === true ? lists.countAll(list.query) : list.total;
    return `${query} (${total})`;
  };
  const inAll = words[0] ?? '';
  const inMost = words[1] ?? '';
  const inSome = words[4] ?? '';
  const queries = [
    ...words,
    `${inAll.slice(0, 2)}*`,
    `${inAll} ${inMost}`,
    `"${inAll} ${inMost}"`,
    `${inMost} OR ${inSome}`,
    `${inMost} -${inSome}`,
    `title:${inAll}`,
    `${inMost} is:unread`,
    `${inSome} is:starred`,
    `${inMost} is:starred`,
    `${inMost} feed:"feed 1"`,
    `${inMost} label:few`,
    `${inMost} date:2025`,
    `${inMost} OR is:starred`,
    'is:unread',
    'is:starred',
    'date:2025',
    'feed:"feed 12"',
    `-${inSome}`,
    'url:feed-12.example',
  ];
  return [
    first,
    ...orders.flatMap(order =>
      queries.map(
        (query): SearchRow => [`${order}: ${words.includes(query) ? share(query) : query}`, bounds[order], () => open(query, order)],
      ),
    ),
    ...[inAll, inSome].map(
      (query): SearchRow => [`in one feed: ${query}`, 30, turn => open(query, 'newest', { kind: 'feed', feedId: 1 + (turn % 900) })],
    ),
    ...[inAll, inSome, 'url:feed-12.example'].map((query): SearchRow => {
      let asked: EntryQuery | null = null;
      return [
        `count all after the first page: ${query}`,
        Number.NaN,
        turn => {
          // Another moment: another list.
          asked = { ...open(query).query, openedAt: profileNow + turn };
          return lists.countAll(asked);
        },
      ];
    }),
    ...[inAll, inSome].map(
      (query): SearchRow => [
        `unread of a saved search: ${query}`,
        Number.NaN,
        () => lists.countUnread({ scope: { kind: 'search', query, order: 'newest', within: null }, onlyUnread: false, order: 'newest' }),
      ],
    ),
    [
      'the largest step to the next page',
      30,
      (() => {
        const { query } = open(inAll);
        lists.countAll(query);
        return (turn: number) => lists.page(query, (turn * 7_919) % 900_000, 50);
      })(),
    ],
  ];
}
