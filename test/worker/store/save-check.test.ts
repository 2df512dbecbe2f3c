import { describe, expect, it } from 'vitest';
import type { PodcastEpisode } from '../../../worker/protocol/entries.ts';
import {
  allRows,
  changed,
  day,
  failed,
  hour,
  idOf,
  namedEntry,
  now,
  openTestStore,
  parsedFeed,
  planAt,
  poll,
  subscribe,
  titles,
} from '../../helpers/store.ts';

const episode: PodcastEpisode = {
  durationMs: 64_000,
  season: 1,
  episode: 2,
  episodeType: 'bonus',
  chaptersUrl: 'https://example.org/c.json',
  transcripts: [{ url: 'https://example.org/t.vtt', type: 'text/vtt', language: 'en' }],
};

const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

describe('entries', () => {
  it('are stored with all that the feed says of them', async () => {
    const store = await openTestStore();
    const entry = namedEntry('a', {
      author: 'Ann, Bo',
      summaryHtml: 'short',
      imageUrl: 'https://example.org/a.jpg',
      baseUrl: 'https://example.org/base/',
      language: 'fr',
      publishedAt: now - hour,
      updatedAt: now - 1,
      categories: ['x', 'y "z"'],
      commentsUrl: 'https://example.org/a#comments',
      enclosures: [
        { url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 12 },
        { url: 'https://example.org/b.mp3', type: null, length: null },
      ],
      podcast: episode,
      source: { title: 'Other', url: 'https://other.example/', feedUrl: null },
    });
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [entry] });
    const id = idOf(store, 'Title a');
    expect(store.read.entry(id)).toEqual({
      id,
      feedId,
      fullText: null,
      showsFullText: false,
      title: 'Title a',
      snippet: 'About a',
      author: 'Ann, Bo',
      url: 'https://example.org/a',
      imageUrl: 'https://example.org/a.jpg',
      publishedAt: now - hour,
      sortAt: now - hour,
      isRead: false,
      isStarred: false,
      isLater: false,
      labelIds: [],
      contentHtml: '<p>About a</p>',
      baseUrl: 'https://example.org/base/',
      language: 'fr',
      categories: ['x', 'y "z"'],
      commentsUrl: 'https://example.org/a#comments',
      enclosures: entry.enclosures,
      updatedAt: now - 1,
      podcast: entry.podcast,
      source: entry.source,
    });
  });

  it('are told to the caller when they are new, and only then', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed');
    const first = await poll(store, feedId, [namedEntry('a', { publishedAt: now - 5 })]);
    expect(first).toEqual({
      added: [{ id: expect.any(Number), feedId, title: 'Title a', publishedAt: now - 5 }],
      updated: 0,
      wasFirstFetch: true,
    });
    const second = await poll(store, feedId, [namedEntry('b'), namedEntry('a', { publishedAt: now - 5 })]);
    expect(second).toMatchObject({ added: [{ title: 'Title b', publishedAt: null }], updated: 0, wasFirstFetch: false });
  });

  it('stay as they are when the same document comes ten times', async () => {
    const store = await openTestStore();
    const document = [
      namedEntry('a'),
      namedEntry('b', { guid: null }),
      namedEntry('c', { guid: 'x' }),
      namedEntry('d', { guid: 'x' }),
      namedEntry('e', { guid: null, url: null }),
    ];
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: document });
    const before = allRows(store);
    for (let run = 1; run <= 10; run += 1)
      expect(await poll(store, feedId, document, now + run * hour)).toMatchObject({ added: [], updated: 0 });
    expect(allRows(store)).toEqual(before);
  });

  it('are rewritten in place when the feed edits them, and stay read, starred and where they stand', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', {
      entries: [namedEntry('a', { publishedAt: now - hour }), namedEntry('b')],
    });
    const id = idOf(store, 'Title a');
    await store.write.setRead([id], true, 'command', now);
    await store.write.setStarred([id], true, now);
    const edited = namedEntry('a', {
      title: 'Edited',
      contentHtml: 'new',
      publishedAt: now + 1,
      updatedAt: now + 1,
      enclosures: [{ url: 'https://example.org/e', type: null, length: 1 }],
    });
    expect(await poll(store, feedId, [edited], now + hour)).toMatchObject({ added: [], updated: 1 });
    expect(store.read.entry(id)).toMatchObject({
      title: 'Edited',
      contentHtml: 'new',
      publishedAt: now - hour,
      sortAt: now - hour,
      updatedAt: now + 1,
      isRead: true,
      isStarred: true,
      enclosures: [{ url: 'https://example.org/e' }],
    });
  });

  it('are known again, read as they were, when their feed moves to another domain, and when their guids count editions', async () => {
    const store = await openTestStore();
    const at = (host: string, edition: number) =>
      names(4).map((name, index) =>
        namedEntry(name, { guid: `https://${host}/${name}#${edition}`, url: `https://${host}/${name}`, publishedAt: now - index * hour }),
      );
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: at('old.example', 0) });
    await store.write.setRead([idOf(store, 'Title n1')], true, 'command', now);
    for (const [run, entries] of [at('old.example', 1), at('new.example', 1), at('new.example', 2)].entries())
      expect(await poll(store, feedId, entries, now + run * hour)).toMatchObject({ added: [] });
    expect(allRows(store)).toHaveLength(4);
    expect(store.read.entry(idOf(store, 'Title n1'))).toMatchObject({ url: 'https://new.example/n1', isRead: true });
  });

  it('get what the feed says beside their content later, and are neither changed nor new by it', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [namedEntry('a'), namedEntry('b')] });
    const id = idOf(store, 'Title a');
    await store.write.setRead([id], true, 'command', now);
    const before = allRows(store);
    const later = [namedEntry('a', { podcast: episode, source: { title: 'Other', url: null, feedUrl: null } }), namedEntry('b')];
    expect(await poll(store, feedId, later, now + hour)).toMatchObject({ added: [], updated: 0 });
    expect(allRows(store)).toEqual(before);
    expect(store.read.entry(id)).toMatchObject({ podcast: episode, source: { title: 'Other' }, isRead: true });
    await poll(store, feedId, [namedEntry('a', { podcast: { ...episode, episode: 3 } }), namedEntry('b')], now + 2 * hour);
    await poll(store, feedId, [namedEntry('a', { contentHtml: 'new' }), namedEntry('b')], now + 3 * hour);
    expect(store.read.entry(id)).toMatchObject({ podcast: { episode: 3 }, source: { title: 'Other' }, contentHtml: 'new' });
  });

  it('never lose their text to an answer without one', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [namedEntry('a', { summaryHtml: 'short' })] });
    await poll(store, feedId, [namedEntry('a', { contentHtml: '', summaryHtml: '', snippet: '' })]);
    expect(store.read.entry(idOf(store, 'Title a'))).toMatchObject({ contentHtml: '<p>About a</p>', snippet: 'About a' });
  });

  it('stay when the feed no longer has them', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: names(3).map(name => namedEntry(name)) });
    await poll(store, feedId, []);
    await poll(store, feedId, [namedEntry('n1')]);
    expect(allRows(store)).toHaveLength(3);
  });

  it('of one time stand in document order, the first on top', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: names(5).map(name => namedEntry(name)) });
    expect(titles(allRows(store))).toEqual(names(5).map(name => `Title ${name}`));
    await poll(store, feedId, [namedEntry('y'), namedEntry('z')]);
    expect(titles(allRows(store)).slice(0, 2)).toEqual(['Title y', 'Title z']);
  });

  it('that all arrive late stand at their arrival, the youngest on top', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [namedEntry('recent', { publishedAt: now - hour })] });
    await poll(
      store,
      feedId,
      [3, 2, 9].map(days => namedEntry(`${days}`, { publishedAt: now - days * day })),
    );
    expect(allRows(store).map(row => [row.title, row.sortAt])).toEqual([
      ['Title 2', now],
      ['Title 3', now],
      ['Title 9', now],
      ['Title recent', now - hour],
    ]);
  });

  it('dated in the future show their date and stand at their arrival', async () => {
    const store = await openTestStore();
    await subscribe(store, 'https://example.org/feed', { entries: [namedEntry('a', { publishedAt: now + day })] });
    expect(allRows(store)[0]).toMatchObject({ publishedAt: now + day, sortAt: now });
  });

  it('without a date keep the time of first sight', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [namedEntry('a')] });
    await poll(store, feedId, [namedEntry('a', { contentHtml: 'edited' })], now + day);
    expect(allRows(store)[0]).toMatchObject({ publishedAt: null, sortAt: now });
  });

  it('with a date that is no number lose the date, not the feed', async () => {
    const store = await openTestStore();
    await subscribe(store, 'https://example.org/feed', {
      entries: [namedEntry('a', { publishedAt: Number.NaN, updatedAt: 1.5 }), namedEntry('b', { publishedAt: 12.7 })],
    });
    expect(allRows(store).map(row => row.publishedAt)).toEqual([null, 12]);
  });

  it('of Atom that have only an updated date stand by it', async () => {
    const store = await openTestStore();
    await subscribe(store, 'https://example.org/feed', { entries: [namedEntry('a', { updatedAt: now - hour })] });
    expect(allRows(store)[0]).toMatchObject({ publishedAt: now - hour, sortAt: now - hour });
  });
});

describe('the first answer of a feed', () => {
  const daily = (count: number) =>
    Array.from({ length: count }, (_, index) => namedEntry(`d${index}`, { publishedAt: now - index * day - 1 }));

  it('leaves the newest 20 of 30 days unread', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: daily(60), firstUnread: 'recent' });
    expect(store.read.subscription(feedId)?.unreadCount).toBe(20);
    const rows = allRows(store);
    expect(rows.findIndex(row => row.isRead)).toBe(20);
    expect(rows.map(row => row.sortAt)).toEqual(rows.map(row => row.publishedAt));
  });

  it('leaves everything or nothing unread when asked to', async () => {
    const store = await openTestStore();
    const all = await subscribe(store, 'https://example.org/all', { entries: daily(60), firstUnread: 'all' });
    const none = await subscribe(store, 'https://example.org/none', { entries: daily(60), firstUnread: 'none' });
    expect([all, none].map(feedId => store.read.subscription(feedId)?.unreadCount)).toEqual([60, 0]);
  });

  it('may come later than the subscription, and remembers what was asked for', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { firstUnread: 'none' });
    expect(store.read.feed(feedId)).toMatchObject({ wasFetched: false, firstUnread: 'none' });
    expect(await poll(store, feedId, daily(3))).toMatchObject({ wasFirstFetch: true });
    expect(await poll(store, feedId, [namedEntry('later'), ...daily(3)])).toMatchObject({ wasFirstFetch: false });
    expect(store.read.subscription(feedId)?.unreadCount).toBe(1);
  });
});

describe('the feed', () => {
  it('keeps the validators exactly as received, with the answer', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed');
    const odd = { etag: ' W/"a,b" ', lastModified: 'yesterday-ish', bodyHash: 'h1' };
    await store.write.saveCheck(feedId, changed([], odd), now, planAt(now + hour));
    expect(store.read.feed(feedId)).toMatchObject({ ...odd, validatorsAt: now, checkedAt: now, changedAt: now, nextCheckAt: now + hour });
  });

  it('takes over newer validators of an unchanged answer', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [] });
    await store.write.saveCheck(
      feedId,
      { kind: 'unchanged', etag: '"2"', lastModified: null, movedTo: null },
      now + hour,
      planAt(now + 2 * hour),
    );
    expect(store.read.feed(feedId)).toMatchObject({ etag: '"2"', validatorsAt: now + hour, checkedAt: now + hour, changedAt: now });
  });

  it('keeps the age of validators that a 304 repeats or leaves out', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [] });
    const unchanged = { kind: 'unchanged', etag: '"1"', lastModified: null, movedTo: null } as const;
    await store.write.saveCheck(feedId, unchanged, now + day, planAt(now + day));
    await store.write.saveCheck(feedId, { ...unchanged, etag: null }, now + 2 * day, planAt(now + 2 * day));
    expect(store.read.feed(feedId)).toMatchObject({ etag: '"1"', validatorsAt: now, checkedAt: now + 2 * day });
  });

  it('renews validators after 8 days, when the answer was a full one', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [] });
    const at = now + 8 * day;
    await store.write.saveCheck(feedId, { kind: 'unchanged', etag: '"1"', lastModified: null, movedTo: null }, at, planAt(at));
    expect(store.read.feed(feedId)).toMatchObject({ etag: '"1"', validatorsAt: at });
    await store.write.saveCheck(feedId, { kind: 'unchanged', etag: null, lastModified: null, movedTo: null }, at + 8 * day, planAt(at));
    expect(store.read.feed(feedId)).toMatchObject({ etag: null, validatorsAt: null });
  });

  it('moves to its new address', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/old');
    await store.write.saveCheck(feedId, changed([], { movedTo: 'https://example.org/new' }), now, planAt(now));
    expect(store.read.feed(feedId)?.feedUrl).toBe('https://example.org/new');
    expect(store.read.feedIdByUrl('https://example.org/old')).toBeNull();
  });

  it('does not move to an address that another feed has', async () => {
    const store = await openTestStore();
    const first = await subscribe(store, 'https://example.org/one');
    await subscribe(store, 'https://example.org/two');
    await store.write.saveCheck(first, changed([namedEntry('a')], { movedTo: 'https://example.org/two' }), now, planAt(now));
    expect(store.read.feed(first)?.feedUrl).toBe('https://example.org/one');
    expect(allRows(store)).toHaveLength(1);
  });

  it('has its title, site and newest date', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed');
    expect(store.read.subscription(feedId)).toMatchObject({ title: 'example.org', siteUrl: null, newestEntryAt: null });
    const feed = parsedFeed([namedEntry('a', { publishedAt: now - day }), namedEntry('b', { publishedAt: now - hour })], { title: 'News' });
    await store.write.saveCheck(feedId, changed([], { feed }), now, planAt(now));
    expect(store.read.subscription(feedId)).toMatchObject({ title: 'News', siteUrl: 'https://example.org/', newestEntryAt: now - hour });
    await store.write.saveCheck(feedId, changed([], { feed: parsedFeed([], { title: '', siteUrl: null }) }), now, planAt(now));
    expect(store.read.subscription(feedId)).toMatchObject({ title: 'News', siteUrl: 'https://example.org/', newestEntryAt: now - hour });
  });
});

describe('a failure', () => {
  it('is kept with the feed in words, counted, and changes nothing else', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [namedEntry('a')] });
    const before = store.read.feed(feedId);
    await store.write.saveCheck(feedId, failed(), now + 1, planAt(now + hour));
    await store.write.saveCheck(
      feedId,
      failed({ code: 'timeout', message: 'No answer.', detail: '', retryAfterAt: now + day }),
      now + 2,
      planAt(now + day),
    );
    expect(store.read.subscription(feedId)?.failure).toEqual({
      code: 'timeout',
      message: 'No answer.',
      detail: '',
      at: now + 2,
      since: now + 1,
      count: 2,
    });
    expect(store.read.feed(feedId)).toEqual({
      ...before,
      checkedAt: now + 2,
      nextCheckAt: now + day,
      retryAfterAt: now + day,
      failureCode: 'timeout',
      failureCount: 2,
    });
    expect(allRows(store)).toHaveLength(1);
  });

  it('is over with the next success', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, 'https://example.org/feed', { entries: [] });
    await store.write.saveCheck(feedId, failed({ retryAfterAt: now + day }), now, planAt(now));
    await store.write.saveCheck(feedId, { kind: 'unchanged', etag: null, lastModified: null, movedTo: null }, now, planAt(now));
    expect(store.read.subscription(feedId)?.failure).toBeNull();
    expect(store.read.feed(feedId)).toMatchObject({ failureCount: 0, retryAfterAt: null });
  });
});

it('writes nothing for a feed that was unsubscribed meanwhile', async () => {
  const store = await openTestStore();
  const feedId = await subscribe(store, 'https://example.org/feed', { entries: [namedEntry('a')] });
  const { id } = await store.write.removeSubscriptions([feedId], now);
  expect(await poll(store, feedId, [namedEntry('b')])).toEqual({ added: [], updated: 0, wasFirstFetch: false });
  await store.write.saveCheck(feedId, failed(), now, planAt(now));
  await store.write.undo(id, now);
  expect(titles(allRows(store))).toEqual(['Title a']);
  expect(store.read.subscription(feedId)?.failure).toBeNull();
});

it('stores one check whole or not at all, and the others of its group all the same', async () => {
  const store = await openTestStore();
  const feedIds = await Promise.all(names(3).map(name => subscribe(store, `https://example.org/${name}`)));
  const bad = { ...namedEntry('bad'), categories: [1n] } as unknown as ReturnType<typeof namedEntry>;
  const results = await Promise.allSettled(
    feedIds.map((feedId, index) => poll(store, feedId, index === 1 ? [namedEntry('good'), bad] : [namedEntry(`${index}`)])),
  );
  expect(results.map(result => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(titles(allRows(store)).toSorted()).toEqual(['Title 0', 'Title 2']);
  expect(store.read.feed(feedIds[1] ?? 0)).toMatchObject({ wasFetched: false, checkedAt: null });
});
