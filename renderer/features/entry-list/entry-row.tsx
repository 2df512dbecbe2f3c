import { Bookmark, Star } from 'lucide-react';
import { memo, useMemo, useState } from 'react';
import type { EntryRow } from '../../../worker/protocol/entry-lists.ts';
import type { Label } from '../../../worker/protocol/labels.ts';
import type { Subscription } from '../../../worker/protocol/subscriptions.ts';
import { iconUrl, isMac } from '../../client/host.ts';
import { feedLetter, letterHue } from '../../format/feed-letter.ts';
import { textDirection } from '../../format/text-direction.ts';
import { textLanguage } from '../../format/text-language.ts';
import { fullDate, rowTime } from '../../format/time.ts';
import { chooseTo, endChoice, toggleChosen } from '../../state/choice.ts';
import { openLink } from '../../state/links.ts';
import { openInOwnWindow } from '../../state/own-window.ts';
import { openEntry } from '../../state/reading.ts';
import { classes } from '../../ui/classes.ts';
import { FeedIcon } from '../../ui/feed-icon.tsx';
import { t } from '../../words.ts';
import styles from './entry-row.module.css';
import { Marked } from './marked.tsx';
import { RowActions, runRowAction } from './row-actions.tsx';
import { RowLabels } from './row-labels.tsx';
import { Thumbnail } from './thumbnail.tsx';
import { useKeptHeight } from './use-kept-height.ts';

interface EntryRowProps {
  readonly row: EntryRow;
  readonly index: number;
  readonly total: number;
  readonly feed: Pick<Subscription, 'feedId' | 'title' | 'language' | 'iconVersion'> | null;
  readonly labels: readonly Label[];
  /** Off in the list of a single feed, and where a heading names the feed: there the time stands before the snippet. */
  readonly hasFeedLine: boolean;
  readonly isOfSeveralFeeds: boolean;
  readonly hasPicture: boolean;
  /** One line. */
  readonly isCompact: boolean;
  readonly isSelected: boolean;
  /** One of several that are chosen; null: none are. */
  readonly isChosen: boolean | null;
  /** Its neighbours in the list are chosen too. */
  readonly joinsAbove: boolean;
  readonly joinsBelow: boolean;
  /** No hairline above it. */
  readonly isBelowHeading: boolean;
  /** A heading tells the day. */
  readonly isUnderDay: boolean;
  readonly isAfterSelected: boolean;
  readonly now: number;
}

export const EntryRowItem = memo(function EntryRowItem(props: EntryRowProps) {
  const { row, index, total, feed, labels, hasFeedLine, hasPicture, isCompact, isSelected, isChosen, joinsAbove, joinsBelow, now } = props;
  const isUnlined = props.isBelowHeading || index === 0 || isSelected || props.isAfterSelected || (isChosen === true && !joinsAbove);
  const iconVersion = feed?.iconVersion ?? null;
  const icon = useMemo(() => (iconVersion === null ? null : iconUrl(row.feedId, iconVersion)), [row.feedId, iconVersion]);
  const words = row.title === '' ? row.snippet : row.title;
  const isFoundInText = row.found !== undefined && row.found.snippet !== '';
  const snippet = isFoundInText ? row.found.snippet : row.title === '' ? '' : row.snippet;
  const title = words === '' ? t('list.untitled') : words;
  const language = useMemo(() => textLanguage(`${row.title} ${row.snippet}`, feed?.language ?? null) ?? undefined, [row, feed]);
  const feedLanguage = useMemo(() => (feed === null ? undefined : (textLanguage(feed.title, feed.language) ?? undefined)), [feed]);
  const { element, minHeight } = useKeptHeight(row.isRead);
  // What only a pointer finds is made when there is one: for all rows it would be a third of the work of a list that opens.
  const [isPointed, setPointed] = useState(false);
  const time = (
    <time className={styles['time']} title={isPointed ? fullDate(row.publishedAt ?? row.sortAt) : undefined}>
      <bdi>{rowTime(row, now, props.isUnderDay)}</bdi>
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
  const actions = isPointed && isChosen === null && <RowActions row={row} />;
  const feedIcon = feed !== null && <FeedIcon url={icon} letter={feedLetter(feed.title)} hue={letterHue(feed.feedId)} />;
  const feedName = (
    <span className={styles['feed']} dir="auto" lang={feedLanguage}>
      {feed?.title}
    </span>
  );
  const heading = (
    <h2 className={styles['title']} lang={words === '' ? undefined : language}>
      {row.title === '' ? title : <Marked text={title} ranges={row.found?.title ?? []} />}
    </h2>
  );

  return (
    <div
      ref={element}
      role="option"
      id={`entry-${row.id}`}
      aria-selected={isChosen ?? isSelected}
      aria-posinset={index + 1}
      aria-setsize={total}
      data-current={isSelected ? '' : undefined}
      // The listbox holds the focus; its active descendant is the selected row.
      tabIndex={-1}
      dir={textDirection(title)}
      style={{ minHeight }}
      className={classes(
        styles['row'],
        isCompact && styles['compact'],
        row.isRead && styles['read'],
        (isChosen ?? isSelected) && styles['selected'],
        isChosen !== null && isSelected && styles['current'],
        isChosen === true && joinsAbove && styles['joinsAbove'],
        isChosen === true && joinsBelow && styles['joinsBelow'],
        isUnlined && styles['unlined'],
        !hasFeedLine && styles['single'],
      )}
      onMouseEnter={() => setPointed(true)}
      onMouseLeave={() => setPointed(false)}
      onMouseDown={event => event.preventDefault()}
      onDoubleClick={event => {
        const isChoosing = isChosen !== null || event.shiftKey || event.ctrlKey || event.metaKey;
        // The first click has opened it, and marked it as read.
        if (!isChoosing && !isTouch(event.nativeEvent)) void openInOwnWindow({ ...row, isRead: true });
      }}
      onAuxClick={event => {
        if (event.button !== 1) return;
        // Linux pastes what is marked, and a pasted address is taken as one to subscribe to.
        event.preventDefault();
        // As with any link: the original, behind this window.
        if (row.url !== null) void openLink(row.url, { inBackground: true });
      }}
      onClick={event => {
        event.currentTarget.closest<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true });
        if (runRowAction(row, event.target)) return;
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
      {!hasFeedLine && props.isOfSeveralFeeds && <span className="visually-hidden">{feed?.title}</span>}
      {isCompact ? (
        <div className={styles['line']}>
          {hasFeedLine && feedIcon}
          {hasFeedLine && feedName}
          {heading}
          {marks}
          {time}
          {actions}
        </div>
      ) : (
        <>
          {hasFeedLine && (
            <div className={styles['meta']}>
              {feedIcon}
              {feedName}
              {marks}
              {time}
              {actions}
            </div>
          )}
          <div className={styles['text']}>
            {heading}
            {(snippet !== '' || !hasFeedLine) && (
              <p className={styles['snippet']}>
                {!hasFeedLine && (
                  <>
                    {marks}
                    {time}
                    {snippet !== '' && <span className={styles['between']}>·</span>}
                  </>
                )}
                <span lang={language}>{isFoundInText ? <Marked text={snippet} ranges={row.found.marks} /> : snippet}</span>
              </p>
            )}
            {!hasFeedLine && actions}
          </div>
          {hasPicture && row.imageUrl !== null && <Thumbnail feedId={row.feedId} url={row.imageUrl} />}
        </>
      )}
    </div>
  );
});

function isTouch(event: MouseEvent): boolean {
  return event instanceof PointerEvent && event.pointerType === 'touch';
}
