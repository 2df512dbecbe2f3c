import { number } from '../../format/time.ts';
import { optionsOf, useList } from '../../state/list.ts';
import { setViewOptions } from '../../state/navigation.ts';
import { useRefresh } from '../../state/refresh.ts';
import { findSubscription, useSubscriptions } from '../../state/subscriptions.ts';
import { canBeOnlyUnread } from '../../state/view.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './list-empty.module.css';

/** A list without articles says why there are none. */
export function ListEmpty() {
  const view = useList(state => state.view);
  const { onlyUnread } = useList(state => optionsOf(state, state.view));
  // Its note says more.
  const isFailing = useSubscriptions(({ tree }) => view.kind === 'feed' && findSubscription(tree, view.feedId)?.failure != null);
  const fault = useList(state => state.search?.fault ?? null);
  const left = useList(state => state.search?.left ?? 0);
  const isRefreshing = useRefresh(state => state.state?.isRunning === true);

  if (view.kind === 'search' && (fault !== null || left > 0)) {
    return (
      <div className={styles['empty']}>
        <p className={styles['title']}>{t(fault !== null ? 'search.notUnderstood' : 'search.notYet')}</p>
        <p>{fault?.message ?? t('search.indexing', { number: number(left) })}</p>
      </div>
    );
  }
  if (onlyUnread && canBeOnlyUnread(view)) {
    return (
      <div className={styles['empty']}>
        <p className={styles['title']}>{t('empty.read')}</p>
        <Button onClick={() => void setViewOptions({ onlyUnread: false })}>{t('empty.showRead')}</Button>
      </div>
    );
  }
  const { kind } = view;
  const isWaiting = isRefreshing && (kind === 'all' || kind === 'feed' || kind === 'folder');
  return (
    <div className={styles['empty']}>
      <p className={styles['title']}>{isWaiting ? t('empty.waiting') : t(`empty.${kind}`)}</p>
      {!isWaiting && !isFailing && <p>{t(`empty.${kind}More`)}</p>}
    </div>
  );
}
