/** Milliseconds of processor time that `work` takes: unlike time on the wall, the same beside other programs. */
export function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
