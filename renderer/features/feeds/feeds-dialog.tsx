import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { FeedId } from '../../../worker/protocol/ids.ts';
import type { Subscription } from '../../../worker/protocol/subscriptions.ts';
import { number } from '../../format/time.ts';
import { useClock } from '../../state/clock.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { exportList } from '../../state/export-list.ts';
import {
  fitsFilter,
  type HealthFilter,
  type HealthOrder,
  healthOf,
  readVolumes,
  sortFeeds,
  type Volumes,
} from '../../state/feed-health.ts';
import { changeFeeds } from '../../state/feed-properties.ts';
import { useNotices } from '../../state/notices.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { unsubscribeAll } from '../../state/unsubscribing.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { Select } from '../../ui/select.tsx';
import { t } from '../../words.ts';
import { FeedHelp } from './feed-help.tsx';
import { FeedLine } from './feed-line.tsx';
import styles from './feeds-dialog.module.css';

interface FeedsDialogProps {
  /** Draws what is said of a feed that fails, and its repairs. */
  note(subscription: Subscription): ReactNode;
}

const filters: readonly HealthFilter[] = ['all', 'trouble', 'gone', 'failing', 'silent', 'noisy', 'slow', 'paused'];
const orders: readonly HealthOrder[] = ['trouble', 'title', 'newest', 'next', 'volume'];
const noVolumes: Volumes = new Map();
const none: readonly Subscription[] = [];

/** All feeds and how they are; what fails can be repaired here, what is dead unsubscribed. */
export function FeedsDialog({ note }: FeedsDialogProps) {
  const close = useDialogs(state => state.close);
  const feeds = useSubscriptions(state => state.tree?.subscriptions ?? none);
  const now = useClock(state => state.now);
  const notice = useNotices(state => state.notices.findLast(({ answers }) => answers.length === 0) ?? null);
  const dismiss = useNotices(state => state.dismiss);
  const [filter, setFilter] = useState<HealthFilter>(() => (feeds.some(({ failure }) => failure !== null) ? 'trouble' : 'all'));
  const [order, setOrder] = useState<HealthOrder>('trouble');
  const [chosen, setChosen] = useState<ReadonlySet<FeedId>>(new Set());
  const [opened, setOpened] = useState<FeedId | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [volumes, setVolumes] = useState(noVolumes);

  useEffect(() => {
    let isShown = true;
    void readVolumes().then(answer => isShown && setVolumes(answer));
    return () => {
      isShown = false;
    };
  }, []);

  const shown = useMemo(() => {
    const fitting = feeds.filter(feed => fitsFilter(healthOf(feed, now, volumes), filter));
    return sortFeeds(fitting, order, now, volumes);
  }, [feeds, filter, order, now, volumes]);
  // What went out of sight is not meant by the buttons below.
  const meant = shown.filter(({ feedId }) => chosen.has(feedId));
  const ids = meant.map(({ feedId }) => feedId);
  const counts = useMemo(
    () => new Map(filters.map(each => [each, feeds.filter(feed => fitsFilter(healthOf(feed, now, volumes), each)).length])),
    [feeds, now, volumes],
  );

  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 58,
    getItemKey: index => shown[index]?.feedId ?? index,
    overscan: 6,
  });

  function choose(feedId: FeedId, isChosen: boolean): void {
    const next = new Set(chosen);
    if (isChosen) next.add(feedId);
    else next.delete(feedId);
    setChosen(next);
  }

  return (
    <Dialog title={t('feeds.title')} size="wide" hasCloseButton onClose={close}>
      <div className={styles['bar']}>
        <Select
          label={t('feeds.show')}
          value={filter}
          options={filters.map(each => ({ value: each, label: t(`feeds.filter.${each}`, { number: number(counts.get(each) ?? 0) }) }))}
          onChange={value => setFilter(value as HealthFilter)}
        />
        <Select
          label={t('feeds.order')}
          look="plain"
          value={order}
          options={orders.map(each => ({ value: each, label: t(`feeds.orderBy.${each}`) }))}
          onChange={value => setOrder(value as HealthOrder)}
        />
        {shown.length > 0 && (
          <Button
            look="plain"
            onClick={() => setChosen(ids.length === shown.length ? new Set() : new Set(shown.map(({ feedId }) => feedId)))}
          >
            {t(ids.length === shown.length ? 'feeds.chooseNone' : 'feeds.chooseAll')}
          </Button>
        )}
      </div>
      {shown.length === 0 ? (
        <p className={styles['none']}>{t(`feeds.none.${filter}`)}</p>
      ) : (
        <div ref={scroller} className={styles['list']}>
          <ul aria-label={t('feeds.title')} className={styles['lines']} style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(item => {
              const subscription = shown[item.index];
              if (subscription === undefined) return null;
              const { feedId } = subscription;
              return (
                <li
                  key={item.key}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  aria-setsize={shown.length}
                  aria-posinset={item.index + 1}
                  className={styles['line']}
                  style={{ translate: `0 ${item.start}px` }}
                >
                  <FeedLine
                    subscription={subscription}
                    now={now}
                    volumes={volumes}
                    isChosen={chosen.has(feedId)}
                    isOpen={opened === feedId}
                    onChoose={isChosen => choose(feedId, isChosen)}
                    onOpen={() => setOpened(opened === feedId ? null : feedId)}
                  />
                  {opened === feedId && (
                    <div className={styles['note']}>
                      {subscription.failure !== null ? (
                        note(subscription)
                      ) : (
                        <FeedHelp subscription={subscription} health={healthOf(subscription, now, volumes)} />
                      )}
                    </div>
                  )}
                </li>
              );
            })}
          </ul>
        </div>
      )}
      <NoticeLine
        text={notice?.text ?? null}
        action={
          notice?.action == null
            ? null
            : {
                label: notice.action.label,
                run: () => {
                  dismiss(notice.id);
                  notice.action?.run();
                },
              }
        }
      />
      {ids.length > 0 && (
        <div className={styles['foot']}>
          <p>{t('feeds.chosen', { count: ids.length, number: number(ids.length) })}</p>
          <Button disabled={meant.every(({ isPaused }) => isPaused)} onClick={() => void changeFeeds(ids, { isPaused: true })}>
            {t('feeds.pause')}
          </Button>
          <Button disabled={meant.every(({ isPaused }) => !isPaused)} onClick={() => void changeFeeds(ids, { isPaused: false })}>
            {t('feeds.resume')}
          </Button>
          <Button onClick={() => void exportList({ kind: 'feeds', feedIds: ids })}>{t('feeds.export')}</Button>
          <Button look="danger" onClick={() => void unsubscribeAll(ids)}>
            {t('feedMenu.unsubscribe')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
