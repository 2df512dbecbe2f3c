import { CheckCheck, CircleDot, PanelLeft, Search, SlidersHorizontal } from 'lucide-react';
import { runCommand } from '../../commands/command-table.ts';
import { commandKeys, commandLabel } from '../../commands/words.ts';
import { planWords } from '../../format/plan.ts';
import { number } from '../../format/time.ts';
import { useClock } from '../../state/clock.ts';
import { useLayout } from '../../state/layout.ts';
import { optionsOf, useList } from '../../state/list.ts';
import { setViewOptions } from '../../state/navigation.ts';
import { useKeyChoice } from '../../state/settings.ts';
import { findSubscription, useSubscriptions } from '../../state/subscriptions.ts';
import { canBeOnlyUnread, unreadOf } from '../../state/view.ts';
import { viewTitle } from '../../state/view-title.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../words.ts';
import styles from './list-header.module.css';
import { OrderMenu } from './order-menu.tsx';

export function ListHeader() {
  useKeyChoice();
  const view = useList(state => state.view);
  const { onlyUnread } = useList(state => optionsOf(state, state.view));
  const isEmpty = useList(state => state.total === 0);
  const tree = useSubscriptions(state => state.tree);
  const now = useClock(state => state.now);
  const feed = view.kind === 'feed' ? findSubscription(tree, view.feedId) : undefined;
  const hasDrawer = useLayout(state => state.widths.mode !== 'three');
  const isDrawerOpen = useLayout(state => state.isDrawerOpen);

  return (
    <header className={styles['bar']}>
      {hasDrawer && (
        <IconButton
          className={styles['drawer'] ?? ''}
          label={t('list.showSidebar')}
          icon={<PanelLeft />}
          aria-expanded={isDrawerOpen}
          onClick={() => useLayout.getState().setDrawer(!isDrawerOpen)}
        />
      )}
      <div className={styles['name']}>
        <h1 className={styles['title']} dir="auto" title={feed === undefined ? undefined : planWords(feed, now)}>
          {viewTitle(view, tree)}
        </h1>
        <small className={styles['count']}>{tree !== null && countWords()}</small>
      </div>
      {hasDrawer && (
        <IconButton label={commandLabel('search')} keys={commandKeys('search')} icon={<Search />} onClick={() => runCommand('search')} />
      )}
      {canBeOnlyUnread(view) && (
        <IconButton
          label={t('list.onlyUnread')}
          icon={<CircleDot />}
          isOn={onlyUnread}
          onClick={() => void setViewOptions({ onlyUnread: !onlyUnread })}
        />
      )}
      <OrderMenu />
      {(view.kind === 'feed' || view.kind === 'folder' || view.kind === 'label') && (
        <IconButton
          className={styles['properties'] ?? ''}
          label={commandLabel('properties')}
          keys={commandKeys('properties')}
          icon={<SlidersHorizontal />}
          onClick={() => runCommand('properties')}
        />
      )}
      <IconButton
        label={commandLabel('mark-all-read')}
        keys={commandKeys('mark-all-read')}
        icon={<CheckCheck />}
        disabled={isEmpty}
        onClick={() => runCommand('mark-all-read')}
      />
    </header>
  );

  function countWords(): string {
    if (tree === null) return '';
    const unread = unreadOf(tree, view);
    if (unread !== null) return unread === 0 ? '' : t('list.unreadCount', { number: number(unread) });
    if (view.kind !== 'starred' && view.kind !== 'later') return '';
    const count = tree.counts[view.kind];
    return count === 0 ? '' : t(view.kind === 'starred' ? 'list.starredCount' : 'list.laterCount', { number: number(count) });
  }
}
