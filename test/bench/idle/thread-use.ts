import { readdirSync, readFileSync } from 'node:fs';

export interface ThreadUse {
  /** Milliseconds of all threads of the process. */
  readonly cpuMs: number;
  /** How often a thread went to sleep by itself: so often it had been woken. */
  readonly wakes: number;
}

/** What a process has used so far, from Linux's /proc: finer than the hundredths of a second of its own `stat`. */
export function threadUse(pid: number): ThreadUse {
  const uses = readdirSync(`/proc/${pid}/task`).map(thread => {
    const folder = `/proc/${pid}/task/${thread}`;
    const cpuMs = Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
    const wakes = Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`${folder}/status`, 'utf8'))?.[1]);
    return { cpuMs, wakes };
  });
  return uses.reduce((sum, use) => ({ cpuMs: sum.cpuMs + use.cpuMs, wakes: sum.wakes + use.wakes }));
}

export function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
}
