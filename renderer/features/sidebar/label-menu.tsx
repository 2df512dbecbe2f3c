import { CheckCheck, Palette, SlidersHorizontal, Trash2 } from 'lucide-react';
import type { SubscriptionTree } from '../../../worker/protocol/subscriptions.ts';
import { commandKeys } from '../../commands/words.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { changeLabel, findLabel, labelColors, removeLabel } from '../../state/labels.ts';
import { markViewRead } from '../../state/reading.ts';
import type { ViewName } from '../../state/view.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { t } from '../../words.ts';

/** The context menu of a label. */
export function labelMenu(view: Extract<ViewName, { readonly kind: 'label' }>, tree: SubscriptionTree | null): readonly MenuEntry[] {
  const { labelId } = view;
  const label = findLabel(tree, labelId);
  if (label === undefined) return [];
  const colors = labelColors.map(color => ({
    id: color,
    label: t(`labelProperties.colors.${color}`),
    isChecked: color === label.color,
    onSelect: () => void changeLabel(labelId, { color }),
  }));
  return [
    { id: 'mark-read', label: t('labelMenu.markRead'), icon: <CheckCheck />, onSelect: () => void markViewRead(view) },
    'line',
    { id: 'color', label: t('labelMenu.color'), icon: <Palette />, items: colors },
    {
      id: 'rename',
      label: t('labelMenu.rename'),
      icon: <SlidersHorizontal />,
      keys: commandKeys('rename'),
      onSelect: () => useDialogs.getState().show({ kind: 'label-properties', labelId }),
    },
    'line',
    {
      id: 'remove',
      label: t('labelMenu.remove'),
      icon: <Trash2 />,
      isDestructive: true,
      keys: commandKeys('delete-row'),
      onSelect: () => void removeLabel(label),
    },
  ];
}
