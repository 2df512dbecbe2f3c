import { describe, expect, it, vi } from 'vitest';
import { latest } from '../../../renderer/state/latest.ts';

describe('latest', () => {
  it('runs at once when asked for the first time', async () => {
    const run = vi.fn(async () => undefined);
    await latest(run, 1000)();
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('makes one run of all that is asked for during a run', async () => {
    let release = (): void => undefined;
    const run = vi.fn(() => new Promise<void>(resolve => (release = resolve)));
    const ask = latest(run, 0);
    const first = ask();
    const others = Promise.all([ask(), ask(), ask()]);
    expect(run).toHaveBeenCalledTimes(1);
    release();
    await first;
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2));
    release();
    await others;
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('goes on after a run that failed', async () => {
    const run = vi.fn(async () => undefined);
    run.mockRejectedValueOnce(new Error('worker stopped'));
    const ask = latest(run, 0);
    await expect(ask()).rejects.toThrow('worker stopped');
    await ask();
    expect(run).toHaveBeenCalledTimes(2);
  });
});
