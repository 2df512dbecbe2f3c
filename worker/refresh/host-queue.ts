/** Jobs waiting for their turn: every host in its turn, so that one with two hundred feeds holds up no other (N8). */
export interface HostQueue<J> {
  add(host: string, job: J, isUrgent: boolean): void;
  /** The next job whose host has room; null when none has. */
  next(hasRoom: (host: string) => boolean): J | null;
  remove(host: string, job: J): void;
  size(): number;
}

export function createHostQueue<J>(): HostQueue<J> {
  // The order of the keys is the order of the turns.
  const waiting = new Map<string, J[]>();
  const urgent = new Set<J>();
  let size = 0;

  function take(host: string, jobs: J[]): J | null {
    const index = Math.max(
      0,
      jobs.findIndex(job => urgent.has(job)),
    );
    const [job] = jobs.splice(index, 1);
    if (job === undefined) return null;
    size -= 1;
    urgent.delete(job);
    waiting.delete(host);
    if (jobs.length > 0) waiting.set(host, jobs);
    return job;
  }

  return {
    add(host, job, isUrgent) {
      const jobs = waiting.get(host);
      if (jobs === undefined) waiting.set(host, [job]);
      else jobs.push(job);
      if (isUrgent) urgent.add(job);
      size += 1;
    },
    next(hasRoom) {
      let first: readonly [string, J[]] | null = null;
      for (const [host, jobs] of waiting) {
        if (!hasRoom(host)) continue;
        first ??= [host, jobs];
        if (urgent.size === 0) break;
        if (jobs.some(job => urgent.has(job))) return take(host, jobs);
      }
      return first === null ? null : take(...first);
    },
    remove(host, job) {
      const jobs = waiting.get(host) ?? [];
      const index = jobs.indexOf(job);
      if (index < 0) return;
      jobs.splice(index, 1);
      if (jobs.length === 0) waiting.delete(host);
      urgent.delete(job);
      size -= 1;
    },
    size: () => size,
  };
}
