import type { CSSProperties, ReactNode } from 'react';
import { number } from '../../format/time.ts';
import type { DropMark } from '../../state/tree-moves.ts';
import { classes } from '../../ui/classes.ts';
import styles from './feed-tree.module.css';
import { RenameField } from './rename-field.tsx';

export interface TreeRowProps {
  readonly viewKey: string;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly isSelected: boolean;
  /** The one row that Tab reaches. */
  readonly isStop: boolean;
  /** Its name is being written anew. */
  readonly isRenaming?: boolean;
  /** One of several that are chosen together; undefined: none is. */
  readonly isChosen?: boolean | undefined;
  /** Where what is dragged above it would come to. */
  readonly drop?: DropMark | null;
  onOpen(key: string): void;
}

interface Props extends TreeRowProps {
  readonly title: string;
  /** Of the title, where it is known. */
  readonly language?: string | null;
  readonly icon: ReactNode;
  /** Unread, or what else the view counts; 0 is not shown. */
  readonly count: number;
  /** What is counted, for who does not see the sidebar. */
  readonly countUnit: string;
  readonly mark?: ReactNode;
  readonly tooltip?: string | undefined;
  readonly isExpanded?: boolean;
  readonly kind: 'smart' | 'label' | 'folder' | 'feed';
}

/** What all rows of the tree share. */
export function SidebarRow(props: Props) {
  const { viewKey, level, position, siblings, isSelected, isStop, onOpen, title, icon, count, countUnit, mark, tooltip, isExpanded, kind } =
    props;
  const { isRenaming = false, isChosen, drop } = props;
  const isMovable = kind === 'feed' || kind === 'folder';
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isChosen ?? isSelected}
      aria-current={isSelected && isChosen !== undefined ? 'true' : undefined}
      aria-expanded={isExpanded}
      aria-description={tooltip}
      title={tooltip}
      tabIndex={isStop ? 0 : -1}
      data-key={viewKey}
      data-drop={drop ?? undefined}
      draggable={isMovable && !isRenaming ? true : undefined}
      className={classes(styles['row'], styles[kind], isSelected && styles['selected'], isChosen === true && styles['chosen'])}
      style={{ '--level': level } as CSSProperties}
      onClick={() => onOpen(viewKey)}
    >
      {icon}
      {isRenaming ? (
        <RenameField rowKey={viewKey} title={title} />
      ) : (
        <span className={styles['title']} dir="auto" lang={props.language ?? undefined} data-name>
          {title}
        </span>
      )}
      {mark}
      {count > 0 && (
        <span className={styles['count']}>
          {number(count)}
          <span className="visually-hidden"> {countUnit}</span>
        </span>
      )}
    </div>
  );
}
