import type { Announce } from '../announce.ts';
import { type ReadArchive, readArchiveLines } from '../archive/read-archive-lines.ts';
import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { EventEmitter } from '../events.ts';
import { firstChecks } from '../opml/first-checks.ts';
import type { ArchiveArticle, ArchiveFound } from '../protocol/archive.ts';
import type { KeepPlans } from '../refresh/plans.ts';
import type { Scheduler } from '../schedule/scheduler.ts';
import type { Store } from '../store/store.ts';
import { feedKey } from '../text/feed-key.ts';

interface ArchiveApiNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: EventEmitter;
  readonly announce: Announce;
  readonly scheduler: Pick<Scheduler, 'reconsider'>;
  readonly keepPlans: KeepPlans;
}

type ArchiveMethod = 'archive.estimate' | 'archive.page' | 'archive.look' | 'archive.add';

export function createArchiveHandlers(needs: ArchiveApiNeeds): HandlersOf<ArchiveMethod> {
  const { store, clock, events, announce, scheduler, keepPlans } = needs;
  return {
    'archive.estimate': () => store.read.archiveEstimate(),
    'archive.page': ({ after, withTexts }) => store.read.archivePage(after, withTexts, clock.now()),
    'archive.look'({ lines, firstLine }) {
      const archive = readArchiveLines(lines, firstLine);
      return foundIn(archive, archive.feeds.length === 0 ? [] : store.read.feedAddresses());
    },
    async 'archive.add'({ lines, firstLine, joins, takeSettings }) {
      const { settings, ...archive } = readArchiveLines(lines, firstLine);
      const checks = firstChecks(archive.feeds.map(({ feedUrl }) => feedUrl));
      const feeds = archive.feeds.map((feed, index) => ({ ...feed, firstCheckInMs: checks[index] ?? 0 }));
      const taken = takeSettings ? settings : null;
      const add = () => store.write.addArchive({ ...archive, feeds, settings: taken, joins }, clock.now());
      const added = await (taken === null ? add() : keepPlans(add));
      if (added.hasSettings) events.emit('settings.changed', store.read.settings());
      if ((await store.write.settleFeeds(clock.now())) > 0) announce.removed(null);
      if (added.states > 0) announce.stateChanged(null);
      if (added.changeId !== 0) announce.subscriptions();
      if (added.feeds > 0 || added.hasSettings) scheduler.reconsider();
      return added;
    },
  };
}

/** Feeds that were unsubscribed there are told by their articles alone: they are not subscribed here either. */
export function foundIn(
  { feeds: all, articles, labels, searches, settings, hasEnd }: ReadArchive,
  subscribed: readonly string[],
): ArchiveFound {
  const known = new Set(subscribed.map(feedKey));
  const feeds = all.filter(({ isUnsubscribed }) => isUnsubscribed !== true);
  const whole = articles.filter((article): article is ArchiveArticle => article.kind === 'article');
  return {
    feeds: feeds.length,
    newFeeds: feeds.filter(({ feedUrl }) => !known.has(feedKey(feedUrl))).length,
    articles: whole.length,
    starred: whole.filter(({ isStarred }) => isStarred).length,
    later: whole.filter(({ isLater }) => isLater).length,
    labels: labels.length,
    searches: searches.length,
    hasSettings: settings !== null,
    hasEnd,
  };
}
