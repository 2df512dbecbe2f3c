import { Bookmark, Star } from 'lucide-react';
import { memo, useMemo } from 'react';
import type { EntryRow, Label, Subscription } from '../../../worker/protocol/model.ts';
import { iconUrl, isMac } from '../../client/host.ts';
import { feedLetter, letterHue } from '../../format/feed-letter.ts';
import { textDirection } from '../../format/text-direction.ts';
import { fullDate, rowTime } from '../../format/time.ts';
import { chooseTo, endChoice, toggleChosen } from '../../state/choice.ts';
import { openInOwnWindow } from '../../state/own-window.ts';
import { openEntry } from '../../state/reading.ts';
import { classes } from '../../ui/classes.ts';
import { FeedIcon } from '../../ui/feed-icon.tsx';
import { t } from '../../words.ts';
import styles from './entry-row.module.css';
import { Marked } from './marked.tsx';
import { RowLabels } from './row-labels.tsx';
import { Thumbnail } from './thumbnail.tsx';
import { useKeptHeight } from './use-kept-height.ts';

interface EntryRowProps {
  readonly row: EntryRow;
  readonly index: number;
  readonly total: number;
  readonly feed: Pick<Subscription, 'feedId' | 'title' | 'iconVersion'> | null;
  readonly labels: readonly Label[];
  /** Off in the list of a single feed: there the time stands before the snippet. */
  readonly hasFeedLine: boolean;
  readonly hasPicture: boolean;
  readonly isSelected: boolean;
  /** One of several that are chosen; null: none are. */
  readonly isChosen: boolean | null;
  /** No hairline above it. */
  readonly isFirstOfDay: boolean;
  readonly isAfterSelected: boolean;
  readonly now: number;
}

export const EntryRowItem = memo(function EntryRowItem(props: EntryRowProps) {
  const { row, index, total, feed, labels, hasFeedLine, hasPicture, isSelected, isChosen, isFirstOfDay, isAfterSelected, now } = props;
  const iconVersion = feed?.iconVersion ?? null;
  const icon = useMemo(() => (iconVersion === null ? null : iconUrl(row.feedId, iconVersion)), [row.feedId, iconVersion]);
  const heading = row.title === '' ? row.snippet : row.title;
  const isFoundInText = row.found !== undefined && row.found.snippet !== '';
  const snippet = isFoundInText ? row.found.snippet : row.title === '' ? '' : row.snippet;
  const title = heading === '' ? t('list.untitled') : heading;
  const element = useKeptHeight(row.isRead);
  const time = (
    <time className={styles['time']} title={fullDate(row.publishedAt ?? row.sortAt)}>
      <bdi>{rowTime(row, now)}</bdi>
    </time>
  );
  const marks = (
    <>
      {labels.length > 0 && <RowLabels labels={labels} />}
      {row.isLater && (
        <span className={styles['later']}>
          <Bookmark aria-hidden="true" />
          <span className="visually-hidden">{t('list.isLater')}</span>
        </span>
      )}
      {row.isStarred && (
        <span className={styles['star']}>
          <Star aria-hidden="true" />
          <span className="visually-hidden">{t('list.isStarred')}</span>
        </span>
      )}
    </>
  );

  return (
    <div
      ref={element}
      role="option"
      id={`entry-${row.id}`}
      aria-selected={isChosen ?? isSelected}
      aria-posinset={index + 1}
      aria-setsize={total}
      // The listbox holds the focus; its active descendant is the selected row.
      tabIndex={-1}
      dir={textDirection(heading)}
      className={classes(
        styles['row'],
        row.isRead && styles['read'],
        (isChosen ?? isSelected) && styles['selected'],
        isChosen !== null && isSelected && styles['current'],
        (isFirstOfDay || index === 0 || isSelected || isAfterSelected || isChosen === true) && styles['unlined'],
        !hasFeedLine && styles['single'],
      )}
      onMouseDown={event => event.preventDefault()}
      onDoubleClick={event => {
        const isChoosing = isChosen !== null || event.shiftKey || event.ctrlKey || event.metaKey;
        // The first click has opened it, and marked it as read.
        if (!isChoosing && !isTouch(event.nativeEvent)) void openInOwnWindow({ ...row, isRead: true });
      }}
      onClick={event => {
        event.currentTarget.closest<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true });
        if (event.shiftKey) void chooseTo(row, index);
        else if (isMac() ? event.metaKey : event.ctrlKey) toggleChosen(row, index);
        // A finger has no Ctrl key.
        else if (isChosen !== null && isTouch(event.nativeEvent)) toggleChosen(row, index);
        else {
          endChoice();
          openEntry(row, index);
        }
      }}
    >
      {!row.isRead && (
        <span className={styles['dot']}>
          <span className="visually-hidden">{t('list.isUnread')}</span>
        </span>
      )}
      {hasFeedLine && (
        <div className={styles['meta']}>
          {feed !== null && <FeedIcon url={icon} letter={feedLetter(feed.title)} hue={letterHue(feed.feedId)} />}
          <span className={styles['feed']}>
            <bdi>{feed?.title}</bdi>
          </span>
          {marks}
          {time}
        </div>
      )}
      <div className={styles['text']}>
        <h2 className={styles['title']}>{row.title === '' ? title : <Marked text={title} ranges={row.found?.title ?? []} />}</h2>
        {(snippet !== '' || !hasFeedLine) && (
          <p className={styles['snippet']}>
            {!hasFeedLine && (
              <>
                {marks}
                {time}
                {snippet !== '' && <span className={styles['between']}>·</span>}
              </>
            )}
            {isFoundInText ? <Marked text={snippet} ranges={row.found.marks} /> : snippet}
          </p>
        )}
      </div>
      {hasPicture && row.imageUrl !== null && <Thumbnail feedId={row.feedId} url={row.imageUrl} />}
    </div>
  );
});

function isTouch(event: MouseEvent): boolean {
  return event instanceof PointerEvent && event.pointerType === 'touch';
}
