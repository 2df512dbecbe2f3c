import { describe, expect, test } from 'vitest';
import { parseDate } from '../../../worker/parse/date.ts';
import { parseDuration } from '../../../worker/parse/duration.ts';
import { guessCharset } from '../../../worker/parse/guess-charset.ts';
import { parseFeed } from '../../../worker/parse/parse-feed.ts';
import { nameText, personName } from '../../../worker/parse/person.ts';
import { absoluteUrls } from '../../../worker/text/absolute-urls.ts';
import { decodePage } from '../../../worker/text/decode-page.ts';
import { firstPicture } from '../../../worker/text/first-picture.ts';
import { htmlToText } from '../../../worker/text/html-to-text.ts';
import { readPageTags } from '../../../worker/text/page-tags.ts';
import { snippetOf } from '../../../worker/text/snippet.ts';
import { titleText } from '../../../worker/text/title-text.ts';
import { cpuTime } from '../../helpers/cpu-time.ts';
import { hostileDocuments } from '../../helpers/hostile-documents.ts';

const pieces = [
  '<',
  '<a',
  '<a ',
  '<a x=',
  '<a href=" ',
  '<img ',
  '<!--',
  '<![CDATA[',
  '</',
  '&',
  '&amp',
  '&#',
  '>',
  '"',
  "'",
  ' ',
  '\n ',
  ', ',
  'a@',
  '(',
  '1:',
  'src ',
  'a',
  '<meta ',
  '<b>x',
  'ü',
  '<script>',
  '<title>',
];
const encoder = new TextEncoder();

/** What reads text of feeds and pages. Each gets half a megabyte of one piece over and over, alone and behind a beginning that it looks for. */
const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['htmlToText', htmlToText],
  ['snippetOf', snippetOf],
  ['titleText', titleText],
  ['firstPicture', text => firstPicture(text, 'https://a.example/')],
  ['absoluteUrls', text => absoluteUrls(text, 'https://a.example/')],
  ['readPageTags', text => readPageTags(text, new Set(['link', 'a', 'title', 'meta', 'base']), 1_000)],
  ['decodePage', text => decodePage(encoder.encode(text), `text/html; charset=${text.slice(0, 10_000)}`)],
  ['guessCharset', text => guessCharset(encoder.encode(text))],
  ['parseDate', parseDate],
  ['parseDuration', parseDuration],
  ['personName', personName],
  ['nameText', nameText],
];

describe('text that makes patterns slow', () => {
  test.each(readers)(
    'costs %s next to nothing',
    (_, read) => {
      for (const piece of pieces) {
        for (const beginning of ['', '<img ', '<a href=', '<title>', '<meta charset=']) {
          const text = beginning + piece.repeat(500_000 / piece.length);
          expect(
            cpuTime(() => read(text)),
            JSON.stringify(beginning + piece),
          ).toBeLessThan(1_500);
        }
      }
    },
    120_000,
  );

  test('is no worse as it becomes longer', () => {
    for (const piece of pieces) {
      const html = piece.repeat(20_000);
      const document = (length: number) =>
        `<rss><channel><item><title>${html}</title><author>${html}</author><description><![CDATA[${html.repeat(length)}]]></description></item></channel></rss>`;
      expect(
        cpuTime(() => parseFeed(encoder.encode(document(20)), null, 'https://a.example/')),
        piece,
      ).toBeLessThan(3_000);
    }
  }, 120_000);
});

test('names of the prototype change no object', () => {
  for (const { make } of hostileDocuments.filter(({ kind }) => kind === 'prototype name')) {
    const made = make();
    const feed = parseFeed(typeof made === 'string' ? encoder.encode(made) : made, null, 'https://a.example/');
    for (const object of [{}, feed, feed.entries[0]!] as object[]) {
      expect('polluted' in object).toBe(false);
      expect(Object.keys(object)).not.toContain('__proto__');
    }
    expect({}.toString()).toBe('[object Object]');
  }
});
