import { expect, it } from 'vitest';
import { planWords } from '../../headless/plan-words.ts';

const planned = (at: number, reason: 'rhythm' | 'gone') => ({ isPaused: false, isHeld: false, plan: { at, reason } });

it('says in a line when a feed is checked next, and why, or why never', () => {
  expect(planWords(planned(Date.UTC(2026, 0, 15, 14, 20), 'rhythm'))).toBe('next check 2026-01-15 14:20 UTC: its own rhythm');
  expect(planWords(planned(253_402_214_400_000, 'gone'))).toBe('not checked any more: it says that it is gone');
  expect(planWords({ isPaused: true, isHeld: true, plan: null })).toBe('paused');
  expect(planWords({ isPaused: false, isHeld: true, plan: null })).toMatch(/^paused with/);
  expect(planWords({ isPaused: false, isHeld: false, plan: null })).toBe('checked by hand only');
});
