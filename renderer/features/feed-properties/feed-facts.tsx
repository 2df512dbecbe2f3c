import { type ReactNode, useEffect, useState } from 'react';
import type { FeedStatistics } from '../../../worker/protocol/statistics.ts';
import type { Subscription } from '../../../worker/protocol/subscriptions.ts';
import { fileSize } from '../../format/enclosure.ts';
import { failureWords } from '../../format/failure-words.ts';
import { checkTimeWords, planReasonWords } from '../../format/plan.ts';
import { articleDate, dayHeading, number, percent } from '../../format/time.ts';
import { useClock } from '../../state/clock.ts';
import { readStatistics } from '../../state/feed-properties.ts';
import { t } from '../../words.ts';
import styles from './feed-properties.module.css';

/** How the feed is, and what is known of it in numbers: nothing to set. */
export function FeedFacts({ subscription }: { readonly subscription: Subscription }) {
  const now = useClock(state => state.now);
  const { feedId, addedAt, checkedAt, newestEntryAt, plan, failure, isHeld, unreadCount } = subscription;
  const statistics = useStatistics(feedId, checkedAt, unreadCount);

  const pastFailures = statistics?.pastFailures ?? [];
  const days = (since: number, at: number) => [...new Set([dayHeading(since, now), dayHeading(at, now)])].join(' – ');
  const date = (at: number | null) => (at === null ? t('properties.never') : articleDate(at, now));
  const next =
    plan !== null ? `${checkTimeWords(plan, now)} ${planReasonWords(plan)}` : t(isHeld ? 'properties.noCheckPaused' : 'properties.noCheck');
  return (
    <section aria-labelledby="feed-facts">
      <h3 id="feed-facts" className={styles['heading']}>
        {t('properties.statistics')}
      </h3>
      <dl className={styles['facts']}>
        {failure !== null && (
          <Fact name={t('properties.failure')} title={failure.detail}>
            <bdi>{failureWords(failure)}</bdi> ({date(failure.at)})
            {failure.count > 1 &&
              ` ${t('properties.failures', { count: failure.count, number: number(failure.count), day: dayHeading(failure.since, now) })}`}
          </Fact>
        )}
        <Fact name={t('properties.nextCheck')}>{next}</Fact>
        {pastFailures.length > 0 && (
          <Fact name={t('properties.pastFailures')}>
            <ul className={styles['past']}>
              {pastFailures.map(({ since, at, code, message }) => (
                <li key={since}>
                  <bdi>{code === null ? message : failureWords({ code, message })}</bdi> <small>{days(since, at)}</small>
                </li>
              ))}
            </ul>
          </Fact>
        )}
        <Fact name={t('properties.checked')}>{date(checkedAt)}</Fact>
        {statistics !== null && statistics.answerMs !== null && (
          <Fact name={t('properties.answers')}>
            {t('properties.answersIn', { seconds: number(Math.round(statistics.answerMs / 100) / 10) })}
          </Fact>
        )}
        <Fact name={t('properties.newest')}>{date(newestEntryAt)}</Fact>
        <Fact name={t('properties.articles')}>{statistics === null ? '…' : articlesWords(statistics)}</Fact>
        <Fact name={t('properties.monthly')}>{statistics === null ? '…' : monthlyWords(statistics)}</Fact>
        <Fact name={t('properties.opened')}>{statistics === null ? '…' : openedWords(statistics)}</Fact>
        <Fact name={t('properties.stored')}>
          {statistics === null
            ? '…'
            : statistics.oldestAt === null
              ? fileSize(statistics.bytes)
              : t('properties.storedSince', { size: fileSize(statistics.bytes), day: dayHeading(statistics.oldestAt, now) })}
        </Fact>
        <Fact name={t('properties.added')}>{date(addedAt)}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, title, children }: { readonly name: string; readonly title?: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd title={title}>{children}</dd>
    </div>
  );
}

/** Asked anew when the feed was checked or read. */
function useStatistics(feedId: number, checkedAt: number | null, unreadCount: number): FeedStatistics | null {
  const [statistics, setStatistics] = useState<FeedStatistics | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what may have changed the numbers
  useEffect(() => {
    let isShown = true;
    void readStatistics(feedId).then(answer => isShown && answer !== null && setStatistics(answer));
    return () => {
      isShown = false;
    };
  }, [feedId, checkedAt, unreadCount]);
  return statistics;
}

function articlesWords({ articles, unread, starred, later }: FeedStatistics): string {
  const parts = [
    number(articles),
    ...(unread > 0 ? [t('properties.unread', { number: number(unread) })] : []),
    ...(starred > 0 ? [t('properties.starred', { number: number(starred) })] : []),
    ...(later > 0 ? [t('properties.later', { number: number(later) })] : []),
  ];
  return parts.join(t('history.between'));
}

function monthlyWords({ monthly }: FeedStatistics): string {
  if (monthly === null) return t('properties.monthlyUnknown');
  return monthly > 0 && monthly < 1 ? t('properties.monthlySeldom') : number(Math.round(monthly));
}

function openedWords({ lately: { articles, opened } }: FeedStatistics): string {
  if (articles === 0) return t('properties.openedNone');
  return t('properties.openedOf', { opened: number(opened), articles: number(articles), share: percent(opened / articles) });
}
