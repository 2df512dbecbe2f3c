import type { Clock } from '../clock.ts';
import { planWhileAsked } from '../schedule/next-check.ts';
import type { FeedRecord } from '../store/store.ts';
import type { PlannedFeed, WriteStore } from '../store/write-store.ts';
import type { LoopbackLimits } from './loopback-limits.ts';

/** Notes on the disk that a feed is being asked, before its request goes out: a request cut off by cancel, quit or kill was one all the same (P4, P5). */
export type NoteAsked = (feed: FeedRecord) => Promise<void>;

export interface AskedNotesNeeds {
  readonly write: Pick<WriteStore, 'noteAsked'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: () => number;
  readonly limits: LoopbackLimits;
}

/** Feeds that start together are noted together, in one write. */
export function createAskedNotes({ write, clock, random, limits }: AskedNotesNeeds): NoteAsked {
  let gathered: PlannedFeed[] = [];
  let writing: Promise<void> | null = null;

  function flush(): Promise<void> {
    const asked = gathered;
    gathered = [];
    writing = null;
    return write.noteAsked(asked, clock.now());
  }

  return feed => {
    gathered.push({ feedId: feed.feedId, plan: planOf(feed) });
    writing ??= Promise.resolve().then(flush);
    return writing;
  };

  function planOf(feed: FeedRecord): PlannedFeed['plan'] {
    const now = clock.now();
    if (limits.isLifted(feed.feedUrl)) return { at: Math.min(now, feed.nextCheckAt ?? now), reason: feed.planReason };
    return planWhileAsked(feed, now, random());
  }
}
