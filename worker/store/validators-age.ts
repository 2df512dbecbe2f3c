import type { Milliseconds } from '../protocol/ids.ts';

const lastMs = 8 * 24 * 3_600_000;

/** P10: some servers answer 304 for ever, so with validators this old one full request is made. Asked before the request and when its answer is stored. */
export function areValidatorsSpent(validatorsAt: Milliseconds | null, at: Milliseconds): boolean {
  return validatorsAt !== null && at - validatorsAt >= lastMs;
}
