import { useEffect, useState } from 'react';
import type { EntryFate } from '../../../worker/protocol/entries.ts';
import type { EntryId } from '../../../worker/protocol/ids.ts';
import { isInBrowserTab } from '../../client/host.ts';
import { readFate } from '../../state/entry-fate.ts';
import { useLayout } from '../../state/layout.ts';
import { closeOwnWindow } from '../../state/own-window.ts';
import { undo } from '../../state/reading.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './entry-view.module.css';

/** Nothing has failed: the open article was taken away, here or in another window. It comes back by itself when that is taken back. */
export function GoneArticle({ id }: { readonly id: EntryId }) {
  const isOwnWindow = useLayout(state => state.isOwnWindow);
  const [fate, setFate] = useState<EntryFate | null>(null);

  useEffect(() => {
    let isWanted = true;
    void readFate(id).then(answer => isWanted && setFate(answer));
    return () => {
      isWanted = false;
    };
  }, [id]);

  if (fate === null) return null;
  const { change } = fate;
  return (
    <div className={styles['failed']} role="status">
      <p className={styles['what']}>{fateWords(fate)}</p>
      {change !== null && change.count > 1 && <p>{togetherWords(change)}</p>}
      <div className={styles['ways']}>
        {change !== null && <Button onClick={() => void undo(change.id)}>{t('history.takeBack')}</Button>}
        {isOwnWindow && <Button onClick={closeOwnWindow}>{t(isInBrowserTab() ? 'article.closeTab' : 'article.closeWindow')}</Button>}
      </div>
    </div>
  );
}

function fateWords({ kind, feedTitle }: EntryFate): string {
  switch (kind) {
    case 'deleted':
      return t('article.gone.deleted');
    case 'cleaned-up':
      return t('article.gone.cleanedUp');
    case 'unsubscribed':
      return t('article.gone.unsubscribed', { feed: feedTitle });
    case 'unknown':
      return t('article.gone.unknown');
  }
}

function togetherWords({ kind, count }: NonNullable<EntryFate['change']>): string {
  return kind === 'delete' || kind === 'retention'
    ? t('article.gone.articlesTogether', { count })
    : t('article.gone.feedsTogether', { count });
}
