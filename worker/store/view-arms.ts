import type { FeedId } from '../protocol/ids.ts';

/**
 * A view as SQL: the arms are disjoint sets of entries whose union is the list, each with the index that gives it in list order.
 * Two arms where rows stay visible although they have lost what brought them in (read or unstarred since the list was opened).
 */
export interface ViewSql {
  readonly arms: readonly Arm[];
  readonly parameters: Parameters;
  readonly direction: 'DESC' | 'ASC';
  /** By what the list is ordered, then by entry_id. */
  readonly key: 'sort_at' | 'read_at';
  /** Null: the list is in the order of time alone. */
  readonly groups: Groups | null;
}

/** A list that goes feed by feed. */
export interface Groups {
  /** In list order. */
  readonly feeds: readonly FeedId[];
  /** Where in that order a feed stands. */
  readonly rank: ReadonlyMap<FeedId, number>;
  /** Whether its entries are in the list still. */
  isIn(feedId: FeedId): boolean;
  /** Of the `step` of each arm. */
  readonly parameters: Parameters;
}

export interface Arm {
  /** What stands after FROM: the columns of entry_state, by an index. */
  readonly from: string;
  readonly where: string;
  /** The same of one feed's entries, for walks that are short and many: each row is asked by itself, and no set is read for them all. */
  readonly step: string;
  /** Null: read or not. */
  readonly isRead: boolean | null;
}

type Parameters = Readonly<Record<string, number | string>>;
