import { ChevronRight, Pause } from 'lucide-react';
import { memo } from 'react';
import { useLayout } from '../../state/layout.ts';
import { classes } from '../../ui/classes.ts';
import { t } from '../../words.ts';
import styles from './feed-tree.module.css';
import { SidebarRow, type TreeRowProps } from './tree-row.tsx';

interface FolderRowProps extends TreeRowProps {
  readonly folderId: number;
  readonly title: string;
  readonly unread: number;
  readonly isFolded: boolean;
  readonly isPaused: boolean;
}

export const FolderRow = memo(function FolderRow({ folderId, unread, isFolded, isPaused, ...rest }: FolderRowProps) {
  const chevron = (
    // The keyboard folds with the arrow keys: this is the pointer's way only.
    <span
      aria-hidden="true"
      className={classes(styles['icon'], styles['chevron'], !isFolded && styles['unfolded'])}
      onClick={event => {
        event.stopPropagation();
        useLayout.getState().setFolded(folderId, !isFolded);
      }}
    >
      <ChevronRight />
    </span>
  );
  const mark = isPaused && (
    <span className={styles['paused']} data-paused>
      <Pause aria-hidden="true" />
    </span>
  );
  return (
    <SidebarRow
      {...rest}
      kind="folder"
      icon={chevron}
      count={unread}
      countUnit={t('sidebar.unreadUnit')}
      mark={mark}
      tooltip={isPaused ? t('sidebar.paused') : undefined}
      isExpanded={!isFolded}
    />
  );
});
