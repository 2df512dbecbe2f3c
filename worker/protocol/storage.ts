import type { FeedId, Milliseconds } from './ids.ts';

/** What a clean-up would remove now. */
export interface RetentionPreview {
  readonly count: number;
  /** Of the disk, about; free for other articles when they cannot be taken back any more. */
  readonly bytes: number;
  readonly feedCount: number;
  /** Those with the most bytes, at most 50. */
  readonly feeds: readonly {
    readonly feedId: FeedId;
    readonly title: string;
    readonly count: number;
    readonly bytes: number;
  }[];
}

/** Why a clean-up is worth a thought. */
export type CleanUpProposal =
  /** Of the database file. */
  | { readonly kind: 'size'; readonly bytes: number }
  | { readonly kind: 'unread'; readonly feedId: FeedId; readonly title: string; readonly unread: number };

/** Why a backup was made. */
export type BackupReason = 'daily' | 'by-hand' | 'before-update';

/** Something that can be restored. */
export interface Backup {
  /** By which `backups.restore` knows it. */
  readonly name: string;
  readonly at: Milliseconds;
  /** 'replaced' and 'damaged': no backup, but a database that was kept aside when another one took its place. */
  readonly kind: BackupReason | 'replaced' | 'damaged';
  readonly bytes: number;
  /** Read through and found sound when it was made; what was kept aside never was. */
  readonly isChecked: boolean;
  /** Null: it cannot be read any more. */
  readonly holds: { readonly feeds: number; readonly entries: number; readonly starred: number } | null;
}

export interface BackupList {
  readonly backups: readonly Backup[];
  readonly folder: string;
  /** What went wrong with the last one, in words; null when it was made, or none has been tried yet. */
  readonly failure: string | null;
  readonly isRunning: boolean;
}

export interface SalvageReport {
  readonly feeds: number;
  readonly entries: number;
  readonly starred: number;
  /** Subscriptions that could not be read and came from the newest backup. */
  readonly feedsFromBackup: number;
  /** Nothing was unreadable. */
  readonly isWhole: boolean;
}

export type StorageKind = 'articles' | 'search' | 'icons' | 'journal' | 'other';

export interface FeedSize {
  readonly feedId: FeedId;
  readonly title: string;
  /** Unsubscribed, and kept so that it can be taken back. */
  readonly isRemoved: boolean;
  readonly entries: number;
  readonly bytes: number;
}

/** What the profile takes on the disk. */
export interface StorageSizes {
  readonly databaseBytes: number;
  /** Of the database, what compacting would give back. */
  readonly freeBytes: number;
  /** How long that took the last time; null: it was never done. */
  readonly lastCompactMs: Milliseconds | null;
  readonly kinds: Readonly<Record<StorageKind, number>>;
  /** The largest first, at most 50; `otherFeeds` more are not told. */
  readonly feeds: readonly FeedSize[];
  readonly otherFeeds: number;
  readonly backupBytes: number;
  /** Databases that were kept aside. */
  readonly asideBytes: number;
}
