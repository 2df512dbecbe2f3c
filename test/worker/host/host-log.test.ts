import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHostLog } from '../../../worker/host/host-log.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'freshet-log-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const now = () => new Date(Date.UTC(2026, 10, 23, 8, 47));

describe('the log of a host', () => {
  it('writes every line with time and level, for this user only', () => {
    const file = join(dir, 'logs', 'freshet.log');
    createHostLog({ file, now }).add('warn', 'one\ntwo\n');
    expect(readFileSync(file, 'utf8')).toBe('2026-11-23T08:47:00.000Z warn  one\n2026-11-23T08:47:00.000Z warn  two\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(dir, 'logs')).mode & 0o777).toBe(0o700);
  });

  it('never grows beyond two files of the given size', () => {
    const file = join(dir, 'freshet.log');
    const log = createHostLog({ file, now, rotateBytes: 1_000 });
    for (let index = 0; index < 100; index += 1) log.add('info', `line ${index} ${'x'.repeat(50)}`);
    expect(readdirSync(dir).sort()).toEqual(['freshet.log', 'freshet.log.1']);
    for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).size).toBeLessThanOrEqual(1_000);
    expect(readFileSync(file, 'utf8')).toContain('line 99');
  });

  it('counts what an earlier run has written', () => {
    const file = join(dir, 'freshet.log');
    writeFileSync(file, 'x'.repeat(990));
    createHostLog({ file, now, rotateBytes: 1_000 }).add('info', 'after');
    expect(statSync(`${file}.1`).size).toBe(990);
  });

  it('keeps the last two hundred lines in memory, and goes on without a file', () => {
    const log = createHostLog({ file: join(dir, 'missing', 'logs', 'freshet.log'), now });
    for (let index = 0; index < 300; index += 1) log.add('info', `line ${index}`);
    const lines = log.recent().split('\n');
    expect(lines).toHaveLength(200);
    expect(lines.at(-1)).toContain('line 299');
  });

  it('takes control characters out and cuts endless lines', () => {
    const log = createHostLog({ file: null, now });
    log.add('info', `\u001b[31mred${'x'.repeat(10_000)}`);
    expect(log.recent()).not.toContain('\u001b');
    expect(log.recent().length).toBeLessThan(2_100);
  });
});
