import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readBody } from '../../../worker/fetch/body.ts';
import { createBodyBudget } from '../../../worker/fetch/body-budget.ts';
import { defaultLimits } from '../../../worker/fetch/limits.ts';

/** Whether it has settled by the next turn. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  await new Promise(setImmediate);
  return done;
}

describe('the budget for bodies', () => {
  it('lets all read on until the bound, then only the one that began first', async () => {
    const budget = createBodyBudget(100, 0);
    const [first, second, third] = [budget.open(), budget.open(), budget.open()];
    expect(await isDone(first.hold(60))).toBe(true);
    expect(await isDone(second.hold(40))).toBe(true);
    const waiting = third.hold(1);
    expect(await isDone(waiting)).toBe(false);
    expect(await isDone(first.hold(500))).toBe(true);
    first.release();
    expect(await isDone(waiting)).toBe(true);
  });

  it('hands the right to read on to the next when the first is done', async () => {
    const budget = createBodyBudget(10, 0);
    const shares = [budget.open(), budget.open(), budget.open()];
    const holds = shares.map(share => share.hold(50));
    expect(await Promise.all(holds.map(isDone))).toEqual([true, false, false]);
    shares[0]?.release();
    expect(await Promise.all(holds.map(isDone))).toEqual([true, true, false]);
    shares[1]?.release();
    expect(await Promise.all(holds.map(isDone))).toEqual([true, true, true]);
  });

  it('frees one that gives up while it waits, and counts nothing twice', async () => {
    const budget = createBodyBudget(10, 0);
    const [first, second, third] = [budget.open(), budget.open(), budget.open()];
    void first.hold(50);
    const waiting = second.hold(50);
    second.release();
    second.release();
    expect(await isDone(waiting)).toBe(true);
    first.release();
    expect(await isDone(third.hold(10))).toBe(true);
  });

  it('holds no more than the bound and a piece of each when a hundred large documents come at once', async () => {
    const budget = createBodyBudget(1_000_000, 0);
    const piece = Buffer.alloc(50_000, 'x');
    let pulled = 0;
    const document = () =>
      Readable.from(
        (function* () {
          for (let index = 0; index < 20; index += 1) {
            pulled += piece.length;
            yield piece;
          }
        })(),
        { highWaterMark: 1 },
      );
    const shares = Array.from({ length: 100 }, () => budget.open());
    let most = 0;
    let stored = 0;
    await Promise.all(
      shares.map(async share => {
        await readBody(document(), [], defaultLimits, () => undefined, null, share);
        most = Math.max(most, pulled - stored);
        stored += 20 * piece.length;
        share.release();
      }),
    );
    expect(stored).toBe(100_000_000);
    expect(most).toBeLessThan(20_000_000);
  });

  it('lets a small one read on beside large ones', async () => {
    const budget = createBodyBudget(100, 10);
    void budget.open().hold(1_000);
    const small = budget.open();
    expect(await isDone(small.hold(10))).toBe(true);
    expect(await isDone(small.hold(1))).toBe(false);
  });

  it('counts what a packed body has become', async () => {
    const budget = createBodyBudget(1_000, 0);
    const [first, second] = [budget.open(), budget.open()];
    const packed = gzipSync(Buffer.alloc(100_000, 'text '));
    const { bytes } = await readBody(Readable.from([packed]), ['gzip'], defaultLimits, () => undefined, null, first);
    expect(bytes).toHaveLength(100_000);
    expect(await isDone(second.hold(1))).toBe(false);
  });
});
