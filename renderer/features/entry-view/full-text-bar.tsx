import type { EntryDetail } from '../../../worker/protocol/entries.ts';
import { fullTextFailureWords } from '../../format/full-text-failure-words.ts';
import { fetchFullText, fullTextSite, shownFullText, stopFullText, toggleFullText, useFullText } from '../../state/full-text.ts';
import { openLink } from '../../state/links.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { t } from '../../words.ts';
import styles from './full-text-bar.module.css';
import { useLate } from './use-late.ts';

const lateMs = 100;

/** How it stands with the full text of the open article: on its way, shown, or why not. Nothing for the feed's version. */
export function FullTextBar({ detail }: { readonly detail: EntryDetail }) {
  const isFetching = useFullText(state => state.fetchingId === detail.id);
  const isLate = useLate(isFetching, lateMs);
  const site = fullTextSite(detail);
  const failure = detail.showsFullText && !isFetching && detail.fullText?.kind === 'failed' ? fullTextFailureWords(detail.fullText) : null;
  const isShown = shownFullText(detail) !== null;

  return (
    <div className={styles['place']} role="status">
      {isLate && (
        <div className={styles['bar']}>
          <Spinner />
          <span className={styles['words']}>{t('fullText.fetching', { site })}</span>
          <Button look="plain" onClick={stopFullText}>
            {t('fullText.cancel')}
          </Button>
        </div>
      )}
      {!isFetching && isShown && (
        <div className={styles['bar']}>
          <span className={styles['words']}>{t('fullText.shown', { site })}</span>
          <Button look="plain" onClick={toggleFullText}>
            {t('fullText.showFeeds')}
          </Button>
        </div>
      )}
      {failure !== null && (
        <div className={styles['trouble']}>
          <p className={styles['words']}>
            <strong>{t('fullText.failed')}</strong> <bdi>{failure}</bdi>
          </p>
          <span className={styles['ways']}>
            <Button onClick={() => void fetchFullText(detail.id)}>{t('article.tryAgain')}</Button>
            <Button onClick={() => void openLink(detail.url ?? '')}>{t('fullText.openPage')}</Button>
            <Button look="plain" onClick={toggleFullText}>
              {t('fullText.leave')}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}
