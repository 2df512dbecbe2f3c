import { useState } from 'react';
import { number } from '../../format/time.ts';
import { type Dialog as AnyDialog, type Unsubscribing, useDialogs } from '../../state/dialogs.ts';
import { answerUnsubscribe } from '../../state/unsubscribing.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../words.ts';
import styles from './unsubscribe.module.css';

interface UnsubscribeDialogProps {
  readonly of: Unsubscribing;
  /** What was open before, and is again afterwards. */
  readonly back: AnyDialog | null;
}

/** Asks what becomes of the starred, read-later and labelled articles of feeds that are unsubscribed. */
export function UnsubscribeDialog({ of, back }: UnsubscribeDialogProps) {
  const [isForGood, setForGood] = useState(false);
  const { marked, feedTitle, feedIds } = of;

  function leave(): void {
    const { show, close } = useDialogs.getState();
    if (back === null) close();
    else show(back);
  }

  function answer(keeps: boolean): void {
    leave();
    void answerUnsubscribe(of, keeps, isForGood);
  }

  const title =
    feedTitle === null
      ? t('unsubscribe.titleAll', { count: feedIds.length, number: number(feedIds.length) })
      : t('unsubscribe.title', { feed: feedTitle });
  return (
    <Dialog title={title} size="narrow" onClose={leave}>
      <p className={styles['question']}>{t('unsubscribe.question', { count: marked, number: number(marked) })}</p>
      <p className={styles['more']}>{t('unsubscribe.more')}</p>
      <label className={styles['for-good']}>
        <input type="checkbox" checked={isForGood} onChange={event => setForGood(event.target.checked)} />
        {t('unsubscribe.forGood')}
      </label>
      <div className={styles['buttons']}>
        <Button onClick={leave}>{t('ui.cancel')}</Button>
        <Button look="danger" onClick={() => answer(false)}>
          {t(feedIds.length === 1 ? 'unsubscribe.remove' : 'unsubscribe.removeAll')}
        </Button>
        <Button look="primary" onClick={() => answer(true)}>
          {t('unsubscribe.keep')}
        </Button>
      </div>
    </Dialog>
  );
}
