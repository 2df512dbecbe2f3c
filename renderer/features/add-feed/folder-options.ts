import type { SubscriptionTree } from '../../../worker/protocol/subscriptions.ts';
import { flattenTree } from '../../state/tree.ts';
import type { SelectOption } from '../../ui/select.tsx';
import { t } from '../../words.ts';

export const noFolderChoice = '';
export const newFolderChoice = 'new';

/** The user's folders in the sidebar's order, inner ones indented, and the way to none and to a new one. */
export function folderOptions(tree: SubscriptionTree | null): SelectOption[] {
  const rows = tree === null ? [] : flattenTree(tree, new Set());
  const folders = rows.flatMap(row =>
    row.kind === 'folder' ? [{ value: String(row.folder.id), label: `${'\u2003'.repeat(row.level - 1)}${row.folder.title}` }] : [],
  );
  return [{ value: noFolderChoice, label: t('addFeed.noFolder') }, ...folders, { value: newFolderChoice, label: t('addFeed.newFolder') }];
}
