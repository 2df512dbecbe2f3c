import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { withLock } from '../../../build/launcher/lock.mjs';
import { tempFolder } from '../temp-folder.ts';

it('holds the lock for as long as the work takes, also when the work fails', async () => {
  const root = tempFolder();
  const path = join(root, '.cache/launch.lock');
  await expect(
    withLock(root, () => {
      expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
      return Promise.reject(new Error('no'));
    }),
  ).rejects.toThrow('no');
  expect(existsSync(path)).toBe(false);
});

it('waits for the process that has it', async () => {
  const root = tempFolder({ '.cache/launch.lock': String(process.ppid) });
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const order: string[] = [];
  const work = withLock(root, async () => order.push('work'));
  await vi.waitFor(() => expect(said).toHaveBeenCalledWith(expect.stringContaining(`(process ${process.ppid}); waiting for it`)));
  order.push('released');
  rmSync(join(root, '.cache/launch.lock'));
  await work;
  expect(order).toEqual(['released', 'work']);
});

it('takes over from a process that has died', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const root = tempFolder({ '.cache/launch.lock': String(pid) });
  expect(await withLock(root, async () => 'done')).toBe('done');
});
