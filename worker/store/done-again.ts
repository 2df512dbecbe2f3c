import type { ChangeKind } from '../protocol/history.ts';
import { stateOfKind } from './writes/entry-states.ts';

/** What is told by columns alone, and has no entries. */
export const columnKinds = {
  'change-folder': 'folder',
  'save-search': 'saved_search',
  'change-search': 'saved_search',
  'delete-search': 'saved_search',
} as const;

type ColumnKind = keyof typeof columnKinds;

export function isColumnKind(kind: ChangeKind): kind is ColumnKind {
  return Object.hasOwn(columnKinds, kind);
}

export function isLabelKind(kind: ChangeKind): boolean {
  return kind === 'label' || kind === 'unlabel';
}

/** Whether a change that was taken back can be done again as it was. Subscriptions, imports and the like are made anew instead. */
export function canBeDoneAgain(kind: ChangeKind): boolean {
  return (
    stateOfKind(kind) !== null ||
    isLabelKind(kind) ||
    kind === 'delete' ||
    kind === 'change-feed' ||
    kind === 'move' ||
    kind === 'add-folder' ||
    isColumnKind(kind)
  );
}
