import { useEffect } from 'react';
import type { ChangeRecord } from '../../../worker/protocol/history.ts';
import { dayHeading } from '../../format/time.ts';
import { useClock } from '../../state/clock.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { showHistory, showOlder, useHistory } from '../../state/history.ts';
import { useNotices } from '../../state/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { t } from '../../words.ts';
import { ChangeLine } from './change-line.tsx';
import styles from './history-dialog.module.css';

/** What was done in the last 30 days, by whom, and the way back from each of it. */
export function HistoryDialog() {
  const close = useDialogs(state => state.close);
  const { records, next, error } = useHistory();
  const now = useClock(state => state.now);
  const notice = useNotices(state => state.notices.findLast(({ answers }) => answers.length === 0) ?? null);

  useEffect(showHistory, []);

  return (
    <Dialog title={t('history.title')} size="wide" hasCloseButton onClose={close}>
      <p className={styles['intro']}>{t('history.intro')}</p>
      {error !== null && (
        <p className={styles['trouble']} dir="auto">
          {error.message}
        </p>
      )}
      {records === null && error === null && <p className={styles['none']}>{t('history.loading')}</p>}
      {records?.length === 0 && <p className={styles['none']}>{t('history.none')}</p>}
      {records !== null && records.length > 0 && (
        <div className={styles['list']}>
          {byDay(records, now).map(([day, ofDay]) => (
            <section key={ofDay[0]?.id} aria-label={day}>
              <h3 className={styles['day']}>{day}</h3>
              <ul className={styles['lines']}>
                {ofDay.map(record => (
                  <ChangeLine key={record.id} record={record} />
                ))}
              </ul>
            </section>
          ))}
          {next !== null && (
            <Button className={styles['older'] ?? ''} onClick={() => void showOlder()}>
              {t('history.older')}
            </Button>
          )}
        </div>
      )}
      <NoticeLine text={notice?.text ?? null} action={null} />
    </Dialog>
  );
}

function byDay(records: readonly ChangeRecord[], now: number): readonly (readonly [string, readonly ChangeRecord[]])[] {
  return [...Map.groupBy(records, ({ at }) => dayHeading(at, now))];
}
