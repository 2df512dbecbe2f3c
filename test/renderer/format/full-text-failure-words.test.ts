import { afterEach, expect, it } from 'vitest';
import { fullTextFailureWords } from '../../../renderer/format/full-text-failure-words.ts';
import ar from '../../../renderer/locales/ar.json' with { type: 'json' };
import { speakIn } from '../../../renderer/words.ts';

const failed = { kind: 'failed', message: 'paper.example does not let Freshet open this page (403).', at: 0 } as const;

afterEach(() => speakIn('en', null));

it('says in English what the worker says, which knows the host', () => {
  expect(fullTextFailureWords({ ...failed, code: 'forbidden' })).toBe(failed.message);
});

it('says in the language of the window why a full text could not be had', async () => {
  await speakIn('ar', ar);
  expect(fullTextFailureWords({ ...failed, code: 'forbidden' })).toBe(ar.fullText.why.closed);
  expect(fullTextFailureWords({ ...failed, code: 'gone' })).toBe(ar.fullText.why.gone);
  expect(fullTextFailureWords({ ...failed, code: 'rate-limited' })).toBe(ar.fullText.why.tooMany);
  expect(fullTextFailureWords({ ...failed, code: 'timeout' })).toBe(ar.failure.timeout);
});

it('says what was stored where the reason has no code any more', async () => {
  await speakIn('ar', ar);
  expect(fullTextFailureWords(failed)).toBe(failed.message);
});
