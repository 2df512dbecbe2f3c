import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFeed } from '../../../worker/parse/parse-feed.ts';
import type { FeedId } from '../../../worker/protocol/ids.ts';
import { freshEntries } from '../../../worker/read-document.ts';
import type { Store } from '../../../worker/store/store.ts';
import type { CheckSaved } from '../../../worker/store/write-store.ts';
import { allRows, changed, hour, now, openTestStore, planAt, subscribe, titles } from '../../helpers/store.ts';

interface Sent {
  readonly guid: string | null;
  readonly link: string | null;
  readonly title: string;
  readonly text: string;
}

const url = 'https://example.org/feed';
const sent = (name: string, fields: Partial<Sent> = {}): Sent => ({ guid: name, link: `/${name}`, title: name, text: name, ...fields });

function documentOf(entries: readonly Sent[]): Uint8Array {
  const items = entries.map(({ guid, link, title, text }) =>
    [
      '<item>',
      guid === null ? '' : `<guid isPermaLink="false">${guid}</guid>`,
      link === null ? '' : `<link>https://example.org${link}</link>`,
      `<title>${title}</title><description>${text}</description></item>`,
    ].join(''),
  );
  return new TextEncoder().encode(`<rss version="2.0"><channel><title>T</title>${items.join('')}</channel></rss>`);
}

/** As a check does it: what the store knows is not read. */
async function check(
  store: Store,
  feedId: FeedId,
  entries: readonly Sent[],
  at = now,
  isWhole = false,
): Promise<CheckSaved & { read: number }> {
  const known = isWhole ? null : store.read.knownEntries(feedId);
  const document = readFeed({ bytes: documentOf(entries), contentType: null, url, known }, '1');
  // Before it is handed over to the writer.
  const read = freshEntries(document).length;
  const saved = await store.write.saveCheck(feedId, { ...changed([]), document }, at, planAt(at + hour));
  return { ...saved, read };
}

describe('entries that the store knows word for word', () => {
  it('are not read again, and the new ones are stored beside them', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, url);
    expect(await check(store, feedId, [sent('b'), sent('a')])).toMatchObject({ read: 2, added: [{}, {}] });
    expect(await check(store, feedId, [sent('c'), sent('b'), sent('a')])).toMatchObject({ read: 1, added: [{ title: 'c' }], updated: 0 });
    expect(await check(store, feedId, [sent('c'), sent('b', { text: 'edited' }), sent('a')])).toMatchObject({
      read: 1,
      added: [],
      updated: 1,
    });
    expect(await check(store, feedId, [sent('c')])).toMatchObject({ read: 0, added: [], updated: 0 });
    expect(titles(allRows(store)).toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('keep a guid that they have from being taken for that of a new entry', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, url);
    await check(store, feedId, [sent('a', { guid: 'same' })]);
    expect(await check(store, feedId, [sent('b', { guid: 'same' }), sent('a', { guid: 'same' })])).toMatchObject({
      read: 1,
      added: [{ title: 'b' }],
    });
    expect(titles(allRows(store)).toSorted()).toEqual(['a', 'b']);
  });

  it('are asked for whole when another answer of the feed was stored meanwhile, and nothing is lost', async () => {
    const store = await openTestStore();
    const feedId = await subscribe(store, url);
    await check(store, feedId, [sent('a')]);
    const known = store.read.knownEntries(feedId);
    await check(store, feedId, [sent('b')]);
    const document = readFeed({ bytes: documentOf([sent('a'), sent('c')]), contentType: null, url, known }, '1');
    const outcome = { ...changed([]), document, bodyHash: 'outdated' };
    expect(await store.write.saveCheck(feedId, outcome, now, planAt(now))).toMatchObject({ isOutdated: true, added: [] });
    expect(store.read.feed(feedId)?.bodyHash).not.toBe('outdated');
    expect(await check(store, feedId, [sent('a'), sent('c')], now, true)).toMatchObject({ added: [{ title: 'c' }] });
  });
});

it('ends with the same articles as reading every document whole, whatever a feed repeats, edits, reorders and drops', async () => {
  const one = fc.record({
    guid: fc.constantFrom(null, 'g1', 'g2', 'g3', 'https://example.org/g#1', 'https://example.org/g#2'),
    link: fc.constantFrom(null, '/1', '/2', '/3?utm_source=x', '/3'),
    title: fc.constantFrom('', 'one', 'two', 'three'),
    text: fc.constantFrom('x', 'y', 'a longer text that says enough to be told from any other by its beginning'),
  });
  const store = await openTestStore();
  const rows = (feedId: FeedId) =>
    allRows(store, { kind: 'feed', feedId }).map(({ id }) => ({ ...store.read.entry(id), id: undefined, feedId: undefined }));
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(one, { maxLength: 6 }), { minLength: 2, maxLength: 6 }), async documents => {
      runs += 1;
      const knowing = await subscribe(store, `https://example.org/knowing/${runs}`);
      const whole = await subscribe(store, `https://example.org/whole/${runs}`);
      for (const [step, document] of documents.entries()) {
        const at = now + step * hour;
        const mine = await check(store, knowing, document, at);
        const theirs = await check(store, whole, document, at, true);
        expect([titles(mine.added), mine.updated]).toEqual([titles(theirs.added), theirs.updated]);
      }
      expect(rows(knowing)).toEqual(rows(whole));
    }),
    { numRuns: 100 },
  );
}, 60_000);
