import { describe, expect, it } from 'vitest';
import { hostTimes } from '../../../worker/host/host-times.ts';
import { createRestartPolicy } from '../../../worker/host/restart-policy.ts';

const minute = 60_000;

describe('the restart policy', () => {
  it('waits longer after every crash, up to half a minute', () => {
    const policy = createRestartPolicy({ ...hostTimes, crashLimit: Number.POSITIVE_INFINITY });
    const delays = Array.from({ length: 8 }, (_, index) => policy.crashed(index * 1_000, null, false));
    expect(delays).toEqual([100, 300, 1_000, 3_000, 10_000, 30_000, 30_000, 30_000]);
  });

  it('gives up at the third crash within five minutes', () => {
    const policy = createRestartPolicy(hostTimes);
    expect([0, minute, 4.9 * minute].map(at => policy.crashed(at, null, false))).toEqual([100, 300, null]);
  });

  it('goes on while crashes lie further apart, with the first delay after a quiet minute', () => {
    const policy = createRestartPolicy(hostTimes);
    expect([0, 3, 6, 9, 12].map(at => policy.crashed(at * minute, at * minute - minute, false))).toEqual([100, 100, 100, 100, 100]);
  });

  it('does not take a short life for a quiet one', () => {
    const policy = createRestartPolicy(hostTimes);
    expect([policy.crashed(0, null, false), policy.crashed(6 * minute, 6 * minute - 59_000, false)]).toEqual([100, 300]);
  });

  it('does not give up for three crashes that each set a feed aside, but does for ten', () => {
    const policy = createRestartPolicy({ ...hostTimes, restartDelaysMs: [7] });
    expect(Array.from({ length: 10 }, (_, index) => policy.crashed(index * 1_000, null, true))).toEqual([...Array(9).fill(7), null]);
  });

  it('counts the other crashes among them as ever', () => {
    const policy = createRestartPolicy({ ...hostTimes, restartDelaysMs: [7] });
    expect([false, true, false, true, false].map((isExplained, index) => policy.crashed(index, null, isExplained))).toEqual([
      7,
      7,
      7,
      7,
      null,
    ]);
  });

  it('forgets everything when the user tries again', () => {
    const policy = createRestartPolicy(hostTimes);
    for (const at of [0, 1, 2]) policy.crashed(at, null, false);
    policy.forget();
    expect(policy.crashed(3, null, false)).toBe(100);
  });
});
