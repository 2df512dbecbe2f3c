import { fork } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HostileResult } from '../helpers/hostile-child.ts';
import { hostileDocuments } from '../helpers/hostile-documents.ts';

// Twice the bound of 2 s: two busy cores that share their caches take longer for the same work.
const mostCpuMs = 4_000;
const mostMb = 300;

const kinds = [...Map.groupBy(hostileDocuments, ({ kind }) => kind)];

describe('a hostile document ends in what it holds or in a refusal, soon, and in bounded memory', () => {
  it('of at least four variants of each of twelve kinds', () => {
    expect(kinds).toHaveLength(12);
    for (const [kind, documents] of kinds) expect(documents.length, kind).toBeGreaterThanOrEqual(4);
  });

  it.each(kinds)(
    '%s',
    async (kind, documents) => {
      const results = await readAll(kind);
      expect(results.map(({ name }) => name)).toEqual(documents.map(({ name }) => name));
      for (const [index, { name, expected, title }] of documents.entries()) {
        const { outcome, cpuMs, grownMb } = results[index]!;
        const place = `${kind}: ${name}`;
        if ('codes' in expected)
          expect([place, expected.codes], place).toEqual([place, expect.arrayContaining(['code' in outcome ? outcome.code : ''])]);
        else expect(outcome, place).toMatchObject({ entries: expected.entries, ...(title === undefined ? {} : { title }) });
        expect(cpuMs, place).toBeLessThan(mostCpuMs);
        expect(grownMb, place).toBeLessThan(mostMb);
      }
    },
    300_000,
  );
});

async function readAll(kind: string): Promise<readonly HostileResult[]> {
  const child = fork(new URL('../helpers/hostile-child.ts', import.meta.url), [kind], { execArgv: [] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const results: HostileResult[] = [];
  child.on('message', message => results.push(message as HostileResult));
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  return results;
}
