import { afterEach, expect, it } from 'vitest';
import { RequestError } from '../../../renderer/client/request.ts';
import { failureWords } from '../../../renderer/format/failure-words.ts';
import { linkQuestion, linkRefusal } from '../../../renderer/format/link-words.ts';
import ar from '../../../renderer/locales/ar.json' with { type: 'json' };
import en from '../../../renderer/locales/en.json' with { type: 'json' };
import { pseudoWords } from '../../../renderer/locales/pseudo.ts';
import { speakIn } from '../../../renderer/words.ts';
import type { ErrorCode, WireError } from '../../../worker/protocol/errors.ts';

const codes = Object.keys(en.failure) as (keyof typeof en.failure)[];
/** Does not compile when a code has no words, or words have no code. */
const isWhole: [ErrorCode] extends [keyof typeof en.failure] ? ([keyof typeof en.failure] extends [ErrorCode] ? true : never) : never =
  true;
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
