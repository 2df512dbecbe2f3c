import { TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FailureCode } from '../../../worker/protocol/failures.ts';
import type { Repair } from '../../../worker/protocol/repair.ts';
import type { Subscription } from '../../../worker/protocol/subscriptions.ts';
import { failureWords } from '../../format/failure-words.ts';
import { nextCheckWords } from '../../format/plan.ts';
import { articleDate, dayHeading, daysBetween, timeOfDay } from '../../format/time.ts';
import { useClock } from '../../state/clock.ts';
import { diagnose, useRepairing } from '../../state/repairs.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { t } from '../../words.ts';
import styles from './feed-note.module.css';
import { FoundAddresses } from './found-addresses.tsx';
import { PlanLine } from './plan-line.tsx';
import { RepairButtons } from './repair-buttons.tsx';

/** What can be done whatever it is, when the worker does not say. */
const always: readonly Repair[] = [{ kind: 'try-again', notBefore: null }, { kind: 'unsubscribe' }];
/** Buttons that came at once and changed a moment later would be hit by mistake. */
const waitsMs = 400;

/** When a feed is checked next; when its last check failed, what happened, since when, and every way out, one click each. */
export function FeedNote({ subscription }: { readonly subscription: Subscription }) {
  const now = useClock(state => state.now);
  const { feedId, failure, plan } = subscription;
  const { diagnosis, busy, trouble } = useRepairing(feedId);
  const failedAt = failure?.at ?? null;
  const [isLate, setLate] = useState(false);

  useEffect(() => {
    if (failedAt === null) return;
    void diagnose(feedId);
    setLate(false);
    const timer = window.setTimeout(() => setLate(true), waitsMs);
    return () => window.clearTimeout(timer);
  }, [feedId, failedAt]);

  if (failure === null) return <PlanLine subscription={subscription} />;
  const isToday = daysBetween(failure.since, now) <= 0;
  const since = isToday
    ? t('feedNote.sinceTime', { time: timeOfDay(failure.since) })
    : t('feedNote.sinceDay', { day: dayHeading(failure.since, now) });
  const wait = diagnosis?.repairs.find(repair => repair.kind === 'wait');
  const search = diagnosis?.search ?? null;

  return (
    <div className={styles['note']} role="group" aria-label={t('feedNote.failing')}>
      <TriangleAlert aria-hidden="true" className={styles['icon']} />
      <div className={styles['words']}>
        <p className={styles['title']}>{t(`feedNote.title.${titleOf(failure.code)}`)}</p>
        <p className={styles['what']} data-selectable dir="auto" title={failure.detail}>
          {failureWords(failure)}
        </p>
        <p className={styles['since']}>
          {since} {failure.count > 1 && `${t('feedNote.tries', { count: failure.count })} `}
          {plan !== null && wait === undefined && nextCheckWords(plan, now)}
          {wait !== undefined &&
            t('feedNote.waits', { time: daysBetween(wait.until, now) === 0 ? timeOfDay(wait.until) : articleDate(wait.until, now) })}
        </p>
        <div aria-live="polite">
          {busy?.kind === 'search' && (
            <p className={styles['looking']}>
              <Spinner />
              {t('feedNote.searching')}
            </p>
          )}
          {busy === null && search !== null && (
            <p className={styles['outcome']}>
              {t(`feedNote.search.${search.outcome}`, { address: search.address })}{' '}
              <bdi>{search.code === null ? '' : failureWords({ code: search.code, message: search.message })}</bdi>
            </p>
          )}
        </div>
        {trouble !== null && (
          <p className={styles['outcome']} role="alert" dir="auto">
            {trouble}
          </p>
        )}
        {diagnosis !== null && <FoundAddresses feedId={feedId} repairs={diagnosis.repairs} busy={busy} />}
        <RepairButtons subscription={subscription} repairs={diagnosis?.repairs ?? (isLate ? always : [])} busy={busy} now={now} />
      </div>
    </div>
  );
}

type Title = 'moved' | 'page' | 'login' | 'closed' | 'wait' | 'secure' | 'away' | 'nearby' | 'unreadable' | 'aside' | 'trouble';

/** A few words before the sentence. */
function titleOf(code: FailureCode): Title {
  switch (code) {
    case 'gone':
    case 'not-found':
      return 'moved';
    case 'not-a-feed':
      return 'page';
    case 'unauthorized':
      return 'login';
    case 'forbidden':
      return 'closed';
    case 'rate-limited':
      return 'wait';
    case 'tls':
      return 'secure';
    case 'dns':
    case 'refused':
    case 'timeout':
    case 'connection-lost':
      return 'away';
    case 'private-address':
      return 'nearby';
    case 'broken-feed':
    case 'bad-encoding':
    case 'too-large':
      return 'unreadable';
    case 'quarantined':
      return 'aside';
    default:
      return 'trouble';
  }
}
