import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import { parseOpml } from '../opml/parse-opml.ts';
import { writeOpml } from '../opml/write-opml.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';

export interface OpmlApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly announce: Announce;
  readonly scheduler: Pick<Scheduler, 'reconsider'>;
}

export function createOpmlHandlers({ store, clock, announce, scheduler }: OpmlApiNeeds): HandlersOf<'opml.import' | 'opml.export'> {
  return {
    // Nothing is fetched here (O4): the feeds are due from now on, and the timer asks them with its limits.
    async 'opml.import'({ text, firstUnread }) {
      const { outlines, skipped } = parseOpml(text);
      const report = await store.write.importOutlines(outlines, firstUnread, clock.now());
      announce.subscriptions();
      scheduler.reconsider();
      return { ...report, skipped };
    },
    'opml.export'() {
      const { folders, subscriptions } = store.read.subscriptions(clock.now());
      const text = writeOpml({ title: 'Freshet subscriptions', folders, subscriptions, now: clock.now() });
      return { text, feeds: subscriptions.length };
    },
  };
}
