import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { createParsePool, type ParsePoolOptions } from '../../../worker/parse/parse-pool.ts';
import type { FeedParser } from '../../../worker/parse/parser.ts';

const faulty = pathToFileURL(join(import.meta.dirname, 'faulty-thread.ts'));
const pools: FeedParser[] = [];

function pool(options: ParsePoolOptions): FeedParser {
  const created = createParsePool(options);
  pools.push(created);
  return created;
}

function request(text: string) {
  return { bytes: new TextEncoder().encode(text), contentType: null, url: 'https://a.example/feed' };
}

const feed = (title: string) => request(`<rss version="2.0"><channel><title>${title}</title></channel></rss>`);
const quarantined = expect.objectContaining({ name: 'FeedError', code: 'quarantined' });

afterEach(async () => {
  await Promise.all(pools.splice(0).map(created => created.close()));
});

describe('the parse pool', () => {
  test('reads many feeds with few threads and answers each with its own', async () => {
    const { parse } = pool({ size: 2 });
    const titles = Array.from({ length: 40 }, (_, n) => `Feed ${n}`);
    const feeds = await Promise.all(titles.map(title => parse(feed(title))));
    expect(feeds.map(parsed => parsed.title)).toEqual(titles);
  });

  test('leaves the bytes with the caller, also when they are a part of a larger buffer', async () => {
    const whole = Buffer.from(`....<rss version="2.0"><channel><title>Part</title></channel></rss>`);
    const part = whole.subarray(4);
    const parsed = await pool({ size: 1 }).parse({ bytes: part, contentType: null, url: 'https://a.example/' });
    expect(parsed.title).toBe('Part');
    expect(part.toString()).toContain('Part');
  });

  test('says what is wrong with a document as the parser said it', async () => {
    await expect(pool({ size: 1 }).parse(request('<html></html>'))).rejects.toMatchObject({
      name: 'FeedError',
      code: 'not-a-feed',
      message: 'This address is a web page, not a feed.',
    });
  });

  test('gives up a document on which a thread hangs, and reads the next with a new thread', async () => {
    const { parse } = pool({ size: 1, timeoutMs: 500, threadUrl: faulty });
    const hanging = parse(request('hang'));
    const next = parse(request('Next'));
    await expect(hanging).rejects.toEqual(quarantined);
    await expect(hanging).rejects.toThrow(/took too long/);
    expect((await next).title).toBe('Next');
  });

  test('gives a thread more time that others kept from working, and gives up one that they never let work', async () => {
    const { parse } = pool({ size: 1, timeoutMs: 400, threadUrl: faulty, workedMs: () => Promise.resolve(1) });
    expect((await parse(request('very slow'))).title).toBe('very slow');
    await expect(parse(request('hang'))).rejects.toEqual(quarantined);
  });

  test('hanging costs the other threads nothing', async () => {
    const { parse } = pool({ size: 2, timeoutMs: 2_000, threadUrl: faulty });
    const order: string[] = [];
    const hanging = parse(request('hang')).catch(() => order.push('hang'));
    await Promise.all(['a', 'b', 'c'].map(title => parse(request(title)).then(() => order.push(title))));
    await hanging;
    expect(order.at(-1)).toBe('hang');
  });

  test.each(['exit', 'throw'])('survives a thread that ends by %s, and reads the next', async fault => {
    const { parse } = pool({ size: 1, threadUrl: faulty, timeoutMs: 20_000 });
    const dying = parse(request(fault));
    const next = parse(request('Next'));
    await expect(dying).rejects.toEqual(quarantined);
    expect((await next).title).toBe('Next');
  });

  test('counts the time from when a thread begins, not from when the document was sent', async () => {
    const { parse } = pool({ size: 1, timeoutMs: 1_000, threadUrl: faulty });
    const all = Array.from({ length: 8 }, (_, n) => parse(request(`slow ${n}`)));
    expect((await Promise.all(all)).map(parsed => parsed.title)).toEqual(Array.from({ length: 8 }, (_, n) => `slow ${n}`));
  });

  test('does not let the documents behind one that hangs wait until it is given up (R9)', async () => {
    const { parse } = pool({ size: 1, timeoutMs: 20_000, threadUrl: faulty });
    const hanging = parse(request('hang'));
    hanging.catch(() => undefined);
    expect((await Promise.all(['a', 'b'].map(title => parse(request(title))))).map(parsed => parsed.title)).toEqual(['a', 'b']);
  });

  test('goes on with as many threads as before when a slow one is done after all', async () => {
    const { parse } = pool({ size: 1, timeoutMs: 20_000, threadUrl: faulty });
    const all = ['very slow', 'a', 'very slow too', 'b', 'c'].map(text => parse(request(text)));
    await Promise.all(all);
    expect((await Promise.all(['d', 'e'].map(text => parse(request(text))))).map(parsed => parsed.title)).toEqual(['d', 'e']);
  });

  test('does not blame a document with which the dying thread had not begun, but does not try for ever', async () => {
    const { parse } = pool({ size: 1, threadUrl: faulty });
    await expect(parse(request('exit before it begins'))).rejects.toEqual(quarantined);
    expect((await parse(request('Next'))).title).toBe('Next');
  });

  describe('says who is to blame should the process die', () => {
    const of = (feedId: number, text: string, isSuspect = false) => ({ ...request(text), feedId, isSuspect });

    test('before a thread begins, and takes it back in the end', async () => {
      const told: (readonly number[])[] = [];
      const { parse } = pool({ size: 1, threadUrl: faulty, onInWork: feedIds => told.push(feedIds) });
      const first = parse(of(7, 'slow'));
      const second = parse(of(8, 'b'));
      await expect.poll(() => told).toEqual([[7]]);
      await Promise.all([first, second]);
      expect(told).toEqual([[7], [8], []]);
    });

    test('and names all of them when several are in work, with 0 for a document of no feed, which goes first', async () => {
      const told: (readonly number[])[] = [];
      const { parse } = pool({ size: 2, threadUrl: faulty, onInWork: feedIds => told.push(feedIds) });
      await Promise.all([parse(of(7, 'slow')), parse(of(8, 'slow')), parse(of(9, 'slow')), parse(request('slow'))]);
      expect(told[0]).toEqual([0]);
      expect(told.some(feedIds => feedIds.length === 2 && feedIds.includes(0) && feedIds.includes(7))).toBe(true);
      expect(told.at(-1)).toEqual([]);
    });

    test('names a suspect alone, and reads no two of them at once', async () => {
      const told: (readonly number[])[] = [];
      const { parse } = pool({ size: 3, threadUrl: faulty, onInWork: feedIds => told.push(feedIds) });
      await Promise.all([parse(of(7, 'slow', true)), parse(of(8, 'slow', true)), parse(of(9, 'slow')), parse(of(10, 'slow'))]);
      expect(told.filter(feedIds => feedIds.includes(7))).toEqual([[7]]);
      expect(told.filter(feedIds => feedIds.includes(8))).toEqual([[8]]);
    });
  });

  test('says so when its threads do not start at all', async () => {
    const { parse } = pool({ size: 1, threadUrl: pathToFileURL('/nowhere/parse-thread.ts') });
    await expect(Promise.all([parse(feed('a')), parse(feed('b'))])).rejects.toMatchObject({ code: 'internal' });
  });

  test('settles everything when it is closed', async () => {
    const created = createParsePool({ size: 1, threadUrl: faulty, timeoutMs: 60_000 });
    const waiting = [created.parse(request('hang')), created.parse(request('queued'))];
    const settled = Promise.allSettled(waiting);
    await created.close();
    for (const outcome of await settled) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'worker-stopped' } });
    await expect(created.parse(request('late'))).rejects.toMatchObject({ code: 'worker-stopped' });
  });
});
