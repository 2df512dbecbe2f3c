import type { RefreshSummary } from '../../worker/protocol/refresh.ts';

/** A line for each feed that failed; where there is no network, which is no feed's fault, one for all of them (R11). */
export function failureLines(failures: RefreshSummary['failures']): readonly string[] {
  const own = failures.filter(({ code }) => code !== 'offline');
  const unreached = failures.filter(({ code }) => code === 'offline');
  return [
    ...own.map(({ feedUrl, message }) => `${feedUrl}: ${message}`),
    ...[...Map.groupBy(unreached, ({ message }) => message)].map(
      ([message, { length }]) => `${length} ${length === 1 ? 'feed was' : 'feeds were'} not reached. ${message}`,
    ),
  ];
}
