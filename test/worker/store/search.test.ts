import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { openStore } from '../../../worker/store/open-store.ts';
import type { Store } from '../../../worker/store/store.ts';
import { openIndexed, searchView } from '../../helpers/indexed-store.ts';
import { hour, idOf, namedEntry, now, openTestStore, poll, subscribe, titles } from '../../helpers/store.ts';

const texts: Readonly<Record<string, Parameters<typeof namedEntry>[1]>> = {
  Flood: {
    title: 'The river in flood',
    author: 'Mara Lindqvist',
    contentHtml: '<p>Water <b>never</b> waits.</p><script>hidden</script>',
    publishedAt: new Date(2026, 1, 27, 12).getTime(),
  },
  Queue: {
    title: 'What a river teaches about queues',
    author: 'Jo',
    contentHtml: '<p>Systems &amp; naïve café.</p>',
    publishedAt: new Date(2026, 1, 20, 12).getTime(),
  },
  Rust: {
    title: 'Rust入門',
    author: '山田太郎',
    contentHtml: '<p>東京都に行く。プログラミング</p>',
    publishedAt: new Date(2026, 0, 15, 12).getTime(),
  },
  Thai: { title: 'ภาษาไทย', author: '', contentHtml: '<p>สวัสดีชาวโลก</p>', publishedAt: new Date(2025, 11, 1, 12).getTime() },
  Korean: {
    title: '서울에서 온 편지',
    author: 'Kim',
    contentHtml: '<p>대한민국의 수도</p>',
    publishedAt: new Date(2025, 10, 1, 12).getTime(),
  },
  Signs: {
    title: 'C++ and "quotes" (really) NOT AND OR',
    author: "O'Neil",
    contentHtml: '<p>100% e-mail foo:bar</p>',
    publishedAt: new Date(2024, 5, 1, 12).getTime(),
  },
};

const name = Object.fromEntries(Object.entries(texts).map(([key, fields]) => [fields?.title, key]));

const table: readonly (readonly [query: string, found: readonly string[]])[] = [
  ['river', ['Flood', 'Queue']],
  ['RIVER', ['Flood', 'Queue']],
  ['  river  ', ['Flood', 'Queue']],
  ['rív̈er', ['Flood', 'Queue']],
  ['riv', []],
  ['riv*', ['Flood', 'Queue']],
  ['river flood', ['Flood']],
  ['river AND flood', ['Flood']],
  ['river -flood', ['Queue']],
  ['river NOT flood', ['Queue']],
  ['-river', ['Rust', 'Thai', 'Korean', 'Signs']],
  ['-(river OR kim)', ['Rust', 'Thai', 'Signs']],
  ['flood OR queues', ['Flood', 'Queue']],
  ['flood OR queues OR kim', ['Flood', 'Queue', 'Korean']],
  ['(flood OR kim) river', ['Flood']],
  ['river (flood OR (queues jo))', ['Flood', 'Queue']],
  ['"river in flood"', ['Flood']],
  ['“river in flood”', ['Flood']],
  ['"river flood"', []],
  ['"river in flo"*', ['Flood']],
  ['never', ['Flood']],
  ['hidden', []],
  ['naive cafe', ['Queue']],
  ['NAÏVE CAFÉ', ['Queue']],
  ['title:river', ['Flood', 'Queue']],
  ['title:water', []],
  ['title:"river in"', ['Flood']],
  ['Title:RIVER', ['Flood', 'Queue']],
  ['author:mara', ['Flood']],
  ['author:river', []],
  ['author:lind*', ['Flood']],
  ['author:"mara lindqvist"', ['Flood']],
  ["o'neil", ['Signs']],
  ['c++', ['Signs']],
  ['"quotes"', ['Signs']],
  ['e-mail', ['Signs']],
  ['foo:bar', ['Signs']],
  ['"not and or"', ['Signs']],
  ['"NEAR(a b)"', []],
  ['rust', ['Rust']],
  ['入門', ['Rust']],
  ['rust入門', ['Rust']],
  ['東京', ['Rust']],
  ['京都', ['Rust']],
  ['東都', []],
  ['都', ['Rust']],
  ['く', ['Rust']],
  ['プログラミング', ['Rust']],
  ['ﾌﾟﾛｸﾞﾗﾐﾝｸﾞ', ['Rust']],
  ['title:入門', ['Rust']],
  ['title:東京', []],
  ['author:山田', ['Rust']],
  ['東京　入門', ['Rust']],
  ['東京 -入門', []],
  ['ไทย', ['Thai']],
  ['สวัสดี', ['Thai']],
  ['โลก', ['Thai']],
  ['서울', ['Korean']],
  ['대한민국', ['Korean']],
  ['수도', ['Korean']],
  ['date:2026', ['Flood', 'Queue', 'Rust']],
  ['date:2026-01', ['Rust']],
  ['date:2026-01-15', ['Rust']],
  ['date:2026-01..2026-02', ['Flood', 'Queue', 'Rust']],
  ['date:..2024', ['Signs']],
  ['date:2026-02..', ['Flood', 'Queue']],
  ['river date:2026-02-27', ['Flood']],
  ['-date:2026', ['Thai', 'Korean', 'Signs']],
  ['newer:100y', ['Flood', 'Queue', 'Rust', 'Thai', 'Korean', 'Signs']],
  ['older:90y', []],
  ['is:unread', ['Flood', 'Queue', 'Rust', 'Thai', 'Korean', 'Signs']],
  ['is:read', []],
  ['is:starred', []],
  ['-is:starred river', ['Flood', 'Queue']],
  ['is:later', ['Queue']],
  ['label:quote', ['Flood']],
  ['river -label:"To quote"', ['Queue']],
  ['has:audio', ['Flood']],
  ['has:video', []],
  ['has:image', ['Queue']],
  ['url:example.org/q', ['Queue']],
  ['url:QUEUE', ['Queue']],
  ['feed:rivers', ['Flood', 'Queue', 'Rust', 'Thai', 'Korean', 'Signs']],
  ['feed:"the rivers"', ['Flood', 'Queue', 'Rust', 'Thai', 'Korean', 'Signs']],
  ['folder:craft flood', ['Flood']],
  ["x'; DROP TABLE entry; --x", []],
  ['a" OR "b', []],
];

const faults: readonly (readonly [query: string, words: RegExp, place: string])[] = [
  ['', /Type what/, ''],
  ['   ', /Type what/, '   '],
  ['river OR', /OR stands/, 'OR'],
  ['OR river', /OR stands/, 'OR'],
  ['(river', /not closed/, '('],
  ['river)', /no opening/, ')'],
  ['()', /nothing between/, '()'],
  ['a AND', /AND stands/, 'AND'],
  ['"river', /no end/, '"river'],
  ['title:', /right after the colon/, 'title:'],
  ['is:green', /is:later/, 'is:green'],
  ['has:smell', /has:audio/, 'has:smell'],
  ['river date:2026-13', /no date/, 'date:2026-13'],
  ['date:2026-02-30', /no date/, 'date:2026-02-30'],
  ['date:2026..2025', /no date/, 'date:2026..2025'],
  ['river e*', /at least two/, 'e*'],
  ['"in e"*', /at least two/, '"in e"*'],
  ['newer:soon', /no age/, 'newer:soon'],
  ["'; river", /letter or a number/, "';"],
  ['+++', /letter or a number/, '+++'],
  ['river NOT', /after the minus/, 'NOT'],
  ['feed:nowhere', /No feed here/, 'feed:nowhere'],
  ['label:nowhere', /No label here/, 'label:nowhere'],
  ['folder:nowhere', /No folder here/, 'folder:nowhere'],
  [Array.from({ length: 17 }, (_, index) => `w${index}`).join(' '), /at most 16 words/, 'w16'],
  ['x'.repeat(257), /at most 256/, 'x'],
];

let shared: Store;
let profileDir: string;

beforeAll(async () => {
  profileDir = mkdtempSync(join(tmpdir(), 'freshet-search-'));
  let isIndexed = () => {};
  const indexed = new Promise<void>(resolve => (isIndexed = resolve));
  let isFilled = false;
  shared = await openStore({ profileDir, now: () => now, onIndexed: left => isFilled && left === 0 && isIndexed() });
  await subscribe(shared, 'http://rivers.example/feed', {
    folder: { title: 'Craft' },
    entries: Object.entries(texts).map(([key, fields]) =>
      namedEntry(key, {
        ...fields,
        url: `https://example.org/${key.toLowerCase()}`,
        imageUrl: key === 'Queue' ? 'https://example.org/q.png' : null,
        enclosures: key === 'Flood' ? [{ url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 1 }] : [],
      }),
    ),
  });
  await shared.write.changeSubscriptions([1], { title: 'Thé Rivers' }, now);
  await shared.write.setLabel({ ids: [idOf(shared, 'The river in flood')] }, { name: 'To quote' }, true, now);
  await shared.write.setLater([idOf(shared, 'What a river teaches about queues')], true, now);
  isFilled = true;
  await indexed;
  return async () => {
    await shared.close();
    rmSync(profileDir, { recursive: true, force: true });
  };
});

it.each(table)('finds what “%s” asks for', async (query, found) => {
  const list = await shared.search.open(searchView(query), null, 100);
  expect(list.search).toEqual({ fault: null, left: 0, isCounting: false, ranked: null });
  expect(list.rows.map(row => name[row.title])).toEqual(found);
  expect(list.total).toBe(found.length);
  const ranked = await shared.search.open(searchView(query, null, 'relevance'), null, 100);
  expect(titles(ranked.rows).toSorted()).toEqual(titles(list.rows).toSorted());
});

it.each(faults)('says what is wrong with “%s”, and where', async (query, words, place) => {
  const list = await shared.search.open(searchView(query), null, 100);
  expect(list.rows).toEqual([]);
  const fault = list.search?.fault;
  expect(fault?.message).toMatch(words);
  expect(query.slice(fault?.from, fault?.to)).toBe(place);
});

it('answers whatever is typed with entries or with words', async () => {
  const piece = fc.constantFrom(
    '"',
    '(',
    ')',
    '-',
    '*',
    'OR',
    'AND',
    'NOT',
    'NEAR',
    '^',
    '{',
    '}',
    ':',
    '+',
    'title:',
    'is:',
    'date:',
    'feed:',
    '東京',
    'ไ',
    'river',
    ' ',
    '\0',
    '\ud800',
    ';',
    "'",
    '%',
    '\\',
    '|',
  );
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join('')),
    fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join(' ')),
  );
  await fc.assert(
    fc.asyncProperty(typed, async query => {
      const { search, total } = await shared.search.open(searchView(query), null, 10);
      expect(search?.fault === null || (search?.fault?.message !== '' && total === 0)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it('marks what was found, in the title and in the text around it', async () => {
  const long = `${'Before it came much else. '.repeat(20)}At last the naïve otter swam.${' And more came after.'.repeat(20)}`;
  const { store, indexed } = await openIndexed();
  await subscribe(store, 'http://a.example/feed', {
    entries: [namedEntry('one', { title: 'An Otter swims', contentHtml: `<p>${long}</p>` })],
  });
  await indexed();
  const { rows } = await store.search.open(searchView('otter OR naive'), null, 10);
  const found = rows[0]?.found;
  expect(found?.title.map(([from, to]) => 'An Otter swims'.slice(from, to))).toEqual(['Otter']);
  expect(found?.marks.map(([from, to]) => found.snippet.slice(from, to))).toEqual(['naïve', 'otter']);
  expect(found?.snippet.startsWith('…')).toBe(true);
  expect(found?.words).toEqual(['Otter', 'naïve', 'otter']);
});

it('finds an entry by its new words once it was rewritten, and no more by the old', async () => {
  const { store, indexed } = await openIndexed();
  const feedId = await subscribe(store, 'http://a.example/feed', { entries: [namedEntry('one', { title: 'river', guid: 'same' })] });
  await indexed();
  await poll(store, feedId, [namedEntry('one', { title: 'harbour', guid: 'same' })], now + hour);
  await indexed();
  expect((await store.search.open(searchView('river'), null, 10)).total).toBe(0);
  expect((await store.search.open(searchView('harbour'), null, 10)).total).toBe(1);
});

it('finds nothing of an unsubscribed feed', async () => {
  const { store, indexed } = await openIndexed();
  const feedId = await subscribe(store, 'http://a.example/feed', { entries: [namedEntry('river')] });
  await indexed();
  await store.write.removeSubscriptions([feedId], now);
  expect((await store.search.open(searchView('river'), null, 10)).total).toBe(0);
});

it('looks only within the view it was asked in', async () => {
  const { store, indexed } = await openIndexed();
  const one = await subscribe(store, 'http://a.example/feed', { entries: [namedEntry('river one', { title: 'river one' })] });
  await subscribe(store, 'http://b.example/feed', { entries: [namedEntry('river two', { title: 'river two' })] });
  await indexed();
  const { rows } = await store.search.open(searchView('river', { kind: 'feed', feedId: one }), null, 10);
  expect(titles(rows)).toEqual(['river one']);
});

it('stops a question that nobody waits for any more', async () => {
  const { store, indexed } = await openIndexed();
  await subscribe(store, 'http://a.example/feed', { entries: Array.from({ length: 400 }, (_, index) => namedEntry(`river ${index}`)) });
  await indexed();
  const stop = new AbortController();
  const slow = store.search.open(searchView('riv* OR url:a OR url:b'), null, 10, stop.signal);
  stop.abort();
  await expect(slow).rejects.toMatchObject({ code: 'cancelled' });
  expect((await store.search.open(searchView('river'), null, 10)).total).toBe(400);
});

it('stops counting for a saved search while a list is opened, and counts it after', async () => {
  const { store, indexed } = await openIndexed();
  await subscribe(store, 'http://a.example/feed', { entries: Array.from({ length: 400 }, (_, index) => namedEntry(`river ${index}`)) });
  await indexed();
  const order: string[] = [];
  const counts = ['riv* OR url:a', 'riv* OR url:b'].map(async query => {
    expect(await store.search.countUnread(searchView(query))).toBe(400);
    order.push('counted');
  });
  await store.search.open(searchView('river'), null, 10).then(() => order.push('opened'));
  await Promise.all(counts);
  expect(order).toEqual(['opened', 'counted', 'counted']);
});

it('finds a new article while a refresh writes without a pause', async () => {
  const store = await openTestStore();
  const feedIds = [await subscribe(store, 'http://a.example/feed'), await subscribe(store, 'http://b.example/feed')];
  let isFound = false;
  const refresh = feedIds.map(async feedId => {
    for (let turn = 0; !isFound; turn += 1) await poll(store, feedId, [namedEntry(`lake ${feedId} ${turn}`)], now + turn);
  });
  // The index would wait for a pause of a third of a second, which never comes.
  while (!isFound) isFound = (await store.search.open(searchView('lake'), null, 1)).total > 0;
  await Promise.all(refresh);
});
