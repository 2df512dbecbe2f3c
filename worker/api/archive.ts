import type { Announce } from '../announce.ts';
import { readArchiveLines } from '../archive/read-archive-lines.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import { firstChecks } from '../opml/first-checks.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';

interface ArchiveApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly announce: Announce;
  readonly scheduler: Pick<Scheduler, 'reconsider'>;
}

export function createArchiveHandlers({ store, clock, announce, scheduler }: ArchiveApiNeeds): HandlersOf<'archive.page' | 'archive.add'> {
  return {
    'archive.page': ({ after, withTexts }) => store.read.archivePage(after, withTexts, clock.now()),
    async 'archive.add'({ lines, firstLine }) {
      const { feeds, articles } = readArchiveLines(lines, firstLine);
      const checks = firstChecks(feeds.map(({ feedUrl }) => feedUrl));
      const spread = feeds.map((feed, index) => ({ ...feed, firstCheckInMs: checks[index] ?? 0 }));
      const added = await store.write.addArchive({ feeds: spread, articles }, clock.now());
      if (added.states > 0) announce.stateChanged(null);
      if (added.feeds + added.articles + added.states > 0) announce.subscriptions();
      if (added.feeds > 0) scheduler.reconsider();
      return added;
    },
  };
}
