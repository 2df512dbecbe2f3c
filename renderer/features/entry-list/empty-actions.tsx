import { runCommand } from '../../commands/command-table.ts';
import { commandLabel } from '../../commands/words.ts';
import { goToView } from '../../state/navigation.ts';
import { refresh } from '../../state/refresh.ts';
import { setSearchPlace } from '../../state/searching.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { nextWithUnread } from '../../state/unread-flow.ts';
import type { ViewName } from '../../state/view.ts';
import { viewTitle } from '../../state/view-title.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './list-empty.module.css';

interface EmptyActionsProps {
  readonly view: ViewName;
  /** A folder without feeds. */
  readonly isBare: boolean;
}

/** What can be done where there are no articles. */
export function EmptyActions({ view, isBare }: EmptyActionsProps) {
  const { kind } = view;
  const addFeed = <Button onClick={() => runCommand('add-feed')}>{commandLabel('add-feed')}</Button>;
  if (kind === 'starred' || kind === 'later' || kind === 'label' || kind === 'recent') return null;
  if (kind === 'search' && view.within === null) return null;
  return (
    <div className={styles['actions']}>
      {(kind === 'today' || kind === 'unread') && <GoOnButton view={view} />}
      {kind === 'unread' && <Button onClick={() => void goToView({ kind: 'all' })}>{commandLabel('go-all')}</Button>}
      {kind === 'search' && <Button onClick={() => setSearchPlace(false)}>{t('empty.searchAll')}</Button>}
      {(kind === 'all' || (kind === 'folder' && isBare)) && addFeed}
      {kind === 'all' && <Button onClick={() => runCommand('refresh-all')}>{commandLabel('refresh-all')}</Button>}
      {kind === 'feed' && <Button onClick={() => void refresh({ kind, feedId: view.feedId })}>{t('empty.check')}</Button>}
      {kind === 'folder' && !isBare && (
        <Button onClick={() => void refresh({ kind, folderId: view.folderId })}>{t('empty.checkAll')}</Button>
      )}
    </div>
  );
}

/** On to where unread articles are; not there when all is read. */
export function GoOnButton({ view }: { readonly view: ViewName }) {
  const tree = useSubscriptions(state => state.tree);
  const next = tree === null ? null : nextWithUnread(tree, view);
  if (next === null) return null;
  return (
    <Button look="primary" onClick={() => void goToView(next)}>
      {t('empty.goOn', { view: viewTitle(next, tree) })}
    </Button>
  );
}
