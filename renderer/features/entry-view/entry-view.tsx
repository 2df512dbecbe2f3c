import type { ReactNode } from 'react';
import { commandKeys } from '../../commands/words.ts';
import { loadEntry, useEntry } from '../../state/entry.ts';
import { useSelection } from '../../state/selection.ts';
import { useKeyChoice, useSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import { ArticlePane } from './article-pane.tsx';
import { EntryToolbar } from './entry-toolbar.tsx';
import styles from './entry-view.module.css';
import { FullTextBar } from './full-text-bar.tsx';
import { GoneArticle } from './gone-article.tsx';
import { RecordingsBar } from './recordings-bar.tsx';
import { Skeleton } from './skeleton.tsx';
import { useLate } from './use-late.ts';

const skeletonAfterMs = 100;

interface EntryViewProps {
  /** In the toolbar, while an article is open. */
  readonly tools?: ReactNode;
}

/** The article pane: what is open, or why nothing is. */
export function EntryView({ tools }: EntryViewProps) {
  const ground = useSettings(state => state.settings?.articlePage ?? 'paper');
  const openId = useSelection(state => state.openId);
  const detail = useEntry(state => state.detail);
  const error = useEntry(state => state.error);
  const isLoading = openId !== null && error === null && detail?.id !== openId;
  const isLate = useLate(isLoading, skeletonAfterMs);
  // Until the skeleton is due the article before stays.
  const shown = openId === null || error !== null || isLate ? null : detail;

  const isGone = openId !== null && error?.code === 'not-found-here';

  return (
    <section className={styles['view']} data-page={ground} aria-label={t('article.frame')} aria-busy={isLoading}>
      <EntryToolbar entry={detail !== null && detail.id === openId ? detail : null} tools={tools} />
      {shown !== null && shown.id === openId && <FullTextBar key={shown.id} detail={shown} />}
      {shown !== null && shown.id === openId && <RecordingsBar detail={shown} />}
      <div className={styles['stage']}>
        <ArticlePane detail={shown} />
        {openId === null && <Nothing />}
        {isLate && <Skeleton />}
        {isGone && <GoneArticle key={openId} id={openId} />}
        {openId !== null && error !== null && !isGone && (
          <div className={styles['failed']} role="alert">
            <p className={styles['what']}>{t('article.failed')}</p>
            <p dir="auto">{error.message}</p>
            <Button onClick={() => void loadEntry()}>{t('article.tryAgain')}</Button>
          </div>
        )}
      </div>
    </section>
  );
}

/** Nothing is open: how to begin. */
function Nothing() {
  useKeyChoice();
  const key = commandKeys('scroll-on');
  return (
    <p className={styles['quiet']}>
      {t('article.nothing')} {key !== undefined && t('article.nothingKey', { key })}
    </p>
  );
}
