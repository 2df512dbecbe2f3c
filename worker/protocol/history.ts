import type { ChangeId, Milliseconds } from './ids.ts';

/** What the user did, so that it can be taken back. */
export interface Change {
  /** 0 when nothing changed: there is nothing to take back. */
  readonly id: ChangeId;
  readonly kind: ChangeKind;
  /** Entries or subscriptions that changed. */
  readonly count: number;
}

/** What came of going a step back, or on again. */
export interface Step extends Change {
  /** What was passed over, newest first: of it nothing was left to take back, or it cannot be done again. */
  readonly skipped: readonly Change[];
}

export interface UndoStep extends Step {
  readonly canRedo: boolean;
  /** It would take feeds away, which nothing does again: only asked for by its id is it taken back, and nothing was done. */
  readonly isOnlyOffered?: true;
}

/** One line of the history: a change, or what was read by opening it on one day. */
export interface ChangeRecord extends Change {
  /** 'opening': articles that were opened and so read; 'retention': the clean-up by age and number. */
  readonly by: 'you' | 'opening' | 'retention';
  readonly at: Milliseconds;
  /** A few articles, feeds or folders that it touched; of many articles, the feeds they are in. Plain text. */
  readonly subjects: readonly string[];
  /** There are more of these than are named. */
  readonly hasMore: boolean;
  readonly undoneAt: Milliseconds | null;
  readonly standing: ChangeStanding;
  /** Taken back, and can be done again. */
  readonly canRedo: boolean;
}

export type ChangeStanding =
  /** It can be taken back. */
  | 'stands'
  | 'taken-back'
  /** Later changes have set everything of it anew. */
  | 'changed-since'
  /** Another subscription has the address from before. */
  | 'address-taken';

/** Newest first. */
export interface ChangePage {
  readonly records: readonly ChangeRecord[];
  /** `before` of the next page; null: this was the last. */
  readonly next: ChangeId | null;
}

export type ChangeKind =
  | 'mark-read'
  | 'mark-unread'
  | 'star'
  | 'unstar'
  | 'later'
  | 'unlater'
  | 'label'
  | 'unlabel'
  | 'change-labels'
  | 'mark-all-read'
  | 'subscribe'
  | 'unsubscribe'
  | 'import'
  /** Of a full export: feeds, articles, marks, labels, settings. */
  | 'import-archive'
  | 'change-address'
  | 'change-feed'
  | 'change-folder'
  | 'add-folder'
  /** Of feeds and folders in their tree. */
  | 'move'
  /** What was in it came into the folder above. */
  | 'remove-folder'
  | 'save-search'
  | 'change-search'
  | 'delete-search'
  | 'delete'
  | 'retention';
