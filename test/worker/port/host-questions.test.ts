import { expect, it } from 'vitest';
import { createHostQuestions } from '../../../worker/port/host-questions.ts';
import type { Posted } from '../../../worker/port/parent-port.ts';
import { createFakeClock } from '../../helpers/fake-clock.ts';

function open() {
  const posted: Posted[] = [];
  let hear: (message: unknown) => void = () => undefined;
  const clock = createFakeClock();
  const port = {
    post: (message: Posted) => void posted.push(message),
    onMessage(listener: typeof hear) {
      hear = listener;
    },
  };
  return {
    ask: createHostQuestions(port, clock),
    posted,
    clock,
    answer: (id: number, answer: unknown) => hear({ kind: 'answer', id, answer }),
  };
}

it('gives each question its own answer, in whatever order they come', async () => {
  const { ask, posted, answer } = open();
  const first = ask<'unseal'>({ kind: 'unseal', sealed: new Uint8Array([1]) });
  const second = ask<'can-seal'>({ kind: 'can-seal' });
  expect(posted).toMatchObject([
    { kind: 'ask', id: 1 },
    { kind: 'ask', id: 2, question: { kind: 'can-seal' } },
  ]);
  answer(2, true);
  answer(1, 'text');
  expect([await first, await second]).toEqual(['text', true]);
});

it('takes what is no answer to the question for none', async () => {
  const { ask, answer } = open();
  const asked = [ask<'seal'>({ kind: 'seal', text: 'a' }), ask<'resolve-proxy'>({ kind: 'resolve-proxy', url: 'https://x.example/' })];
  answer(1, 'not bytes');
  answer(2, { kind: 'PROXY' });
  answer(9, 'nobody asked');
  expect(await Promise.all(asked)).toEqual([null, null]);
});

it('does not wait for ever for a host that says nothing', async () => {
  const { ask, clock } = open();
  const asked = ask<'resolve-proxy'>({ kind: 'resolve-proxy', url: 'https://x.example/' });
  await clock.advance(5_000);
  expect(await asked).toBeNull();
});
