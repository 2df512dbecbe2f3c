import { memo } from 'react';
import type { LabelColor } from '../../../worker/protocol/labels.ts';
import { LabelDot } from '../../ui/label-dot.tsx';
import { t } from '../../words.ts';
import styles from './feed-tree.module.css';
import { SidebarRow, type TreeRowProps } from './tree-row.tsx';

interface LabelRowProps extends Omit<TreeRowProps, 'level'> {
  readonly title: string;
  readonly color: LabelColor;
  readonly unread: number;
}

export const LabelRow = memo(function LabelRow({ color, unread, ...rest }: LabelRowProps) {
  const icon = (
    <span className={styles['icon']}>
      <LabelDot color={color} />
    </span>
  );
  return <SidebarRow {...rest} kind="label" level={1} icon={icon} count={unread} countUnit={t('sidebar.unreadUnit')} />;
});
