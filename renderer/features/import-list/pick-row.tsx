import { Check, ChevronRight, Folder, Minus } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { PickRow, PickState, PickTree } from '../../state/import-pick.ts';
import { classes } from '../../ui/classes.ts';
import { t } from '../../words.ts';
import styles from './pick-list.module.css';

interface PickRowItemProps {
  readonly row: PickRow;
  readonly tree: PickTree;
  readonly id: string;
  readonly state: PickState;
  /** Feeds that can be picked here. */
  readonly count: number;
  readonly isActive: boolean;
  onToggle(): void;
  onFold(isFolded: boolean): void;
}

/** One folder or feed. The tree has the keyboard; a click does what Space does. */
export function PickRowItem({ row, tree, id, state, count, isActive, onToggle, onFold }: PickRowItemProps) {
  const { level, position, siblings } = row;
  const feed = row.kind === 'feed' ? tree.feeds[row.feed] : undefined;
  const checked = state === 'some' ? 'mixed' : state === 'all';
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names its active row
    <div
      id={id}
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-checked={state === 'nothing' ? undefined : checked}
      aria-disabled={state === 'nothing'}
      aria-expanded={row.kind === 'folder' ? !row.isFolded : undefined}
      aria-selected={isActive}
      title={feed?.feedUrl}
      className={classes(styles['row'], isActive && styles['active'], state === 'nothing' && styles['taken'])}
      style={{ '--level': level } as CSSProperties}
      onClick={onToggle}
    >
      {row.kind === 'folder' ? (
        <span
          aria-hidden="true"
          className={classes(styles['chevron'], !row.isFolded && styles['unfolded'])}
          onClick={event => {
            event.stopPropagation();
            onFold(!row.isFolded);
          }}
        >
          <ChevronRight />
        </span>
      ) : (
        <span className={styles['chevron']} />
      )}
      <span aria-hidden="true" className={classes(styles['mark'], state === 'all' || state === 'some' ? styles['on'] : null)}>
        {state === 'all' && <Check />}
        {state === 'some' && <Minus />}
      </span>
      {row.kind === 'folder' && <Folder aria-hidden="true" className={styles['folder']} />}
      <span className={styles['title']} dir="auto">
        {row.kind === 'folder'
          ? row.folder === null
            ? t('import.noFolder')
            : tree.folders[row.folder]?.title
          : (feed?.title ?? withoutScheme(feed?.feedUrl ?? ''))}
      </span>
      {row.kind === 'folder' ? (
        <span className={styles['aside']}>{count}</span>
      ) : (
        <span className={styles['aside']}>{feed?.isSubscribed ? t('import.isSubscribed') : hostOf(feed?.feedUrl ?? '')}</span>
      )}
    </div>
  );
}

function withoutScheme(address: string): string {
  return address.replace(/^https?:\/\/(?:[^/@]*@)?/, '');
}

function hostOf(address: string): string {
  return URL.parse(address)?.host ?? '';
}
