import { RefreshCw, Settings, Square, TriangleAlert } from 'lucide-react';
import type { Subscription } from '../../../worker/protocol/subscriptions.ts';
import { runCommand } from '../../commands/command-table.ts';
import { commandKeys, commandLabel } from '../../commands/words.ts';
import { number } from '../../format/time.ts';
import { useClock } from '../../state/clock.ts';
import { countTroubled } from '../../state/feed-health.ts';
import { useHealth } from '../../state/health.ts';
import { cancelRefresh, useRefresh } from '../../state/refresh.ts';
import { useKeyChoice, useSettings } from '../../state/settings.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../words.ts';
import { footWords } from './foot-words.ts';
import styles from './refresh-foot.module.css';

/** What the refresh is doing, and the two buttons at the foot of the sidebar. */
export function RefreshFoot() {
  useKeyChoice();
  const refresh = useRefresh(state => state.state);
  const now = useClock(state => state.now);
  const isPaused = useSettings(state => state.settings?.refreshPaused ?? false);
  const worker = useHealth(state => state.health.state);
  const isTimerStopped = useHealth(state => state.timerStopped !== null);
  const checkedAt = useSubscriptions(({ tree }) => lastCheck(tree?.subscriptions ?? []));
  const hasFeeds = useSubscriptions(state => (state.tree?.subscriptions.length ?? 0) > 0);
  const troubled = useSubscriptions(state => countTroubled(state.tree?.subscriptions ?? []));
  const isRunning = refresh?.isRunning === true;
  const hosts = refresh?.currentHosts.join(', ') ?? '';

  return (
    <footer className={styles['foot']}>
      {troubled > 0 && (
        <button type="button" className={styles['troubled']} onClick={() => runCommand('feeds')}>
          <TriangleAlert aria-hidden="true" />
          {t('foot.trouble', { count: troubled, number: number(troubled) })}
        </button>
      )}
      <div className={styles['line']}>
        <span className={styles['words']} title={isRunning && hosts !== '' ? hosts : undefined}>
          {footWords({ refresh, checkedAt, now, isPaused, worker, isTimerStopped })}
        </span>
        {isRunning ? (
          <IconButton size="small" label={t('foot.stop')} icon={<Square />} onClick={() => void cancelRefresh()} />
        ) : (
          <IconButton
            size="small"
            label={commandLabel('refresh-all')}
            keys={commandKeys('refresh-all')}
            icon={<RefreshCw />}
            disabled={!hasFeeds}
            onClick={() => runCommand('refresh-all')}
          />
        )}
        <IconButton
          size="small"
          label={commandLabel('settings')}
          keys={commandKeys('settings')}
          icon={<Settings />}
          onClick={() => runCommand('settings')}
        />
      </div>
      {isRunning && refresh.total > 0 && (
        <progress className={styles['progress']} aria-label={t('foot.progress')} value={refresh.done} max={refresh.total} />
      )}
    </footer>
  );
}

function lastCheck(subscriptions: readonly Subscription[]): number | null {
  return subscriptions.reduce<number | null>((last, { checkedAt }) => (checkedAt === null ? last : Math.max(last ?? 0, checkedAt)), null);
}
