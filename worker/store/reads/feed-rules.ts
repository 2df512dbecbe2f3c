import type { FolderId } from '../../protocol/ids.ts';
import type { Pace } from '../../protocol/subscriptions.ts';
import { paceFromText } from '../pace-text.ts';
import { readSettings } from '../settings.ts';
import type { Connection } from '../sqlite.ts';

/** What folders pass on to the feeds in them: the pace of the innermost that has one, and a pause of any. */
export const folderRulesSql = `
  folder_rule (id, pace, is_paused) AS (
    SELECT id, pace, is_paused FROM folder WHERE parent_id IS NULL
    UNION ALL
    SELECT folder.id, coalesce(folder.pace, folder_rule.pace), max(folder.is_paused, folder_rule.is_paused)
    FROM folder JOIN folder_rule ON folder.parent_id = folder_rule.id)`;

/** A feed's own columns `pace` and `is_paused`, and the folder it is in. */
interface RuledFeed {
  readonly pace: string | null;
  readonly isPaused: number;
  readonly folderId: FolderId | null;
}

export interface FeedRules {
  readonly pace: Pace | null;
  readonly effectivePace: Pace;
  readonly isPaused: boolean;
  readonly isHeld: boolean;
}

/** How each feed is asked, its folders and the settings considered. */
export function readFeedRules(connection: Connection): (feed: RuledFeed) => FeedRules {
  const { pace: commonPace, refreshPaused } = readSettings(connection);
  const folders = new Map(
    connection
      .all<{ id: number; pace: string | null; is_paused: number }>(`WITH RECURSIVE ${folderRulesSql} SELECT * FROM folder_rule`)
      .map(folder => [folder.id, folder]),
  );
  // Most feeds have the rules of their neighbours.
  const known = new Map<string, FeedRules>();
  return feed => {
    const key = `${feed.folderId} ${feed.isPaused} ${feed.pace}`;
    const same = known.get(key);
    if (same !== undefined) return same;
    const rules = rulesOf(feed);
    known.set(key, rules);
    return rules;
  };

  function rulesOf({ pace, isPaused, folderId }: RuledFeed): FeedRules {
    const folder = folderId === null ? undefined : folders.get(folderId);
    const own = paceFromText(pace);
    return {
      pace: own,
      effectivePace: own ?? paceFromText(folder?.pace ?? null) ?? commonPace,
      isPaused: isPaused === 1,
      isHeld: isPaused === 1 || folder?.is_paused === 1 || refreshPaused,
    };
  }
}
