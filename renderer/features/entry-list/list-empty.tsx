import { commandKeys } from '../../commands/words.ts';
import { number } from '../../format/time.ts';
import { optionsOf, useList } from '../../state/list.ts';
import { setViewOptions } from '../../state/navigation.ts';
import { useRefresh } from '../../state/refresh.ts';
import { useKeyChoice } from '../../state/settings.ts';
import { findSubscription, foldersWithin, useSubscriptions } from '../../state/subscriptions.ts';
import { canBeOnlyUnread, type ViewName } from '../../state/view.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import { EmptyActions, GoOnButton } from './empty-actions.tsx';
import styles from './list-empty.module.css';

/** A list without articles says why there are none, and what to do about it. */
export function ListEmpty() {
  const view = useList(state => state.view);
  const { onlyUnread } = useList(state => optionsOf(state, state.view));
  // Its note says more.
  const isFailing = useSubscriptions(({ tree }) => view.kind === 'feed' && findSubscription(tree, view.feedId)?.failure != null);
  const hasNoFeeds = useSubscriptions(({ tree }) => {
    if (tree === null || view.kind !== 'folder') return false;
    const within = foldersWithin(tree, view.folderId);
    return tree.subscriptions.every(({ folderId }) => folderId === null || !within.has(folderId));
  });
  const fault = useList(state => state.search?.fault ?? null);
  const left = useList(state => state.search?.left ?? 0);
  const isRefreshing = useRefresh(state => state.state?.isRunning === true);
  const networkTrouble = useRefresh(state => state.state?.networkTrouble ?? null);
  useKeyChoice();

  if (view.kind === 'search' && (fault !== null || left > 0)) {
    return (
      <div className={styles['empty']}>
        <p className={styles['title']}>{t(fault !== null ? 'search.notUnderstood' : 'search.notYet')}</p>
        <p dir="auto">
          {fault === null ? t('search.indexing', { number: number(left) }) : t(`search.fault.${fault.code}`, { of: fault.of })}
        </p>
      </div>
    );
  }
  if (onlyUnread && canBeOnlyUnread(view)) {
    return (
      <div className={styles['empty']}>
        <p className={styles['title']}>{t('empty.read')}</p>
        <div className={styles['actions']}>
          <GoOnButton view={view} />
          <Button onClick={() => void setViewOptions({ onlyUnread: false })}>{t('empty.showRead')}</Button>
        </div>
      </div>
    );
  }
  const { kind } = view;
  const isFilledByRefresh = kind === 'all' || kind === 'feed' || kind === 'folder';
  if (isRefreshing && isFilledByRefresh) {
    return (
      <div className={styles['empty']}>
        <p className={styles['title']}>{t('empty.waiting')}</p>
      </div>
    );
  }
  const isCutOff = networkTrouble !== null && (isFilledByRefresh || kind === 'today');
  return (
    <div className={styles['empty']}>
      <p className={styles['title']}>{t(`empty.${kind}`)}</p>
      {isCutOff && <p>{t(`empty.${networkTrouble}`)}</p>}
      {!isCutOff && !isFailing && <p>{hasNoFeeds ? t('empty.folderBare') : moreWords(view)}</p>}
      {!isCutOff && !isFailing && <EmptyActions view={view} isBare={hasNoFeeds} />}
    </div>
  );
}

const marks = { starred: 'toggle-star', later: 'toggle-later', label: 'labels' } as const;

function moreWords({ kind, ...view }: ViewName): string {
  if (kind === 'search') return t('within' in view && view.within !== null ? 'empty.searchWithinMore' : 'empty.searchMore');
  const more = t(`empty.${kind}More`);
  if (kind !== 'starred' && kind !== 'later' && kind !== 'label') return more;
  const key = commandKeys(marks[kind]);
  return key === undefined ? more : `${more} ${t('empty.byKey', { key })}`;
}
