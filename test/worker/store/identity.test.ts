import { describe, expect, it } from 'vitest';
import type { ParsedEntry } from '../../../worker/feed.ts';
import { dateOf, identifyEntries, type StoredIdentity } from '../../../worker/store/identity.ts';
import { day, namedEntry, now, parsedEntry } from '../../helpers/store.ts';

/** What a store would remember, answer by answer. Each poll tells what its entries were taken for: 'new', or the number of an earlier one. */
function feedMemory() {
  const stored = new Map<number, StoredIdentity>();
  return (entries: readonly ParsedEntry[]): readonly (number | 'new')[] => {
    const identified = identifyEntries(entries, {
      byGuid: key => [...stored.values()].filter(one => one.guidKey === key),
      byLink: key => [...stored.values()].filter(one => one.linkKey === key),
    });
    const answer = identified.map(one => one.stored?.id ?? 'new');
    for (const { entry, guidKey, linkKey, contentHash, stored: known } of identified) {
      const id = known?.id ?? stored.size + 1;
      stored.set(id, { id, guidKey, linkKey, contentHash, title: entry.title, publishedAt: known ? known.publishedAt : dateOf(entry) });
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

it('asks once for a link, however many entries have it', () => {
  let asked = 0;
  const entries = Array.from({ length: 500 }, (_, index) => namedEntry('same', { guid: `urn:${index}`, contentHtml: `${index}` }));
  const byLink = () => {
    asked += 1;
    return [];
  };
  expect(identifyEntries(entries, { byGuid: () => [], byLink }).length).toBe(500);
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
