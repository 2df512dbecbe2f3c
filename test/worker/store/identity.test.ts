import { describe, expect, it } from 'vitest';
import type { ParsedEntry } from '../../../worker/feed.ts';
import { dateOf, identifyEntries, type StoredIdentity } from '../../../worker/store/identity.ts';
import { day, namedEntry, now, parsedEntry } from '../../helpers/store.ts';

/** What a store would remember, answer by answer. Each poll tells what its entries were taken for: 'new', or the number of an earlier one. */
function feedMemory() {
  const stored = new Map<number, StoredIdentity>();
  return (entries: readonly ParsedEntry[]): readonly (number | 'new')[] => {
    const { fresh: identified } = identifyEntries(entries, {
      isEmpty: stored.size === 0,
      byGuid: key => [...stored.values()].filter(one => one.guidKey === key),
      byLink: key => [...stored.values()].filter(one => one.linkKey === key),
      recent: () => [...stored.values()],
    });
    const answer = identified.map(one => one.stored?.id ?? 'new');
    for (const { entry, guidKey, linkKey, contentHash, stored: known } of identified) {
      const id = known?.id ?? stored.size + 1;
      const { title, guid, url, snippet } = entry;
      stored.set(id, {
        id,
        guidKey,
        linkKey,
        contentHash,
        title,
        guid,
        url,
        snippet,
        publishedAt: known ? known.publishedAt : dateOf(entry),
      });
    }
    return answer;
  };
}

describe('with a guid', () => {
  it('is the same entry whatever else was edited', () => {
    const poll = feedMemory();
    poll([namedEntry('a')]);
    expect(poll([namedEntry('a', { title: 'Better', url: 'https://example.org/moved', contentHtml: 'new', publishedAt: now })])).toEqual([
      1,
    ]);
  });

  it('is another entry under another guid', () => {
    const poll = feedMemory();
    poll([namedEntry('a')]);
    expect(poll([namedEntry('b'), namedEntry('a')])).toEqual(['new', 1]);
  });

  it('takes http and https guids for the same', () => {
    const poll = feedMemory();
    poll([namedEntry('a', { guid: 'http://example.org/?p=1', url: 'http://example.org/a' })]);
    expect(poll([namedEntry('a', { guid: 'https://example.org/?p=1', url: 'https://example.org/a', title: 'Edited' })])).toEqual([1]);
  });

  it('never takes a re-dated entry for a new one', () => {
    const poll = feedMemory();
    poll([namedEntry('a', { publishedAt: now - day })]);
    expect(poll([namedEntry('a', { publishedAt: now })])).toEqual([1]);
  });

  it('does not mind space around the guid', () => {
    const poll = feedMemory();
    poll([namedEntry('a', { guid: '\n  urn:a ' })]);
    expect(poll([namedEntry('a', { guid: 'urn:a', title: 'Edited' })])).toEqual([1]);
  });

  it('tells guids apart by case, as Atom asks', () => {
    expect(feedMemory()([namedEntry('a', { guid: 'urn:x' }), namedEntry('b', { guid: 'urn:X' })])).toEqual(['new', 'new']);
  });
});

describe('with a guid that several entries share', () => {
  const shared = ['one', 'two', 'three'].map(name => namedEntry(name, { guid: 'same' }));

  it('tells them apart by their links', () => {
    const poll = feedMemory();
    expect(poll(shared)).toEqual(['new', 'new', 'new']);
    expect(poll(shared.toReversed())).toEqual([3, 2, 1]);
  });

  it('keeps the entry that was alone when a second one appears', () => {
    const poll = feedMemory();
    poll(shared.slice(0, 1));
    expect(poll(shared)).toEqual([1, 'new', 'new']);
  });

  it('knows them when only some are left', () => {
    const poll = feedMemory();
    poll(shared);
    expect(poll(shared.slice(1, 2))).toEqual([2]);
  });

  it('knows an edited title by the link', () => {
    const poll = feedMemory();
    poll(shared);
    expect(poll(shared.map(entry => ({ ...entry, title: `${entry.title}!` })))).toEqual([1, 2, 3]);
  });

  it('tells entries of one guid and one link apart by their titles', () => {
    const poll = feedMemory();
    const entries = ['one', 'two'].map(name => namedEntry(name, { guid: 'same', url: 'https://example.org/' }));
    expect(poll(entries)).toEqual(['new', 'new']);
    expect(poll(entries)).toEqual([1, 2]);
  });

  it('tells untitled entries of one guid and one link apart by their text, and does not flood', () => {
    const poll = feedMemory();
    const entries = ['one', 'two'].map(name => namedEntry(name, { guid: 'same', url: 'https://example.org/', title: '' }));
    expect(poll(entries)).toEqual(['new', 'new']);
    expect(poll(entries)).toEqual([1, 2]);
    expect(poll(entries)).toEqual([1, 2]);
  });

  it('does not take what fell out of the document for what came in', () => {
    const poll = feedMemory();
    poll(shared);
    expect(poll([namedEntry('four', { guid: 'same', title: 'Title three' }), ...shared.slice(0, 2)])).toEqual(['new', 1, 2]);
  });

  it('knows an entry without a link by its title', () => {
    const poll = feedMemory();
    const entries = ['one', 'two'].map(name => namedEntry(name, { guid: 'same', url: null }));
    poll(entries);
    expect(poll(entries.map(entry => ({ ...entry, contentHtml: 'edited' })))).toEqual([1, 2]);
  });

  it('counts an entry that the document repeats once', () => {
    const poll = feedMemory();
    expect(poll([namedEntry('a'), namedEntry('a'), namedEntry('a', { contentHtml: 'a variant' })])).toEqual(['new']);
  });
});

describe('without a guid', () => {
  it('is known by its link', () => {
    const poll = feedMemory();
    poll([namedEntry('a', { guid: null })]);
    expect(poll([namedEntry('a', { guid: null, title: 'Edited', contentHtml: 'edited' })])).toEqual([1]);
  });

  it('is known by its link also when that moves to https or gains a tracking parameter', () => {
    const poll = feedMemory();
    poll([namedEntry('a', { guid: null, url: 'http://example.org/a?id=1' })]);
    expect(poll([namedEntry('a', { guid: null, url: 'https://example.org/a?id=1&utm_source=feed&utm_medium=rss' })])).toEqual([1]);
    expect(poll([namedEntry('a', { guid: null, url: 'https://example.org/a?id=2' })])).toEqual(['new']);
  });

  it('tells entries with the same link apart by their titles', () => {
    const poll = feedMemory();
    const entries = ['one', 'two', 'three'].map(name => namedEntry(name, { guid: null, url: 'https://example.org/' }));
    expect(poll(entries)).toEqual(['new', 'new', 'new']);
    expect(poll([namedEntry('four', { guid: null, url: 'https://example.org/' }), ...entries.slice(0, 2)])).toEqual(['new', 1, 2]);
  });

  it('keeps links with different fragments apart', () => {
    const poll = feedMemory();
    const entries = ['one', 'two'].map(name => namedEntry(name, { guid: null, url: `https://example.org/log#${name}` }));
    expect(poll(entries)).toEqual(['new', 'new']);
    expect(poll(entries)).toEqual([1, 2]);
  });
});

describe('without guid and link', () => {
  it('is known by its title and text', () => {
    const poll = feedMemory();
    const entries = [
      parsedEntry({ title: 'One', contentHtml: 'x' }),
      parsedEntry({ title: '', contentHtml: 'y' }),
      parsedEntry({ title: 'One', summaryHtml: 'z' }),
    ];
    expect(poll(entries)).toEqual(['new', 'new', 'new']);
    expect(poll(entries.toReversed())).toEqual([3, 2, 1]);
    expect(poll([parsedEntry({ title: 'One', contentHtml: 'other' })])).toEqual(['new']);
  });
});

describe('with a guid that is not the same at every fetch', () => {
  it('is known by its link and title', () => {
    const poll = feedMemory();
    const fetch = (run: number) => ['a', 'b', 'c'].map(name => namedEntry(name, { guid: `${name}-${run}` }));
    expect(poll(fetch(1))).toEqual(['new', 'new', 'new']);
    for (let run = 2; run < 10; run += 1) expect(poll(fetch(run))).toEqual([1, 2, 3]);
  });

  it('is known also when the feed dates it anew each time', () => {
    const poll = feedMemory();
    poll([namedEntry('a', { guid: 'x1', publishedAt: now })]);
    expect(poll([namedEntry('a', { guid: 'x2', publishedAt: now + day })])).toEqual([1]);
  });

  it('is known also when its text changes and its date does not', () => {
    const poll = feedMemory();
    poll([namedEntry('a', { guid: 'x1', publishedAt: now, contentHtml: 'ad 1' })]);
    expect(poll([namedEntry('a', { guid: 'x2', publishedAt: now, contentHtml: 'ad 2' })])).toEqual([1]);
  });

  it('is known by its text when it has no link', () => {
    const poll = feedMemory();
    poll([namedEntry('a', { guid: 'x1', url: null })]);
    expect(poll([namedEntry('a', { guid: 'x2', url: null })])).toEqual([1]);
  });

  it('is known when guids are introduced, or dropped', () => {
    const poll = feedMemory();
    poll([namedEntry('a', { guid: null })]);
    expect(poll([namedEntry('a')])).toEqual([1]);
    expect(poll([namedEntry('a', { title: 'Edited' })])).toEqual([1]);
    expect(poll([namedEntry('a', { guid: null, title: 'Edited' })])).toEqual([1]);
  });

  it('is new when it is the next of a series: same title and link, another guid, date and text', () => {
    const poll = feedMemory();
    const weather = (run: number) => namedEntry('weather', { guid: `day-${run}`, publishedAt: now + run * day, contentHtml: `sun ${run}` });
    poll([weather(1)]);
    expect(poll([weather(2)])).toEqual(['new']);
    expect(poll([weather(3), weather(2), weather(1)])).toEqual(['new', 2, 1]);
  });

  it('is new in an undated series too, when older ones fall out of the document', () => {
    const poll = feedMemory();
    const weather = (run: number) => namedEntry('weather', { guid: `day-${run}`, contentHtml: `sun ${run}` });
    poll([weather(3), weather(2), weather(1)]);
    expect(poll([weather(4), weather(3), weather(2)])).toEqual(['new', 1, 2]);
  });

  it('leaves an entry alone whose own guid is still in the document', () => {
    const poll = feedMemory();
    const first = namedEntry('a', { guid: 'one' });
    const second = namedEntry('a', { guid: 'two' });
    poll([first]);
    expect(poll([second, first])).toEqual(['new', 1]);
  });
});

describe('as feeds were seen to behave', () => {
  const names = ['a', 'b', 'c'];
  const all = [1, 2, 3];
  /** Ten fetches that differ as `entryOf` says; none of them brings anything new. */
  function expectSame(entryOf: (name: string, run: number) => ParsedEntry): void {
    const poll = feedMemory();
    expect(poll(names.map(name => entryOf(name, 0)))).toEqual(['new', 'new', 'new']);
    for (let run = 1; run <= 10; run += 1) expect(poll(names.map(name => entryOf(name, run))), `fetch ${run}`).toEqual(all);
  }
  const publishedAt = now - day;
  const dateOfName = (name: string) => publishedAt + name.charCodeAt(0) * 60_000;

  it('no guid, and the date is that of the fetch', () => {
    expectSame((name, run) => namedEntry(name, { guid: null, publishedAt: now + run }));
  });

  it('guid and date are made anew at every fetch', () => {
    expectSame((name, run) => namedEntry(name, { guid: `uuid:${run}-${name}`, publishedAt: now + run }));
  });

  it('the guid is the date, and every entry of a day has the same', () => {
    expectSame(name => namedEntry(name, { guid: 'Sun, 01 Mar 2026 00:00:00 GMT', publishedAt: now }));
  });

  it('the guid is the date, which moves with every edit', () => {
    expectSame((name, run) => namedEntry(name, { guid: `2026-03-01T00:00:${run}`, publishedAt: now + run * 1_000 }));
  });

  it('the guid is http at one fetch and https at the next', () => {
    expectSame((name, run) =>
      namedEntry(name, { guid: `http${run % 2 === 0 ? '' : 's'}://example.org/?p=${name}`, title: `${name} ${run}` }),
    );
  });

  it('the guid counts the editions of an article whose title and date change with it', () => {
    expectSame((name, run) =>
      namedEntry(name, {
        guid: `https://example.org/${name}#${run}`,
        title: `${name}, edition ${run}`,
        contentHtml: `${run}`,
        publishedAt: now + run,
      }),
    );
  });

  it('but entries of one page, numbered behind a #, are each their own', () => {
    const poll = feedMemory();
    const log = (number: number) =>
      namedEntry('log', {
        guid: `https://example.org/log#${number}`,
        url: 'https://example.org/log',
        title: `${number}`,
        contentHtml: `${number}`,
      });
    expect(poll([log(2), log(1)])).toEqual(['new', 'new']);
    expect(poll([log(3), log(2), log(1)])).toEqual(['new', 1, 2]);
    expect(poll([log(4), log(3)])).toEqual(['new', 3]);
  });

  it.each(['utm_campaign=x', 'fbclid=x', 'at_medium=RSS&at_campaign=x', 'xtor=x', 'PHPSESSID=x', 'gclid=x&mc_eid=x'])(
    'the link has %s, another at every fetch',
    parameters => {
      expectSame((name, run) =>
        namedEntry(name, {
          guid: null,
          url: `https://example.org/${name}?id=1&${parameters.replaceAll('=x', `=${run}`)}`,
          title: `${name} ${run}`,
        }),
      );
    },
  );

  it.each([
    ['dated', (name: string) => ({ publishedAt: dateOfName(name), snippet: '' })],
    ['with a text', (name: string) => ({ snippet: `The beginning of ${name}, long enough to be known again` })],
    ['with nothing but a title and a path', () => ({ snippet: '' })],
  ])('no guid, and the link has a parameter that nobody knows, another at every fetch: entries %s', (_, fields) => {
    expectSame((name, run) =>
      namedEntry(name, { guid: null, url: `https://example.org/${name}?visit=${run}`, contentHtml: `${run}`, ...fields(name) }),
    );
  });

  it('the guid is the permalink, and both move to another domain with the feed', () => {
    expectSame((name, run) => {
      const url = `https://${run < 5 ? 'old' : 'new'}.example/2026/${name}/`;
      return namedEntry(name, { guid: url, url, publishedAt: dateOfName(name), contentHtml: `<a href="${url}">${name}</a>` });
    });
  });

  it('an entry that is really new comes with the move', () => {
    const poll = feedMemory();
    const at = (host: string, name: string) =>
      namedEntry(name, { guid: `https://${host}/${name}`, url: `https://${host}/${name}`, publishedAt: dateOfName(name) });
    poll(names.map(name => at('old.example', name)));
    expect(poll(['d', ...names].map(name => at('new.example', name)))).toEqual(['new', 1, 2, 3]);
  });

  it('a document that is all new is new', () => {
    const poll = feedMemory();
    poll(names.map(name => namedEntry(name, { publishedAt: dateOfName(name) })));
    expect(poll(['x', 'y'].map(name => namedEntry(name, { publishedAt: dateOfName(name) })))).toEqual(['new', 'new']);
  });

  it('a title is edited, and the guid stays', () => {
    expectSame((name, run) => namedEntry(name, { title: `${name} ${run}`, contentHtml: `${run}` }));
  });

  it('the feed comes back after months with what it had', () => {
    const poll = feedMemory();
    poll(names.map(name => namedEntry(name)));
    poll([]);
    expect(poll(names.map(name => namedEntry(name, { publishedAt: now + 200 * day })))).toEqual(all);
  });

  it('guids become bad for a while, and good again', () => {
    const poll = feedMemory();
    const good = names.map(name => namedEntry(name));
    const bad = names.map(name => namedEntry(name, { guid: 'https://example.org/' }));
    poll(good);
    for (let run = 0; run < 5; run += 1) expect([poll(bad), poll(good)]).toEqual([all, all]);
  });
});

it('asks once for a link, however many entries have it', () => {
  let asked = 0;
  const entries = Array.from({ length: 500 }, (_, index) => namedEntry('same', { guid: `urn:${index}`, contentHtml: `${index}` }));
  const byLink = () => {
    asked += 1;
    return [];
  };
  expect(identifyEntries(entries, { isEmpty: false, byGuid: () => [], byLink, recent: () => [] }).fresh.length).toBe(500);
  expect(asked).toBe(1);
});

it('gives the same answer however often the same document comes', () => {
  const poll = feedMemory();
  const document = [
    namedEntry('a'),
    namedEntry('b', { guid: 'shared' }),
    namedEntry('c', { guid: 'shared' }),
    namedEntry('d', { guid: null }),
    namedEntry('e', { guid: null, url: 'https://example.org/' }),
    namedEntry('f', { guid: null, url: 'https://example.org/' }),
    parsedEntry({ contentHtml: 'only text' }),
    parsedEntry({ guid: 'x', title: '' }),
    parsedEntry({ guid: 'x', title: '', contentHtml: 'y' }),
    parsedEntry(),
  ];
  const first = poll(document);
  expect(first.every(one => one === 'new')).toBe(true);
  for (let run = 0; run < 10; run += 1) expect(poll(document)).toEqual(first.map((_, index) => index + 1));
});
