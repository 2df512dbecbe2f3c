import { Pencil, Trash2 } from 'lucide-react';
import type { SavedSearch } from '../../../worker/protocol/entry-lists.ts';
import { commandKeys } from '../../commands/words.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { deleteSearch } from '../../state/saved-searches.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { t } from '../../words.ts';

export function savedSearchMenu(saved: SavedSearch): readonly MenuEntry[] {
  const { id, ...search } = saved;
  return [
    {
      id: 'edit',
      label: t('search.edit'),
      icon: <Pencil />,
      keys: commandKeys('rename'),
      onSelect: () => useDialogs.getState().show({ kind: 'save-search', id, search }),
    },
    'line',
    {
      id: 'delete',
      label: t('search.delete'),
      icon: <Trash2 />,
      isDestructive: true,
      keys: commandKeys('delete-row'),
      onSelect: () => void deleteSearch(saved),
    },
  ];
}
