import { afterEach, expect, it } from 'vitest';
import { RequestError } from '../../../renderer/client/request.ts';
import { failureWords } from '../../../renderer/format/failure-words.ts';
import { linkQuestion, linkRefusal } from '../../../renderer/format/link-words.ts';
import ar from '../../../renderer/locales/ar.json' with { type: 'json' };
import en from '../../../renderer/locales/en.json' with { type: 'json' };
import { pseudoWords } from '../../../renderer/locales/pseudo.ts';
import { speakIn } from '../../../renderer/words.ts';
import { checkHeaders, checkUserAgent } from '../../../worker/access/header-rules.ts';
import { readArchiveLines } from '../../../worker/archive/read-archive-lines.ts';
import { toWireError } from '../../../worker/errors.ts';
import { parseList } from '../../../worker/opml/parse-list.ts';
import type { ErrorCode, FailureWhy, WireError } from '../../../worker/protocol/errors.ts';
import { explainFileError } from '../../../worker/store/file-errors.ts';

const codes = Object.keys(en.failure) as (keyof typeof en.failure)[];
/** Does not compile when a code has no words, or words have no code. */
const isWhole: [ErrorCode] extends [keyof typeof en.failure] ? ([keyof typeof en.failure] extends [ErrorCode] ? true : never) : never =
  true;
const whys = Object.keys(en.failureWhy) as (keyof typeof en.failureWhy)[];
const isExact: [FailureWhy] extends [keyof typeof en.failureWhy]
  ? [keyof typeof en.failureWhy] extends [FailureWhy]
    ? true
    : never
  : never = true;
const failed = (code: ErrorCode): WireError => ({ code, message: 'host.example is away (99).', detail: '' });

afterEach(() => speakIn('en', null));

it('says a failure in the worker’s own sentence where the window speaks English', () => {
  for (const code of codes) expect(failureWords(failed(code))).toBe('host.example is away (99).');
});

it('says every code of a failure in the window’s language', async () => {
  expect(isWhole).toBe(true);
  await speakIn('ar', ar);
  for (const code of codes) expect(failureWords(failed(code)), code).toMatch(/^[\u0600-\u06ff]/);
  expect(new RequestError(failed('offline')).message).toBe(ar.failure.offline);
  expect(failureWords(failed('bad-archive'))).toContain('host.example is away (99).');
  await speakIn('en-XA', pseudoWords());
  for (const code of codes) expect(failureWords(failed(code)), code).toMatch(/^⟦/);
});

it('says exactly what was wrong in the window’s language, with what it is about kept whole', async () => {
  expect(isExact).toBe(true);
  const dir = '/home/ann/Freshet';
  const error = toWireError(explainFileError(Object.assign(new Error('no'), { code: 'EROFS' }), dir));
  expect(failureWords(error)).toBe(en.failureWhy['profile-read-only'].replace('{{of}}', dir));
  await speakIn('ar', ar);
  for (const why of whys) {
    const words = failureWords({ ...failed('bad-request'), why, of: dir });
    expect(words, why).toMatch(/^«?[\u2068\u0600-\u06ff]/);
    expect(words, why).not.toContain('host.example');
    expect(words.includes('/home/ann/Freshet'), why).toBe(en.failureWhy[why].includes('{{of}}'));
  }
  expect(new RequestError(error).message).toContain('\u2068/home/ann/Freshet\u2069');
});

it('has the worker’s own English for what it says elsewhere in other languages', () => {
  const said = (read: () => unknown): WireError => {
    try {
      read();
    } catch (error) {
      return toWireError(error);
    }
    throw new Error('nothing was thrown');
  };
  const errors = [
    ...['<html></html>', '<rss></rss>', '<x/>', '', '{}', '\0', 'no list'].map(text => said(() => parseList(text))),
    ...['Authorization', 'Via', 'Cookie', 'Origin', 'Range', 'User-Agent', 'Host', 'a b', 'X'].map(name =>
      said(() => checkHeaders({ [name]: 'ü' })),
    ),
    said(() => checkUserAgent('ü')),
    said(() => readArchiveLines('{"kind"', 7)),
  ];
  for (const { why, of = '', message } of errors) {
    if (why === undefined) throw new Error(message);
    expect(en.failureWhy[why].replace('{{of}}', of)).toBe(message);
  }
});

it('falls back to the worker’s sentence where a language has no words for a code', async () => {
  await speakIn('de', { failure: { dns: 'Es gibt keinen Server dieses Namens.' } });
  expect(failureWords(failed('dns'))).toBe('Es gibt keinen Server dieses Namens.');
  expect(failureWords(failed('gone'))).toBe('host.example is away (99).');
});

it('asks and refuses about links in the window’s language, with what it is about kept whole', async () => {
  const ask = { kind: 'ask', url: 'http://localhost/', question: 'Open it?', why: 'local', of: 'localhost' } as const;
  const refused = { kind: 'refused', reason: 'No.', why: 'scheme', of: 'file:' } as const;
  expect(linkQuestion(ask)).toBe('This link leads to “localhost”, which is on this computer or network. Open it?');
  await speakIn('ar', ar);
  expect(linkQuestion(ask)).toMatch(/^[\u0600-\u06ff].*\u2068localhost\u2069/);
  expect(linkRefusal(refused)).toMatch(/[\u0600-\u06ff].*file:/);
  await speakIn('de', {});
  expect([linkQuestion(ask), linkRefusal(refused)]).toEqual(['Open it?', 'No.']);
});
