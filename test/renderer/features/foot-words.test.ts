import { describe, expect, it } from 'vitest';
import { footWords } from '../../../renderer/features/sidebar/foot-words.ts';
import type { RefreshState } from '../../../worker/protocol/refresh.ts';

const now = 10_000_000;
const idle: RefreshState = {
  isRunning: false,
  total: 0,
  done: 0,
  failed: 0,
  newEntries: 0,
  currentHosts: [],
  finishedAt: now - 4 * 60_000,
  nextTickAt: null,
  networkTrouble: null,
};
const facts = { refresh: idle, checkedAt: null, now, isPaused: false, worker: 'ready', isTimerStopped: false } as const;

describe("the words at the sidebar's foot", () => {
  it('say when all was refreshed last', () => {
    expect(footWords(facts)).toBe('Updated 4 min ago');
    expect(footWords({ ...facts, refresh: { ...idle, finishedAt: now - 5_000 } })).toBe('Updated just now');
  });

  it('know after a restart what the feeds know', () => {
    expect(footWords({ ...facts, refresh: { ...idle, finishedAt: null }, checkedAt: now - 3 * 3_600_000 })).toBe('Updated 3 h ago');
    expect(footWords({ ...facts, refresh: { ...idle, finishedAt: null } })).toBe('Not refreshed yet');
  });

  it('say how far a refresh is', () => {
    expect(footWords({ ...facts, refresh: { ...idle, isRunning: true, done: 87, total: 1212 } })).toMatch(/^Refreshing 87 of 1.?212$/);
  });

  it('say how many have failed so far', () => {
    expect(footWords({ ...facts, refresh: { ...idle, isRunning: true, done: 8, total: 12, failed: 2 } })).toBe('8 of 12, 2 failed');
  });

  it('say that the network is in trouble, not the feeds', () => {
    expect(footWords({ ...facts, refresh: { ...idle, networkTrouble: 'login-page' } })).toBe('This network wants you to log in');
    expect(footWords({ ...facts, refresh: { ...idle, networkTrouble: 'no-network' } })).toBe('No network');
  });

  it('say what hinders it', () => {
    expect(footWords({ ...facts, isPaused: true })).toBe('Refreshing is paused');
    expect(footWords({ ...facts, isTimerStopped: true })).toBe('Refreshing has stopped');
    expect(footWords({ ...facts, worker: 'restarting' })).toBe('Starting…');
    expect(footWords({ ...facts, worker: 'failed' })).toBe('Not running');
  });
});
