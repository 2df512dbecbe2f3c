import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';

it('ends in order when asked once, also by a doubled key, and at once when asked again', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../fixtures/hosts/slow-to-end.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = new Promise(resolve => child.once('close', resolve));
  await expect.poll(() => output, { timeout: 10_000 }).toBe('running\n');
  child.kill('SIGINT');
  await expect.poll(() => output).toBe('running\nasked\n');
  child.kill('SIGTERM');
  // Nothing can be awaited here: the point is that nothing happens.
  await delay(700);
  expect(output).toBe('running\nasked\n');
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(output).toBe('running\nasked\nhurried\n');
});
