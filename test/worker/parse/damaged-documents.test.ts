import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { ParsedFeed } from '../../../worker/feed.ts';
import { parseFeed } from '../../../worker/parse/parse-feed.ts';
import { atomDocument, rssDocument } from '../../bench/realistic-feed.ts';
import { cpuTime } from '../../helpers/cpu-time.ts';
import { encodeIn } from '../../helpers/legacy-charset.ts';
import { randomFrom } from '../../helpers/seeded-random.ts';
import { readFixture } from './read-fixture.ts';

const url = 'https://feeds.example/feed';
const parse = (bytes: Uint8Array): ParsedFeed => parseFeed(bytes, null, url);

const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': text => new TextEncoder().encode(text),
  'UTF-16LE': text => utf16(`\ufeff${text}`, true),
  'UTF-16BE without a mark': text => utf16(text, false),
};

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return bytes;
}

/** Offsets behind the entries of a document that is well-formed. */
function endsOf(text: string): number[] {
  if (!text.startsWith('{')) return [...text.matchAll(/<\/(?:\w+:)?(?:item|entry)>/g)].map(({ index, 0: tag }) => index + tag.length);
  const list = text.indexOf('[', text.indexOf('"items"')) + 1;
  const ends: number[] = [];
  for (let end = text.indexOf('}', list); end >= 0; end = text.indexOf('}', end + 1)) {
    try {
      JSON.parse(`[${text.slice(list, end + 1)}]`);
      ends.push(end + 1);
    } catch {
      // Inside an entry, or behind the list.
    }
  }
  return ends;
}

/** The entries that end before `cut` are there as in the whole; at most one more is, when all but its last letter is there. */
function expectWholeEntries(whole: ParsedFeed, bytes: Uint8Array, ends: readonly number[], cut: number): void {
  const complete = ends.filter(end => end <= cut).length;
  if (complete === 0) return;
  const { entries } = parse(bytes.subarray(0, cut));
  const isRight =
    entries.length >= complete && entries.length <= complete + 1 && isDeepStrictEqual(entries, whole.entries.slice(0, entries.length));
  expect(isRight, `cut at ${cut}: ${entries.length} entries, ${complete} complete`).toBe(true);
}

const wellFormed = readdirSync(join(import.meta.dirname, '../../fixtures/feeds')).filter(name => !/^broken|custom-entities/.test(name));

const rdf = (items: number) =>
  `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.example/"><title>Résumé</title><link>https://a.example/</link></channel>${Array.from(
    { length: items },
    (_, at) =>
      `<item rdf:about="https://a.example/${at}"><title>Ñ ${at} &amp; more</title><link>https://a.example/${at}</link><description>&lt;p&gt;Body ${at}&lt;/p&gt;</description><dc:creator>Ø</dc:creator><dc:date>2026-03-0${1 + (at % 9)}</dc:date></item>\n`,
  ).join('')}</rdf:RDF>`;
const json = (items: number) =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Résumé',
    authors: [{ name: 'Ø' }],
    items: Array.from({ length: items }, (_, at) => ({
      id: `${at}`,
      title: `Ñ "${at}" [x] {y}`,
      content_html: `<p>Body \\ ${at}</p>`,
      tags: ['a', 'b'],
    })),
  });
const documents = { RSS: rssDocument(30), Atom: atomDocument(30), RDF: rdf(60), JSON: json(60) };

describe('a document that was cut off gives all entries that are whole', () => {
  test.each(wellFormed)('wherever it is cut: %s', name => {
    const text = new TextDecoder().decode(readFixture(name));
    for (const encode of Object.values(encodings)) {
      const bytes = encode(text);
      const ends = endsOf(text).map(end => encode(text.slice(0, end)).length);
      const whole = parse(bytes);
      expect(whole.entries).toHaveLength(ends.length);
      for (let cut = 0; cut <= bytes.length; cut += 1) expectWholeEntries(whole, bytes, ends, cut);
    }
  });

  test.each(Object.entries(documents))('at seeded places of a large one: %s', (_, text) => {
    const random = randomFrom(1);
    for (const encode of Object.values(encodings)) {
      const bytes = encode(text);
      const ends = endsOf(text).map(end => encode(text.slice(0, end)).length);
      const whole = parse(bytes);
      expect(whole.entries).toHaveLength(ends.length);
      const cuts = [
        ...ends.flatMap(end => [end - 1, end, end + 1]),
        ...Array.from({ length: 60 }, () => Math.floor(random() * bytes.length)),
      ];
      for (const cut of cuts) expectWholeEntries(whole, bytes, ends, cut);
    }
  });

  test('in a charset of one byte and in one of two', () => {
    for (const [label, title] of [
      ['windows-1251', 'Чайник'],
      ['shift_jis', 'やかんが沸いて'],
      ['gb18030', '水壶烧开了'],
    ] as const) {
      const text = `<?xml version="1.0" encoding="${label}"?><rss><channel>${[1, 2, 3].map(at => `<item><guid>${at}</guid><title>${title} ${at}</title></item>`).join('')}</channel></rss>`;
      const bytes = encodeIn(label, text);
      const ends = endsOf(text).map(end => encodeIn(label, text.slice(0, end)).length);
      const whole = parse(bytes);
      expect(whole.entries.map(entry => entry.title)).toEqual([1, 2, 3].map(at => `${title} ${at}`));
      for (let cut = 0; cut <= bytes.length; cut += 1) expectWholeEntries(whole, bytes, ends, cut);
    }
  });

  test('and gives the beginning of its first entry, when that is all there is', () => {
    for (const text of [documents.RSS, documents.Atom, documents.RDF]) {
      const [end = 0] = endsOf(text);
      const start = text.search(/<(?:item|entry)[\s>]/) + '<entry>'.length + 60;
      for (let cut = start; cut < end; cut += 1)
        expect(parse(new TextEncoder().encode(text.slice(0, cut))).entries, `${cut}`).toHaveLength(1);
    }
  });
});

const damages: Readonly<Record<string, (bytes: Uint8Array, at: number, length: number, other: number) => Uint8Array>> = {
  'bytes lost': (bytes, at, length) => joined(bytes.subarray(0, at), bytes.subarray(at + length)),
  'bytes twice': (bytes, at, length) => joined(bytes.subarray(0, at + length), bytes.subarray(at)),
  'bytes of elsewhere': (bytes, at, length, other) =>
    joined(bytes.subarray(0, at), bytes.subarray(Math.max(at, other), Math.max(at, other) + length), bytes.subarray(at + length)),
  'bytes of noise': (bytes, at, length, other) =>
    joined(
      bytes.subarray(0, at),
      Uint8Array.from({ length }, (_, step) => (other * 31 + step * 97) % 256),
      bytes.subarray(at + length),
    ),
};

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

describe('a document damaged at random', () => {
  test.each(Object.entries(documents))(
    'is read in no time, without a throw, and keeps the whole entries before the damage: %s',
    (_, text) => {
      const bytes = new TextEncoder().encode(text);
      const ends = endsOf(text).map(end => new TextEncoder().encode(text.slice(0, end)).length);
      const whole = parse(bytes);
      const random = randomFrom(7);
      let [before, kept, behind, found] = [0, 0, 0, 0];
      const took = cpuTime(() => {
        for (let round = 0; round < 120; round += 1) {
          const at = Math.floor(random() * bytes.length);
          for (const damage of Object.values(damages)) {
            const damaged = damage(bytes, at, 1 + Math.floor(random() ** 3 * 400), Math.floor(random() * bytes.length));
            const complete = ends.filter(end => end <= at).length;
            if (complete === 0) continue;
            const { entries } = parse(damaged);
            before += complete;
            kept += entries.filter((entry, index) => index < complete && isDeepStrictEqual(entry, whole.entries[index])).length;
            behind += whole.entries.length - complete;
            found += Math.min(entries.length, whole.entries.length) - complete;
          }
        }
      });
      expect(kept / before).toBeGreaterThanOrEqual(0.9);
      // Beyond what is asked: the damage costs the entry in which it is, seldom what comes behind.
      expect(found / behind).toBeGreaterThanOrEqual(0.6);
      expect(took).toBeLessThan(60_000);
    },
  );

  test('never throws while an entry can be read, also when damaged many times', () => {
    const random = randomFrom(3);
    for (const text of Object.values(documents)) {
      const bytes = new TextEncoder().encode(text);
      for (let round = 0; round < 40; round += 1) {
        let damaged: Uint8Array = bytes;
        for (let times = 0; times < 8; times += 1) {
          const at = Math.floor((0.3 + 0.7 * random()) * damaged.length);
          const list = Object.values(damages);
          damaged = list[Math.floor(random() * list.length)]!(
            damaged,
            at,
            1 + Math.floor(random() * 30),
            Math.floor(random() * damaged.length),
          );
        }
        expect(parse(damaged).entries.length).toBeGreaterThan(0);
      }
    }
  });
});
