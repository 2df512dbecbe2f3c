import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { readArchiveLines } from '../../../worker/archive/read-archive-lines.ts';
import type { Store } from '../../../worker/store/store.ts';
import { randomFrom } from '../../helpers/seeded-random.ts';
import {
  allRows,
  hour,
  idOf,
  namedEntry,
  now,
  openTestStore,
  poll,
  subscribe,
  temporaryFolder,
  titles,
  undoWithWord,
} from '../../helpers/store.ts';

interface Profile {
  readonly store: Store;
  readonly profileDir: string;
}

async function openProfile(): Promise<Profile> {
  const profileDir = temporaryFolder();
  return { profileDir, store: await openTestStore({ profileDir }) };
}

function exported({ store }: Profile, withTexts: boolean): readonly string[] {
  const pages: string[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page = store.read.archivePage(after, withTexts, now + hour);
    pages.push(page.lines);
    after = page.next;
  }
  return pages;
}

/** @returns the change that takes all of it back; 0 when nothing came */
async function imported({ store }: Profile, pages: readonly string[]): Promise<number> {
  let changeId = 0;
  for (const lines of pages) {
    const added = await store.write.addArchive({ ...readArchiveLines(lines, 1), joins: changeId === 0 ? null : changeId }, now + hour);
    changeId = added.changeId === 0 ? changeId : added.changeId;
  }
  return changeId;
}

/** All that a user could tell two profiles apart by, without the numbers of rows. */
function contents({ profileDir }: Profile) {
  const database = new DatabaseSync(join(profileDir, 'freshet.db'), { readOnly: true });
  const all = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map(row => JSON.stringify(row));
  try {
    return {
      folders:
        all(`SELECT folder.title, above.title AS above, folder.pace, folder.is_paused, folder.retention, folder.full_text, folder.is_made
        FROM folder LEFT JOIN folder AS above ON above.id = folder.parent_id WHERE folder.removed_at IS NULL ORDER BY folder.position, folder.id`),
      feeds:
        all(`SELECT feed_url, site_url, user_title, feed.title, folder.title AS folder, feed.pace, feed.is_paused, feed.retention, fetched_at,
          feed.full_text, request_headers, user_agent, access_origin,
          entries, unread, starred, starred_unread, later, later_unread, recent
        FROM feed JOIN feed_count ON feed_id = feed.id LEFT JOIN folder ON folder.id = folder_id WHERE feed.removed_at IS NULL ORDER BY feed.position`),
      labels:
        all(`SELECT name, color, sum(entries) AS entries, sum(unread) AS unread FROM label LEFT JOIN label_count ON label_id = label.id
        WHERE removed_at IS NULL GROUP BY label.id ORDER BY position`),
      searches: all(`SELECT name, query, sort, within ->> 'kind' AS kind,
          coalesce((SELECT title FROM folder WHERE id = within ->> 'folderId'), (SELECT feed_url FROM feed WHERE id = within ->> 'feedId'),
            (SELECT name FROM label WHERE id = within ->> 'labelId')) AS of
        FROM saved_search WHERE removed_at IS NULL ORDER BY id`),
      settings: all("SELECT key, value FROM setting WHERE key NOT IN ('proxy', 'windowNotes') ORDER BY key"),
      articles:
        all(`SELECT feed_url, entry.title, entry.url, guid_key, link_key, author, snippet, published_at, seen_at, sort_at, is_read, iif(is_read, read_at, NULL) AS read_at,
          is_starred, iif(is_starred, starred_at, NULL) AS starred_at, is_later, iif(is_later, later_at, NULL) AS later_at, entry.id IN (SELECT entry_id FROM entry_kept) AS isKept,
          (SELECT group_concat(name) FROM (SELECT name FROM entry_label JOIN label ON label.id = label_id AND label.removed_at IS NULL
            WHERE entry_id = entry.id ORDER BY name)) AS labels
        FROM entry JOIN entry_state ON entry_id = entry.id JOIN feed ON feed.id = entry.feed_id WHERE removed_at IS NULL ORDER BY entry.id`),
      texts:
        all(`SELECT entry.title, guid, base_url, entry_body.language, categories, comments_url, updated_at, summary_html, content_html, podcast, source, content_hash,
          (SELECT json_group_array(json_array(url, type, length)) FROM enclosure WHERE entry_id = entry.id) AS enclosures
        FROM entry JOIN entry_state ON entry_state.entry_id = entry.id JOIN entry_body ON entry_body.entry_id = entry.id ORDER BY entry.id`),
      gone: all(
        'SELECT feed_id IS NOT NULL AS isOfFeed, title, guid_key, link_key FROM entry WHERE id IN (SELECT entry_id FROM entry_removed) ORDER BY id',
      ),
    };
  } finally {
    database.close();
  }
}

function removalsIn({ profileDir }: Profile): number {
  const database = new DatabaseSync(join(profileDir, 'freshet.db'), { readOnly: true });
  try {
    return Number(database.prepare('SELECT removals FROM clock').get()?.['removals']);
  } finally {
    database.close();
  }
}

const podcast = {
  durationMs: 60_000,
  season: 2,
  episode: 7.5,
  episodeType: 'bonus' as const,
  chaptersUrl: 'https://example.org/chapters.json',
  transcripts: [{ url: 'https://example.org/words.vtt', type: 'text/vtt', language: 'en' }],
};

function documentOf(feed: number) {
  return Array.from({ length: 30 }, (_, index) =>
    namedEntry(`f${feed}e${index}`, {
      contentHtml: `<p>Text ${index} “ü” 日本</p>`,
      publishedAt: now - index * hour,
      categories: ['walks', 'maps'],
      podcast: index % 7 === 0 ? podcast : null,
      source: index % 5 === 0 ? { title: 'Elsewhere', url: 'https://elsewhere.example/', feedUrl: null } : null,
      enclosures: index % 3 === 0 ? [{ url: `https://example.org/${index}.mp3`, type: 'audio/mpeg', length: 12 }] : [],
    }),
  );
}

const feedUrlOf = (feed: number) => `https://f${feed}.example/feed`;

async function usedProfile(seed: number, feeds: readonly number[]): Promise<Profile> {
  const random = randomFrom(seed);
  const profile = await openProfile();
  const { write, read } = profile.store;
  const feedIds: number[] = [];
  for (const feed of feeds) {
    const folder = feed % 3 === 0 ? null : { title: feed % 3 === 1 ? 'Walks' : 'Maps' };
    feedIds.push(await subscribe(profile.store, feedUrlOf(feed), { entries: documentOf(feed), folder, firstUnread: 'recent' }));
  }
  await write.changeSubscriptions(
    feedIds.slice(0, 2),
    { pace: { kind: 'every', minutes: 120 }, retention: { kind: 'number', most: 40 } },
    now,
  );
  await write.changeSubscriptions(feedIds.slice(1, 2), { isPaused: true, title: 'My own name' }, now);
  const { folders } = read.subscriptions(now);
  for (const { id } of folders)
    await write.changeFolder(id, { retention: { kind: 'all' }, isPaused: random() < 0.5, pace: { kind: 'by-hand' } }, now);
  await write.addLabel('Unused', 'purple', now);
  await write.changeSubscriptions(feedIds.slice(0, 1), { fullText: true }, now);
  const [first] = folders;
  if (first) await write.changeFolder(first.id, { fullText: false }, now);
  await write.moveInTree(
    { feedIds: [], folderIds: [], into: { title: 'Empty', parentId: null }, beforeFeedId: null, beforeFolderId: null },
    now,
  );
  await write.setFeedAccess(feedIds[0] ?? 0, {
    origin: new URL(feedUrlOf(feeds[0] ?? 0)).origin,
    headers: { 'X-Edition': 'long' },
    userAgent: 'Mine/1',
  });
  const ids = allRows(profile.store).map(({ id }) => id);
  const some = (share: number) => ids.filter(() => random() < share);
  for (const round of [1, 2, 3]) {
    const at = now + round * 1000;
    await write.setRead(some(0.3), true, round === 1 ? 'opening' : 'command', at);
    await write.setRead(some(0.1), false, 'command', at);
    await write.setStarred(some(0.1), random() < 0.7, at);
    await write.setLater(some(0.1), random() < 0.7, at);
    await write.setLabel({ ids: some(0.1) }, { name: round === 2 ? 'Zürich' : 'Maps to keep' }, true, at);
  }
  await write.removeEntries(some(0.05), now + 5000);
  const [folder] = folders;
  if (folder)
    await write.saveSearch(
      null,
      { name: 'In a folder', query: 'text -map', order: 'newest', within: { kind: 'folder', folderId: folder.id } },
      now,
    );
  await write.saveSearch(
    null,
    { name: 'In a feed', query: 'is:unread', order: 'relevance', within: { kind: 'feed', feedId: feedIds[0] ?? 0 } },
    now,
  );
  await write.saveSearch(null, { name: 'Anywhere', query: '日本', order: 'newest', within: null }, now);
  await write.setSettings({ theme: 'dark', retention: { kind: 'number', most: 500 }, proxy: { kind: 'none' }, showPictures: false });
  return profile;
}

it.each([1, 2, 3, 4])('makes a fresh profile equal in every list, count, label, rule and setting (seed %i)', async seed => {
  const [here, there] = [await usedProfile(seed, [1, 2, 3, 4]), await openProfile()];
  const pages = exported(here, true);
  const before = contents(there);
  const changeId = await imported(there, pages);
  expect(contents(there)).toEqual(contents(here));
  for (const kind of ['all', 'unread', 'starred', 'later', 'recent'] as const)
    expect(titles(allRows(there.store, { kind }))).toEqual(titles(allRows(here.store, { kind })));

  expect(await imported(there, pages)).toBe(0);
  expect(contents(there)).toEqual(contents(here));
  expect(there.store.read.changes(null, 10).records).toMatchObject([{ id: changeId, kind: 'import-archive', standing: 'stands' }]);

  await undoWithWord(there.store, now + 2 * hour);
  const { texts: _, gone: __, ...left } = contents(there);
  const { texts: ___, gone: ____, ...was } = before;
  expect(left).toEqual(was);
});

it('merges into a profile that has other feeds and marks, loses nothing of them, and is taken back as one change', async () => {
  const [here, there] = [await usedProfile(7, [1, 2, 5]), await usedProfile(8, [2, 3])];
  const own = contents(there);
  const starred = titles(allRows(there.store, { kind: 'starred' }));
  const changeId = await imported(there, exported(here, false));
  const merged = contents(there);
  expect(merged.feeds.length).toBe(4);
  expect(titles(allRows(there.store, { kind: 'starred' }))).toEqual(expect.arrayContaining([...starred]));
  expect(merged.texts).toEqual(expect.arrayContaining(own.texts.filter(text => !text.includes('"content_hash":""'))));
  const change = await there.store.write.undo(changeId, now + 3 * hour);
  expect(change).toMatchObject({ kind: 'import-archive' });
  const { texts: _, gone: __, articles, ...back } = contents(there);
  const { texts: ___, gone: ____, articles: before, ...was } = own;
  expect(back).toEqual(was);
  const plain = (rows: readonly string[]) => rows.map(row => row.replace(/,"(?:read|starred|later)_at":(?:\d+|null)/g, ''));
  expect(plain(articles)).toEqual(plain(before));
});

it('takes away again what it brought to a feed that was there, but for what the user has marked since', async () => {
  const [here, there] = [await openProfile(), await openProfile()];
  await subscribe(here.store, feedUrlOf(1), { entries: documentOf(1) });
  await subscribe(there.store, feedUrlOf(1), { entries: documentOf(1).slice(0, 10) });
  const changeId = await imported(there, exported(here, false));
  expect(allRows(there.store)).toHaveLength(30);
  await there.store.write.setStarred([idOf(there.store, 'Title f1e20')], true, now + 2 * hour);
  const removals = removalsIn(there);
  await there.store.write.undo(changeId, now + 3 * hour);
  // What keeps lists of its own, as the search does, finds out by it.
  expect(removalsIn(there)).toBeGreaterThan(removals);
  expect(allRows(there.store)).toHaveLength(11);
  expect(titles(allRows(there.store, { kind: 'starred' }))).toEqual(['Title f1e20']);
});

it('ends when it is taken back while it runs', async () => {
  const [here, there] = [await usedProfile(3, [1, 2]), await openProfile()];
  const [first = '', ...rest] = exported(here, false);
  const changeId = await imported(there, [first]);
  await there.store.write.undo(changeId, now + 2 * hour);
  await expect(there.store.write.addArchive({ ...readArchiveLines(rest[0] ?? '', 1), joins: changeId }, now)).rejects.toMatchObject({
    code: 'cancelled',
  });
});

it('does not bring back as new what was deleted there, nor as read what came after', async () => {
  const [here, there] = [await openProfile(), await openProfile()];
  await subscribe(here.store, feedUrlOf(1), { entries: documentOf(1) });
  await here.store.write.removeEntries([idOf(here.store, 'Title f1e3')], now);
  await imported(there, exported(here, false));
  const [feed] = there.store.read.subscriptions(now).subscriptions;
  const late = namedEntry('late', { publishedAt: now - 90 * 24 * hour });
  const { added } = await poll(there.store, feed?.feedId ?? 0, [...documentOf(1), late], now + 2 * hour);
  expect(added).toHaveLength(1);
  expect(titles(allRows(there.store))).not.toContain('Title f1e3');
  expect(titles(allRows(there.store, { kind: 'unread' }))).toContain('Title late');
});

it('fills in texts that an earlier import came without', async () => {
  const [here, there] = [await openProfile(), await openProfile()];
  await subscribe(here.store, feedUrlOf(1), { entries: documentOf(1) });
  await imported(there, exported(here, false));
  expect(there.store.read.entry(idOf(there.store, 'Title f1e4'))?.contentHtml).toBe('');
  await imported(there, exported(here, true));
  expect(contents(there).texts).toEqual(contents(here).texts);
});

it('takes no setting that is not one, whatever it is called', async () => {
  const there = await openProfile();
  const settings: unknown = JSON.parse(
    '{"theme":"pink","__proto__":{"theme":"dark"},"constructor":1,"proxy":{"kind":"none"},"showPictures":false}',
  );
  const line = JSON.stringify({ kind: 'settings', settings });
  const before = there.store.read.settings();
  await imported(there, [line]);
  expect(there.store.read.settings()).toEqual({ ...before, showPictures: false });
});
