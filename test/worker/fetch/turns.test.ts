import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTurns } from '../../../worker/fetch/turns.ts';

/** In which turn of the event loop each piece is done, on a clock that only their work moves. */
async function work(mostMs: number, eachMs: number, pieces: number): Promise<readonly { readonly piece: number; readonly turn: number }[]> {
  let time = 0;
  let turn = 0;
  let isOver = false;
  const counting = (async () => {
    for (; !isOver; turn += 1) await nextTurn();
  })();
  const takeTurn = createTurns(mostMs, () => time);
  const done: { readonly piece: number; readonly turn: number }[] = [];
  await Promise.all(
    Array.from({ length: pieces }, async (_, piece) => {
      await takeTurn();
      done.push({ piece, turn });
      time += eachMs;
    }),
  );
  isOver = true;
  await counting;
  return done;
}

it('does as many pieces in one turn of the event loop as there is time for, and the others in later ones, in their order', async () => {
  const done = await work(10, 4, 8);
  expect(done.map(({ piece }) => piece)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect([...Map.groupBy(done, ({ turn }) => turn).values()].map(({ length }) => length)).toEqual([3, 3, 2]);
});

it('does a piece that takes longer than a turn all the same', async () => {
  const done = await work(1, 50, 3);
  expect([...Map.groupBy(done, ({ turn }) => turn).values()].map(({ length }) => length)).toEqual([1, 1, 1]);
});
