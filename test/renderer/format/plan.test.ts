import { describe, expect, it } from 'vitest';
import { paceChoices, paceWords } from '../../../renderer/format/pace.ts';
import { isUsualPlan, planWords } from '../../../renderer/format/plan.ts';
import { timeOfDay } from '../../../renderer/format/time.ts';
import type { PlanReason } from '../../../worker/protocol/subscriptions.ts';

const hour = 3_600_000;
const now = new Date(2026, 0, 15, 12).getTime();
const planned = (ms: number, reason: PlanReason) => ({ isPaused: false, isHeld: false, plan: { at: now + ms, reason } });

describe('the words of a plan', () => {
  it('say when, and why then', () => {
    const at = timeOfDay(now + 2 * hour);
    expect(planWords(planned(2 * hour, 'retry-after'), now)).toBe(`Next check about ${at}. Its server asked to wait.`);
    expect(planWords(planned(-hour, 'new'), now)).toBe('Next check soon. It was added just now.');
  });

  it('say why there is none', () => {
    expect(planWords({ isPaused: true, isHeld: true, plan: null }, now)).toMatch(/^Paused: /);
    expect(planWords({ isPaused: false, isHeld: true, plan: null }, now)).toMatch(/^Paused with/);
    expect(planWords({ isPaused: false, isHeld: false, plan: null }, now)).toMatch(/by hand/);
    expect(planWords({ isPaused: false, isHeld: false, plan: { at: 253_402_214_400_000, reason: 'gone' } }, now)).toMatch(/gone for good/);
  });
});

it('a pace is said in words, and one set elsewhere is among the choices', () => {
  expect(paceChoices({ kind: 'every', minutes: 45 }).map(pace => paceWords(pace))).toEqual([
    'By its own rhythm',
    'Every 10 minutes',
    'Every 30 minutes',
    'Every 45 minutes',
    'Every hour',
    'Every 2 hours',
    'Every 4 hours',
    'Every 8 hours',
    'Once a day',
    'Only by hand',
  ]);
  expect(paceWords({ kind: 'every', minutes: 90 })).toBe('Every 1 h 30 min');
});

it('a plan is told only where it is not the usual one', () => {
  expect(isUsualPlan(planned(hour, 'rhythm'))).toBe(true);
  expect(isUsualPlan(planned(hour, 'interval'))).toBe(true);
  expect(isUsualPlan(planned(hour, 'retry-after'))).toBe(false);
  expect(isUsualPlan(planned(hour, 'silent'))).toBe(false);
  expect(isUsualPlan({ isHeld: true, plan: null })).toBe(false);
  expect(isUsualPlan({ isHeld: false, plan: null })).toBe(false);
});
