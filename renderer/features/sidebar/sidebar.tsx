import { History, Plus, Search, Settings2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { runCommand } from '../../commands/command-table.ts';
import { commandKeys, commandLabel } from '../../commands/words.ts';
import { useSettings } from '../../state/settings.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { t } from '../../words.ts';
import { FeedTree } from './feed-tree.tsx';
import { RefreshFoot } from './refresh-foot.tsx';
import styles from './sidebar.module.css';
import { treeLookMenu } from './tree-look-menu.tsx';

interface SidebarProps {
  /** Resizes it; it stands at its edge. */
  readonly edge?: ReactNode;
}

export function Sidebar({ edge }: SidebarProps) {
  const settings = useSettings(state => state.settings);
  return (
    <nav className={styles['sidebar']} data-pane="sidebar" aria-label={t('sidebar.label')}>
      <div className={styles['bar']}>
        <IconButton label={commandLabel('search')} keys={commandKeys('search')} icon={<Search />} onClick={() => runCommand('search')} />
        <IconButton
          label={commandLabel('add-feed')}
          keys={commandKeys('add-feed')}
          icon={<Plus />}
          onClick={() => runCommand('add-feed')}
        />
        <IconButton
          label={commandLabel('history')}
          keys={commandKeys('history')}
          icon={<History />}
          onClick={() => runCommand('history')}
        />
        <Menu items={treeLookMenu(settings)}>
          <IconButton label={t('tree.look')} icon={<Settings2 />} />
        </Menu>
      </div>
      <FeedTree />
      <RefreshFoot />
      {edge}
    </nav>
  );
}
