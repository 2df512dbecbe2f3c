import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import Parser from 'rss-parser';
import { parseFeed } from '../../worker/parse/parse-feed.ts';
import { atomDocument, rssDocument } from './realistic-feed.ts';
import { median, range, table } from './table.ts';

/** `npm run bench:parse [-- --runs N]`: bytes to a feed, with our front end and by rss-parser alone as its README uses it. */
const { values } = parseArgs({ options: { runs: { type: 'string', default: '31' } } });
const runs = Number(values.runs);
const cases = [
  { title: 'RSS, 50 entries', entries: 50, text: rssDocument(50) },
  { title: 'RSS, 1,000 entries', entries: 1_000, text: rssDocument(1_000) },
  { title: 'Atom, 500 entries', entries: 500, text: atomDocument(500) },
].map(one => ({ ...one, bytes: new TextEncoder().encode(one.text), own: [] as number[], plain: [] as number[] }));

const own = (bytes: Uint8Array) => parseFeed(bytes, 'text/xml; charset=utf-8', 'https://towpath.example/feed/').entries.length;
const plain = async (bytes: Uint8Array) => (await new Parser().parseString(new TextDecoder().decode(bytes))).items.length;

// By turns, so that a slow moment of the machine meets both; small documents several times, so that the clock can see them.
const warmUps = 3;
for (let run = -warmUps; run < runs; run += 1) {
  for (const one of cases) {
    const times = Math.ceil(1_000 / one.entries / 4);
    const turns = [
      ['own', own],
      ['plain', plain],
    ] as const;
    for (const [name, parse] of run % 2 === 0 ? turns : turns.toReversed()) {
      const began = performance.now();
      for (let time = 0; time < times; time += 1) {
        if ((await parse(one.bytes)) !== one.entries) throw new Error(`${one.title}: not all entries were read.`);
      }
      if (run >= 0) one[name].push((performance.now() - began) / times);
    }
  }
}

console.log(
  [
    `Bytes to a feed. ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}.`,
    `Medians of ${runs} runs in ms (min–max). Bound: a ratio of at least 1.`,
    '',
    table([
      ['', 'kB', 'Freshet', 'rss-parser alone', 'rss-parser / Freshet'],
      ...cases.map(({ title, bytes, own: ours, plain: theirs }) => [
        title,
        String(Math.round(bytes.length / 1_000)),
        range(ours),
        range(theirs),
        `${(median(theirs) / median(ours)).toFixed(2)} x`,
      ]),
    ]),
  ].join('\n'),
);
