import type { Events } from '../protocol/events.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import type { ReadStore } from '../store/store.ts';
import type { Arrived, CheckSaved } from '../store/write-store.ts';

type News = Events['refresh.news'];

/** Gathers over one refresh what may be notified about. */
export interface NewsGatherer {
  add(saved: CheckSaved, now: Milliseconds): void;
  /** What has come together since the last time; null when it is nothing. */
  take(): News | null;
}

/** R17: older entries are stored, but not announced. */
const oldestNewsMs = 7 * 24 * 3_600_000;
const shownNews = 3;

export function createNewsGatherer(read: Pick<ReadStore, 'entryRows' | 'subscription'>): NewsGatherer {
  let total = 0;
  let newest: Arrived[] = [];

  function toNews({ id, feedId, title }: Arrived): News['newest'][number] {
    const words = title === '' ? (read.entryRows([id])[0]?.snippet ?? '') : title;
    return { id, feedId, title: words, feedTitle: read.subscription(feedId)?.title ?? '' };
  }

  return {
    add({ added, wasFirstFetch }, now) {
      if (wasFirstFetch) return;
      const fresh = added.filter(({ publishedAt }) => publishedAt === null || publishedAt >= now - oldestNewsMs);
      total += fresh.length;
      newest = [...newest, ...fresh].sort((a, b) => sortTime(b) - sortTime(a) || b.id - a.id).slice(0, shownNews);
    },
    take() {
      if (total === 0) return null;
      const news: News = { total, newest: newest.map(toNews) };
      total = 0;
      newest = [];
      return news;
    },
  };
}

/** Without a date it has just arrived. */
function sortTime({ publishedAt }: Arrived): number {
  return publishedAt ?? Number.MAX_SAFE_INTEGER;
}
