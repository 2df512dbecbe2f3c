import { create } from 'zustand';
import type { EntryTarget, SavedSearch } from '../../worker/protocol/entry-lists.ts';
import type { EntryId, FeedId, FolderId, LabelId, SavedSearchId } from '../../worker/protocol/ids.ts';
import type { OpmlReport, OpmlScope } from '../../worker/protocol/opml.ts';

export type Dialog =
  /** `isFromLink`: another program hands the address over, so that the user is asked before anything is fetched (L3). */
  | { readonly kind: 'add-feed'; readonly address: string; readonly isFromLink?: boolean }
  /** `setting`: the row that is led to (`SettingId`). */
  | { readonly kind: 'settings'; readonly section: SettingsSection; readonly setting?: string }
  | { readonly kind: 'help' }
  /** What a new reader is asked. */
  | { readonly kind: 'first-choices' }
  /** Everything by a part of its name. */
  | { readonly kind: 'palette' }
  /** `isForLogin`: the login is what it was opened for. */
  | { readonly kind: 'feed-properties'; readonly feedId: FeedId; readonly isForLogin?: boolean }
  | { readonly kind: 'folder-properties'; readonly folderId: FolderId }
  | { readonly kind: 'label-properties'; readonly labelId: LabelId }
  | { readonly kind: 'delete-folder'; readonly folderId: FolderId }
  /** What becomes of articles with a mark; `back`: what is open again afterwards. */
  | { readonly kind: 'unsubscribe'; readonly of: Unsubscribing; readonly back: Dialog | null }
  /** Rows of the sidebar that go into another folder. */
  | { readonly kind: 'move-to-folder'; readonly keys: readonly string[] }
  | { readonly kind: 'new-folder'; readonly parentId: FolderId | null; readonly keys: readonly string[] }
  /** Labels to give to an article, or to many. */
  | { readonly kind: 'labels'; readonly of: Labelled }
  /** All feeds and how they are. */
  | { readonly kind: 'feeds' }
  /** What was done, and the way back from it. */
  | { readonly kind: 'history' }
  | { readonly kind: 'import' }
  | { readonly kind: 'import-report'; readonly report: OpmlReport }
  /** Addresses of the export hold keys. */
  | { readonly kind: 'export'; readonly scope: OpmlScope; readonly name: string; readonly secrets: number }
  /** Everything to one file. */
  | { readonly kind: 'export-archive' }
  /** Null as its id: it is not saved yet. */
  | { readonly kind: 'save-search'; readonly id: SavedSearchId | null; readonly search: Omit<SavedSearch, 'id'> }
  /** Pictures of the open article, shown large. */
  | { readonly kind: 'pictures'; readonly pictures: readonly Picture[]; readonly index: number }
  /** The link gate wants the user's word first. */
  | { readonly kind: 'confirm-link'; readonly url: string; readonly question: string; readonly inBackground: boolean };

/** Feeds to unsubscribe. */
export interface Unsubscribing {
  readonly feedIds: readonly FeedId[];
  /** Of a single one that was chosen as such. */
  readonly feedTitle: string | null;
  /** The folders that go with them. */
  readonly folderIds: readonly FolderId[];
  /** Their starred, read-later and labelled articles. */
  readonly marked: number;
}

export interface Picture {
  /** Under which the host serves it. */
  readonly src: string;
  readonly alt: string;
  /** May be empty. */
  readonly caption: string;
  /** Of the web; null for one that the article carries in itself. */
  readonly address: string | null;
}

/** With the title that is shown. */
export type Labelled =
  | { readonly kind: 'entry'; readonly id: EntryId; readonly title: string }
  | { readonly kind: 'many'; readonly target: EntryTarget; readonly title: string };

export type SettingsSection =
  | 'general'
  | 'appearance'
  | 'reading'
  | 'refresh'
  | 'notifications'
  | 'keys'
  | 'network'
  | 'privacy'
  | 'storage'
  | 'about';

interface DialogState {
  /** At most one dialog is open at a time. */
  readonly open: Dialog | null;
  show(dialog: Dialog): void;
  close(): void;
}

export const useDialogs = create<DialogState>()(set => ({
  open: null,
  show: dialog => set({ open: dialog }),
  close: () => set({ open: null }),
}));
