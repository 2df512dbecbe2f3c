/**
 * A view as SQL: the arms are disjoint sets of entries whose union is the list, each with the index that gives it in list order.
 * Two arms where rows stay visible although they have lost what brought them in (read or unstarred since the list was opened).
 */
export interface ViewSql {
  readonly arms: readonly Arm[];
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly direction: 'DESC' | 'ASC';
  /** By what the list is ordered, then by entry_id. */
  readonly key: 'sort_at' | 'read_at';
}

interface Arm {
  /** What stands after FROM: the columns of entry_state, by an index. */
  readonly from: string;
  readonly where: string;
  /** Null: read or not. */
  readonly isRead: boolean | null;
}
