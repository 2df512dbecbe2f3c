import type { Folder } from '../../worker/protocol/subscriptions.ts';

/** Titles from the root, joined by " / ". */
export function folderPath(folders: readonly Folder[], folderId: number | null): string {
  const path: string[] = [];
  for (let id = folderId; id !== null && path.length < folders.length; ) {
    const folder = folders.find(each => each.id === id);
    if (!folder) break;
    path.unshift(folder.title);
    id = folder.parentId;
  }
  return path.join(' / ');
}
