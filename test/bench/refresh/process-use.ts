import { readFileSync } from 'node:fs';

/** What a process has used so far, from Linux's /proc. */
export interface ProcessUse {
  /** Seconds, its ended children included. */
  readonly cpu: number;
  readonly peakMb: number;
}

const ticksPerSecond = 100;

/** Null when it has gone, or where there is no /proc. */
export function processUse(pid: number): ProcessUse | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name in brackets, which may hold anything: utime, stime, cutime and cstime are fields 14 to 17.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const cpu = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0) / ticksPerSecond;
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
    return { cpu, peakMb: Number(peak) / 1_024 };
  } catch {
    return null;
  }
}

/** Looks at a process until it ends: what is known of it last is nearly all. */
export function watchProcess(pid: number): { stop(): ProcessUse } {
  let last: ProcessUse = { cpu: 0, peakMb: 0 };
  const look = () => {
    const now = processUse(pid);
    if (now !== null) last = { cpu: Math.max(last.cpu, now.cpu), peakMb: Math.max(last.peakMb, now.peakMb) };
  };
  const timer = setInterval(look, 20);
  return {
    stop() {
      look();
      clearInterval(timer);
      return last;
    },
  };
}
