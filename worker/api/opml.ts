import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import { exportScope } from '../opml/export-scope.ts';
import { parseOpml } from '../opml/parse-opml.ts';
import { writeOpml } from '../opml/write-opml.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';
import { hasSecretParameter } from '../text/mask-secrets.ts';

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
    'opml.export'({ scope = { kind: 'all' }, withSecrets = false }) {
      const now = clock.now();
      const { title, folders, subscriptions } = exportScope(store.read.subscriptions(now), scope);
      return {
        text: writeOpml({ title, folders, subscriptions, withSecrets, now }),
        feeds: subscriptions.length,
        secrets: subscriptions.filter(({ feedUrl }) => hasSecretParameter(feedUrl)).length,
      };
    },
  };
}
