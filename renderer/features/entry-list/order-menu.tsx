import { ArrowDownUp } from 'lucide-react';
import { runCommand } from '../../commands/command-table.ts';
import { commandKeys, commandLabel } from '../../commands/words.ts';
import { optionsOf, useList } from '../../state/list.ts';
import { canGoByFeed } from '../../state/view.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { t } from '../../words.ts';

/** In which order the open list is; its name says which. */
export function OrderMenu() {
  const view = useList(state => state.view);
  const options = useList(state => optionsOf(state, state.view));
  const { order } = options;
  const isByFeed = options.byFeed && canGoByFeed(view);
  const choice = (id: 'newest-first' | 'oldest-first' | 'group-by-feed', isChecked: boolean): MenuEntry => ({
    id,
    label: commandLabel(id),
    keys: commandKeys(id),
    isChecked,
    onSelect: () => runCommand(id),
  });
  return (
    <Menu
      items={[
        choice('newest-first', order === 'newest'),
        choice('oldest-first', order === 'oldest'),
        ...(canGoByFeed(view) ? ['line' as const, choice('group-by-feed', isByFeed)] : []),
      ]}
    >
      <IconButton label={t(isByFeed ? `list.orderByFeed.${order}` : `list.order.${order}`)} icon={<ArrowDownUp />} />
    </Menu>
  );
}
