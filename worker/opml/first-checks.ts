const stepMs = 250;
/** However many feeds come in at once, most of them have been asked after this. */
const longestMs = 10 * 60_000;
/** Twice what a host is left in peace between two of its feeds (P15). */
const hostGapMs = 2_000;

/** When each new feed is asked for the first time, in ms from now: one after the other, and those of one host well apart (O4). */
export function firstChecks(feedUrls: readonly string[]): readonly number[] {
  const step = Math.min(stepMs, longestMs / Math.max(1, feedUrls.length));
  const freeAt = new Map<string, number>();
  return feedUrls.map((feedUrl, index) => {
    const host = URL.parse(feedUrl)?.host ?? '';
    const at = Math.max(index * step, freeAt.get(host) ?? 0);
    freeAt.set(host, at + hostGapMs);
    return Math.round(at);
  });
}
