import type { FeedAccesses } from '../access/feed-access.ts';
import type { Announce } from '../announce.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import { exportScope } from '../opml/export-scope.ts';
import type { ListReader } from '../opml/list-reader.ts';
import { writeOpml } from '../opml/write-opml.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';
import { hasSecretParameter } from '../text/mask-secrets.ts';

export interface OpmlApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly announce: Announce;
  readonly scheduler: Pick<Scheduler, 'reconsider'>;
  readonly readList: ListReader;
  readonly accesses: Pick<FeedAccesses, 'of' | 'change'>;
}

export function createOpmlHandlers({
  store,
  clock,
  announce,
  scheduler,
  readList,
  accesses,
}: OpmlApiNeeds): HandlersOf<'opml.preview' | 'opml.import' | 'opml.export'> {
  return {
    async 'opml.preview'({ text }, { signal }) {
      return (await readList({ kind: 'preview', text, subscribed: store.read.feedAddresses() }, signal)).preview;
    },
    // Nothing is fetched here (O4): each feed gets its time, and the timer asks it with its limits.
    async 'opml.import'({ text, firstUnread, chosen = null }, { signal }) {
      const { outlines, skipped, logins } = await readList({ kind: 'import', text, chosen }, signal);
      const report = await store.write.importOutlines(outlines, firstUnread, clock.now());
      for (const { feedUrl, login } of logins) {
        const feedId = store.read.feedIdByUrl(feedUrl);
        if (feedId !== null && (await accesses.of(feedId)).login === null) await accesses.change(feedId, { login });
      }
      if ((await store.write.settleFeeds(clock.now())) > 0) announce.removed(null);
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
