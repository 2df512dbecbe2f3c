import { expect, it } from 'vitest';
import { readArchiveLines } from '../../../worker/archive/read-archive-lines.ts';
import type { Store } from '../../../worker/store/store.ts';
import { allRows, hour, idOf, namedEntry, now, openTestStore, poll, subscribe } from '../../helpers/store.ts';

const feedUrl = 'https://example.org/feed';
const entries = Array.from({ length: 450 }, (_, index) => namedEntry(`e${index}`, { contentHtml: `<p>Text ${index}</p>` }));

function exported(store: Store, withTexts: boolean): readonly string[] {
  const pages: string[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page = store.read.archivePage(after, withTexts, now);
    pages.push(page.lines);
    after = page.next;
  }
  return pages;
}

interface Sum {
  readonly changeId: number;
  readonly feeds: number;
  readonly articles: number;
  readonly states: number;
}

async function imported(store: Store, pages: readonly string[], takeSettings = false): Promise<Sum> {
  let sum: Sum = { changeId: 0, feeds: 0, articles: 0, states: 0 };
  for (const lines of pages) {
    const archive = readArchiveLines(lines, 1);
    const joins = sum.changeId === 0 ? null : sum.changeId;
    const added = await store.write.addArchive({ ...archive, settings: takeSettings ? archive.settings : null, joins }, now + hour);
    sum = {
      changeId: added.changeId === 0 ? sum.changeId : added.changeId,
      feeds: sum.feeds + added.feeds,
      articles: sum.articles + added.articles,
      states: sum.states + added.states,
    };
  }
  return sum;
}

async function usedStore(): Promise<Store> {
  const store = await openTestStore();
  const feedId = await subscribe(store, feedUrl, { entries, folder: { title: 'Walks' } });
  await store.write.changeSubscriptions([feedId], { pace: { kind: 'every', minutes: 120 }, title: 'My walks' }, now);
  await store.write.setRead([idOf(store, 'Title e1')], true, 'command', now);
  await store.write.setStarred([idOf(store, 'Title e2'), idOf(store, 'Title e3')], true, now);
  await store.write.setLater([idOf(store, 'Title e4')], true, now);
  await store.write.setLabel({ ids: [idOf(store, 'Title e5')] }, { name: 'Maps' }, true, now);
  return store;
}

const stateOf = (store: Store) => {
  const { folders, subscriptions } = store.read.subscriptions(0);
  return {
    folders: folders.map(({ title }) => title),
    feeds: subscriptions.map(({ feedUrl: url, title, pace, unreadCount }) => ({ url, title, pace, unreadCount })),
    rows: allRows(store)
      .map(({ title, isRead, isStarred, isLater, labelIds }) => JSON.stringify([title, isRead, isStarred, isLater, labelIds.length]))
      .toSorted(),
  };
};

it('brings feeds, folders, read marks and stars to another profile, once', async () => {
  const [here, there] = [await usedStore(), await openTestStore()];
  const pages = exported(here, false);
  expect(await imported(there, pages)).toMatchObject({ feeds: 1, articles: 450, states: 0 });
  expect(stateOf(there)).toEqual(stateOf(here));
  expect(await imported(there, pages)).toEqual({ changeId: 0, feeds: 0, articles: 0, states: 0 });
  // Starred articles have their text, the others get it with the feed's next answer, and stay what they are.
  expect(there.read.entry(idOf(there, 'Title e2'))?.contentHtml).toBe('<p>Text 2</p>');
  expect(there.read.entry(idOf(there, 'Title e9'))?.contentHtml).toBe('');
  const [feed] = there.read.subscriptions(0).subscriptions;
  expect((await poll(there, feed?.feedId ?? 0, entries, now + 2 * hour)).added).toEqual([]);
  expect(there.read.entry(idOf(there, 'Title e9'))?.contentHtml).toBe('<p>Text 9</p>');
  expect(stateOf(there).rows).toEqual(stateOf(here).rows);
});

it('has all texts where they are wished for, and no secrets', async () => {
  const [here, there] = [await usedStore(), await openTestStore()];
  await here.write.setSecret('proxy', new TextEncoder().encode('planted'), now);
  const pages = exported(here, true);
  expect(pages.join('')).not.toContain('planted');
  await imported(there, pages);
  expect(there.read.entry(idOf(there, 'Title e400'))?.contentHtml).toBe('<p>Text 400</p>');
});

it('leaves out headers that may not be set, or whose values are secrets here', () => {
  const feed = {
    kind: 'feed',
    feedUrl,
    siteUrl: null,
    title: null,
    ownTitle: '',
    path: [],
    pace: null,
    isPaused: false,
    retention: null,
    fetchedAt: null,
  };
  const headers = {
    'X-Edition': 'long',
    Cookie: 'a=b',
    Authorization: 'Basic x',
    'X-Api-Key': 'k',
    'X-Bad': 'line\nbreak',
    'X-Dots': '••••••••',
  };
  const [read] = readArchiveLines(JSON.stringify({ ...feed, headers }), 1).feeds;
  expect(read?.headers).toEqual({ 'X-Edition': 'long' });
  expect(() => readArchiveLines(JSON.stringify({ ...feed, userAgent: 'Mine\nHost: elsewhere' }), 1)).toThrow('damaged');
});

it('keeps what this profile sets of a feed itself', async () => {
  const [here, there] = [await openTestStore(), await openTestStore()];
  const access = (edition: string) => ({ origin: 'https://example.org', headers: { 'X-Edition': edition }, userAgent: null });
  for (const [store, edition] of [
    [here, 'long'],
    [there, 'short'],
  ] as const)
    await store.write.setFeedAccess(await subscribe(store, feedUrl, { entries: entries.slice(0, 2) }), access(edition));
  await imported(there, exported(here, false));
  const [feed] = there.read.feedsIn({ kind: 'all' });
  expect(there.read.feedAccess(feed?.feedId ?? 0)).toEqual(access('short'));
});

it('merges with what is there: what was read or starred in either is so, and undo takes the feeds back', async () => {
  const [here, there] = [await usedStore(), await openTestStore()];
  await subscribe(there, feedUrl, { entries });
  await there.write.setStarred([idOf(there, 'Title e9')], true, now);
  const pages = exported(here, false);
  expect(await imported(there, pages)).toMatchObject({ feeds: 0, articles: 0, states: 5 });
  expect(
    allRows(there, { kind: 'starred' })
      .map(row => row.title)
      .toSorted(),
  ).toEqual(['Title e2', 'Title e3', 'Title e9']);

  const empty = await openTestStore();
  const { changeId } = await imported(empty, pages);
  await empty.write.undo(changeId, now);
  expect(stateOf(empty)).toEqual({ folders: [], feeds: [], rows: [] });
});

it.each([
  ['no JSON', '{"kind":"feed"'],
  ['a feed on no web address', JSON.stringify({ kind: 'feed', feedUrl: 'file:///etc/passwd', siteUrl: null, title: null, path: [] })],
  ['a folder without a name', JSON.stringify({ kind: 'folder', path: [''], pace: null, isPaused: false, retention: null })],
  ['a rule that is none', JSON.stringify({ kind: 'folder', path: ['A'], pace: null, isPaused: false, retention: { kind: 'never' } })],
  ['a label of no colour', '{"kind":"label","name":"__proto__","color":"constructor"}'],
  ['a name that is too long', JSON.stringify({ kind: 'label', name: 'x'.repeat(101), color: 'blue' })],
  ['settings that are a list', '{"kind":"settings","settings":"all"}'],
  ['a list', '[{"kind":"feed"}]'],
  ['an abyss', `{"kind":"article","labels":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['a higher version', '{"kind":"freshet-archive","version":2}'],
])('refuses %s by its line, and skips what it does not know', (_, line) => {
  expect(readArchiveLines('{"kind":"note","name":"x"}\n\n', 1)).toMatchObject({ feeds: [], articles: [], hasEnd: false });
  expect(() => readArchiveLines(`{"kind":"note"}\n${line}`, 7)).toThrow(expect.objectContaining({ code: 'bad-archive' }));
});
