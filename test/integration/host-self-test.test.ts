import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forkChild } from '../../worker/host/forked-child.ts';
import { runSelfTest } from '../../worker/host/self-test.ts';
import { workers } from '../helpers/scripted-host.ts';

const left = () => readdirSync(tmpdir()).filter(name => name.startsWith('freshet-self-test-'));

it('finds everything that Freshet needs, and leaves nothing behind', async () => {
  const before = left();
  const entry = join(import.meta.dirname, '../../worker/main.ts');
  const report = await runSelfTest({ fork: () => forkChild({ entry }), version: '0.0.1' });
  expect(report.checks).toMatchObject({
    fork: { ok: true },
    sqlite: { ok: true, detail: expect.stringMatching(/^SQLite 3\.\d+/) },
    feed: { ok: true },
    certificates: { ok: true },
    quit: { ok: true },
  });
  expect(report.ok).toBe(true);
  expect(left()).toEqual(before);
});

it('says what is missing, and why', async () => {
  const report = await runSelfTest({ fork: () => forkChild({ entry: join(workers, 'not-there.ts') }), version: '0.0.1' });
  expect(report).toMatchObject({ ok: false, checks: { fork: { ok: false } }, log: expect.stringContaining('not-there.ts') });
});
