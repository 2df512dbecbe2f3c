import { describe, expect, it } from 'vitest';
import { FeedError } from '../../../worker/errors.ts';
import { createBodyBudget } from '../../../worker/fetch/body-budget.ts';
import { type Fetcher, type FetchRequest, type FetchResult, RetryAfterError } from '../../../worker/fetch/request.ts';
import type { FailureCode } from '../../../worker/protocol/failures.ts';
import { packDocument } from '../../../worker/read-document.ts';
import { createAskedNotes } from '../../../worker/refresh/asked-notes.ts';
import { createNetworkWatch } from '../../../worker/refresh/network-watch.ts';
import { refreshFeed } from '../../../worker/refresh/refresh-feed.ts';
import type { Store } from '../../../worker/store/store.ts';
import { createFakeClock } from '../../helpers/fake-clock.ts';
import { day, hour, namedEntry, now, openTestStore, parsedFeed, planAt } from '../../helpers/store.ts';

const feedUrl = 'https://feed.example/rss';
const signal = new AbortController().signal;

function answer(body: string, fields: Partial<Extract<FetchResult, { kind: 'fetched' }>> = {}): FetchResult {
  const validators = { etag: '"1"', lastModified: null };
  const cache = { maxAgeMs: null };
  const common = { url: feedUrl, movedTo: null, contentType: 'text/xml', linkHeader: null, validators, cache };
  return { kind: 'fetched', ...common, body: Buffer.from(body), ...fields };
}

/** One subscribed feed whose document is the names of its entries, and a server that answers as the test says. */
async function openFeed() {
  const store = await openTestStore();
  const { feedId } = await store.write.addSubscription({
    feedUrl,
    folder: null,
    firstUnread: 'all',
    outcome: null,
    at: now,
    plan: planAt(now),
  });
  const clock = createFakeClock(now);
  const requests: FetchRequest[] = [];
  const parsed: string[] = [];
  let isOffline = false;
  let next: () => Promise<FetchResult> = () => Promise.reject(new Error('no answer set'));
  const fetch: Fetcher = request => {
    requests.push(request);
    return next();
  };
  const needs = {
    store,
    clock,
    fetch,
    parser: {
      read: ({ bytes }: { readonly bytes: Uint8Array }) => {
        const text = Buffer.from(bytes).toString();
        parsed.push(text);
        if (text === '') return Promise.reject(new FeedError('not-a-feed', 'This is not a feed.'));
        return Promise.resolve(packDocument(parsedFeed(text.split(' ').map(name => namedEntry(name)))));
      },
      close: () => Promise.resolve(),
    },
    confirmedLocalHosts: store.read.confirmedLocalHosts,
    random: () => 0.5,
    limits: { isLifted: () => false },
    intervalMs: null,
    accessOf: async () => ({ origin: '', login: null, headers: {}, userAgent: null }),
    isOffline: () => isOffline,
    bodies: createBodyBudget(),
    suspects: { has: () => false, wasJustSetAside: () => false, clear: () => undefined },
    noteAsked: createAskedNotes({ write: store.write, clock, random: () => 0.5, limits: { isLifted: () => false } }),
    network: createNetworkWatch({ clock, onChange: () => undefined, onForgiven: () => undefined }),
  };
  return {
    store,
    clock,
    requests,
    parsed,
    feedId,
    refresh: () => refreshFeed(needs, feedId, signal, false),
    serve: (result: FetchResult) => (next = () => Promise.resolve(result)),
    fail: (thrown: unknown) => (next = () => Promise.reject(thrown)),
    answerWhen: (wait: () => Promise<FetchResult>) => (next = wait),
    refreshWith: (other: AbortSignal) => refreshFeed(needs, feedId, other, false),
    goOffline: () => (isOffline = true),
  };
}

const failureOf = (store: Store, feedId: number) => store.read.subscription(feedId)?.failure;
const gapOf = (store: Store, feedId: number) => {
  const feed = store.read.feed(feedId);
  return Number(feed?.nextCheckAt) - Number(feed?.checkedAt);
};

describe('the refresh of one feed', () => {
  it('stores entries, validators and the next check together', async () => {
    const { store, feedId, serve, refresh } = await openFeed();
    serve(answer('one two'));
    expect(await refresh()).toMatchObject({ kind: 'changed', saved: { wasFirstFetch: true, added: [{ feedId }, { feedId }] } });
    expect(store.read.feed(feedId)).toMatchObject({ etag: '"1"', checkedAt: now, wasFetched: true, failureCount: 0 });
    expect(gapOf(store, feedId)).toBeGreaterThanOrEqual(hour);
  });

  it('does not parse a body that it has stored already, but stores its validators', async () => {
    const { store, clock, feedId, parsed, serve, refresh } = await openFeed();
    serve(answer('one two'));
    await refresh();
    await clock.advance(hour);
    serve(answer('one two', { validators: { etag: '"2"', lastModified: null } }));
    expect(await refresh()).toEqual({ kind: 'unchanged' });
    expect(parsed).toHaveLength(1);
    expect(store.read.feed(feedId)).toMatchObject({ etag: '"2"', checkedAt: clock.now() });
  });

  it('sends validators until they are eight days old, then makes one full request (P10)', async () => {
    const { clock, requests, serve, refresh } = await openFeed();
    serve(answer('one'));
    await refresh();
    const unchanged: FetchResult = {
      kind: 'not-modified',
      url: feedUrl,
      movedTo: null,
      validators: { etag: '"1"', lastModified: null },
      cache: { maxAgeMs: null },
    };
    serve(unchanged);
    for (let turn = 0; turn < 8; turn += 1) {
      await clock.advance(day);
      await refresh();
    }
    const sent = requests.map(({ validators }) => validators?.etag ?? null);
    expect(sent[0]).toBeNull();
    expect(sent.slice(1, 8)).toEqual(Array.from({ length: 7 }, () => '"1"'));
    expect(sent[8]).toBeNull();
  });

  it('keeps every entry when the feed fails, and stores the failure in words', async () => {
    const { store, clock, feedId, serve, fail, refresh } = await openFeed();
    serve(answer('one two'));
    await refresh();
    const firstFailureAt = clock.now() + hour;
    for (let count = 1; count <= 3; count += 1) {
      await clock.advance(hour);
      fail(new FeedError('server-error', 'The server has a problem.', { detail: '500' }));
      expect(await refresh()).toMatchObject({ kind: 'failed', code: 'server-error', ourFault: null });
      expect(failureOf(store, feedId)).toMatchObject({
        code: 'server-error',
        message: 'The server has a problem.',
        detail: '500',
        count,
        since: firstFailureAt,
      });
    }
    expect(Math.round(gapOf(store, feedId) / hour)).toBe(4);
    expect(store.read.sizes().entries).toBe(2);
    serve(answer('one two three'));
    expect(await refresh()).toMatchObject({ kind: 'changed', saved: { added: [{ title: 'Title three' }] } });
    expect(failureOf(store, feedId)).toBeNull();
  });

  it('stores what the parser says of a page that is no feed', async () => {
    const { store, feedId, serve, refresh } = await openFeed();
    serve(answer(''));
    expect(await refresh()).toMatchObject({ kind: 'failed', code: 'not-a-feed' });
    expect(failureOf(store, feedId)).toMatchObject({
      code: 'not-a-feed',
      message: expect.stringMatching(/^This is not a feed\. .*look for a new address/),
    });
  });

  it('keeps the time that a server names, and waits for it', async () => {
    const { store, feedId, fail, refresh } = await openFeed();
    fail(new RetryAfterError('rate-limited', 'The server asks to wait.', 5 * hour, '429'));
    expect(await refresh()).toMatchObject({ retryAfterAt: now + 5 * hour });
    expect(store.read.feed(feedId)).toMatchObject({ retryAfterAt: now + 5 * hour });
    expect(gapOf(store, feedId)).toBeGreaterThanOrEqual(5 * hour);
  });

  it('doubles the interval when a server asks for rest without a time, and again when it does so again', async () => {
    const { store, clock, feedId, serve, fail, refresh } = await openFeed();
    serve(answer('one', { cache: { maxAgeMs: 6 * hour } }));
    await refresh();
    await clock.advance(6 * hour);
    fail(new FeedError('rate-limited', 'Asked too often.'));
    await refresh();
    expect(gapOf(store, feedId)).toBeGreaterThan(11 * hour);
    await clock.advance(12 * hour);
    await refresh();
    expect(gapOf(store, feedId)).toBeGreaterThan(21 * hour);
  });

  it.each(['dns', 'refused', 'timeout', 'connection-lost', 'offline'] as const)(
    'takes %s for no failure of the feed while there is no network',
    async code => {
      const { store, feedId, fail, refresh, goOffline } = await openFeed();
      goOffline();
      fail(new FeedError(code satisfies FailureCode, 'No connection.'));
      expect(await refresh()).toMatchObject({ kind: 'failed', code: 'offline' });
      expect(failureOf(store, feedId)).toBeNull();
      expect(store.read.feed(feedId)).toMatchObject({ checkedAt: null, nextCheckAt: now + 1.1 * (hour / 6), askedAt: null });
    },
  );

  it('stores nothing when it is cancelled, whenever that comes', async () => {
    const { store, feedId, answerWhen, refreshWith } = await openFeed();
    const early = new AbortController();
    answerWhen(() => {
      early.abort();
      return Promise.reject(new FeedError('cancelled', 'Cancelled.'));
    });
    expect(await refreshWith(early.signal)).toEqual({ kind: 'cancelled' });
    const late = new AbortController();
    answerWhen(() => {
      late.abort();
      return Promise.resolve(answer('one two'));
    });
    expect(await refreshWith(late.signal)).toEqual({ kind: 'cancelled' });
    expect(store.read.feed(feedId)).toMatchObject({ checkedAt: null, wasFetched: false });
    expect(store.read.sizes().entries).toBe(0);
  });

  it('notes that it asks before the request goes out, so that one cut off is not asked again at once (P4, P5)', async () => {
    const { store, feedId, answerWhen, refresh } = await openFeed();
    let noted: unknown = null;
    answerWhen(() => {
      noted = store.read.feed(feedId);
      return Promise.reject(new FeedError('cancelled', 'Cancelled.'));
    });
    await refresh();
    expect(noted).toMatchObject({ askedAt: now, checkedAt: null, planReason: 'floor' });
    expect(store.read.feed(feedId)?.nextCheckAt).toBeGreaterThanOrEqual(now + hour);
  });

  it('does nothing for a feed that was unsubscribed meanwhile', async () => {
    const { store, feedId, requests, serve, refresh } = await openFeed();
    await store.write.removeSubscriptions([feedId], now);
    serve(answer('one'));
    expect(await refresh()).toEqual({ kind: 'cancelled' });
    expect(requests).toEqual([]);
  });

  it('tells an error of our own from one of the feed, and stores it with the feed all the same', async () => {
    const { store, feedId, fail, refresh } = await openFeed();
    const bug = new TypeError('undefined is not a function');
    fail(bug);
    expect(await refresh()).toMatchObject({ kind: 'failed', code: 'internal', ourFault: bug });
    expect(failureOf(store, feedId)).toMatchObject({ code: 'internal' });
  });

  it('says in words that a local address of a list was never allowed', async () => {
    const { store, feedId, fail, refresh } = await openFeed();
    fail(new FeedError('local-address', 'Ask the user.', { host: '127.0.0.1:80' }));
    await refresh();
    expect(failureOf(store, feedId)).toMatchObject({ code: 'private-address', message: expect.stringContaining('add the feed again') });
  });
});
