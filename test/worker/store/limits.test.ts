import { expect, it } from 'vitest';
import { limitEntry, limitUrl } from '../../../worker/store/limits.ts';
import { parsedEntry } from '../../helpers/store.ts';

it('cuts the texts of an entry that are longer than any reader shows', () => {
  const long = 'x'.repeat(100_000);
  const entry = limitEntry(parsedEntry({ title: long, author: long, snippet: long, language: long, contentHtml: long }));
  expect([entry.title.length, entry.author.length, entry.snippet.length, entry.language?.length]).toEqual([16_384, 1_024, 1_024, 64]);
  expect(entry.contentHtml.length).toBe(100_000);
});

it('takes an address over 8 kB for no address, because half of one leads elsewhere', () => {
  const address = `https://example.org/${'x'.repeat(8_192)}`;
  expect(limitUrl(address)).toBeNull();
  expect(limitEntry(parsedEntry({ url: address, imageUrl: address })).url).toBeNull();
  expect(limitEntry(parsedEntry({ enclosures: [{ url: address, type: null, length: null }] })).enclosures).toEqual([]);
});

it('keeps the first 100 categories and 50 enclosures', () => {
  const entry = limitEntry(
    parsedEntry({
      categories: Array.from({ length: 500 }, (_, index) => `c${index}`),
      enclosures: Array.from({ length: 500 }, (_, index) => ({ url: `https://example.org/${index}`, type: null, length: null })),
    }),
  );
  expect([entry.categories.length, entry.categories[99], entry.enclosures.length]).toEqual([100, 'c99', 50]);
});

it('never cuts a character in half, and drops NULs', () => {
  const entry = limitEntry(parsedEntry({ title: `${'x'.repeat(16_383)}😀`, author: 'a\0b' }));
  expect(entry.title.isWellFormed()).toBe(true);
  expect(entry.author).toBe('ab');
});

it('takes a length that is no number of bytes for none', () => {
  const enclosures = [Number.NaN, -1, 1.5, 2 ** 60, 7].map(length => ({ url: 'https://example.org/a', type: null, length }));
  expect(limitEntry(parsedEntry({ enclosures })).enclosures.map(one => one.length)).toEqual([null, null, null, null, 7]);
});
