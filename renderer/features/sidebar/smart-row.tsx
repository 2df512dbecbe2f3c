import { memo, type ReactNode } from 'react';
import type { SmartView } from '../../state/view.ts';
import { t } from '../../words.ts';
import styles from './feed-tree.module.css';
import { SidebarRow, type TreeRowProps } from './tree-row.tsx';

interface SmartRowProps extends Omit<TreeRowProps, 'viewKey' | 'level'> {
  readonly kind: SmartView;
  readonly icon: ReactNode;
  readonly count: number;
}

export const SmartRow = memo(function SmartRow({ kind, icon, count, ...place }: SmartRowProps) {
  return (
    <SidebarRow
      {...place}
      kind="smart"
      viewKey={kind}
      level={1}
      title={t(`view.${kind}`)}
      icon={<span className={styles['icon']}>{icon}</span>}
      count={count}
      countUnit={t(unitOf(kind))}
    />
  );
});

function unitOf(kind: SmartView): 'sidebar.starredUnit' | 'sidebar.laterUnit' | 'sidebar.unreadUnit' {
  if (kind === 'starred') return 'sidebar.starredUnit';
  return kind === 'later' ? 'sidebar.laterUnit' : 'sidebar.unreadUnit';
}
