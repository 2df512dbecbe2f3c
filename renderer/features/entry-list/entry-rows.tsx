import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { EntryRow } from '../../../worker/protocol/entry-lists.ts';
import type { EntryId } from '../../../worker/protocol/ids.ts';
import { endChoice, isChosen, useChoice } from '../../state/choice.ts';
import { useClock } from '../../state/clock.ts';
import { labelsOf } from '../../state/labels.ts';
import { useLayout } from '../../state/layout.ts';
import { findRow, useList, wantRows } from '../../state/list.ts';
import { announceListScroll, registerListPane } from '../../state/list-pane.ts';
import { useSelection } from '../../state/selection.ts';
import { useSettings } from '../../state/settings.ts';
import { findFeed, useSubscriptions } from '../../state/subscriptions.ts';
import { classes } from '../../ui/classes.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import { t } from '../../words.ts';
import { EntryRowItem } from './entry-row.tsx';
import styles from './entry-rows.module.css';
import { HeadingLine } from './heading-line.tsx';
import { HeldHeading, headingPx } from './held-heading.tsx';
import { dayHeadings, feedHeadings, noHeadings } from './list-headings.ts';
import { SkeletonRow } from './list-skeleton.tsx';
import { estimateRowHeight } from './row-height.ts';
import { rowMenu } from './row-menu.tsx';
import { usePassedRows } from './use-passed-rows.ts';
import { useStartPlace } from './use-start-place.ts';
import { useSteadyRows } from './use-steady-rows.ts';

const rowsBeyondSight = 6;
/** What the list was measured as last: the next one is drawn without being measured first. */
let roomBefore = { width: 0, height: 0 };
const noticeRoom = 64;

/** The rows of the open list. Only those in sight are in the document, and only a few pages of them in memory. */
export function EntryRows() {
  const scroller = useRef<HTMLDivElement>(null);
  const total = useList(state => state.total);
  const rows = useList(state => state.rows);
  const startAt = useList(state => state.startAt);
  const scope = useList(state => state.query?.scope.kind);
  const isRanked = useList(({ query }) => query?.scope.kind === 'search' && query.scope.order === 'relevance');
  const isByFeed = useList(({ query }) => query?.feeds !== undefined);
  // Its heading tells it.
  const hasFeedLine = scope !== 'feed' && !isByFeed;
  const selectedIndex = useSelection(state => state.selected?.index ?? null);
  const selectedId = useSelection(state => state.selected?.id ?? null);
  const now = useClock(state => state.now);
  const width = useLayout(state => state.widths.list);
  const hasKeys = useLayout(state => state.focused === 'list');
  const showPictures = useSettings(state => state.settings?.showPictures ?? false);
  const isCompact = useSettings(state => state.settings?.listDensity === 'compact');
  const marksPassed = useSettings(state => state.settings?.markRead === 'scrolling');
  const tree = useSubscriptions(state => state.tree);

  const choice = useChoice(state => state.choice);
  const [menuRow, setMenuRow] = useState<{ readonly row: EntryRow; readonly index: number } | null>(null);
  const hasNew = useList(state => state.newCount > 0);

  // Another function makes the places of all rows anew, of a hundred thousand.
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only when rows have come whose height can be guessed better
  const getItemKey = useMemo(() => (index: number) => index, [rows.size]);
  const redraw = useReducer((count: number) => count + 1, 0)[1];
  const drawn = useRef({ first: 0, last: -1 });
  const rowSetting = { width, hasFeedLine, hasPicture: showPictures, isCompact };
  const unknownHeight = estimateRowHeight(undefined, rowSetting);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    // Asked of every row of the list when one is measured.
    estimateSize: index => {
      const row = rows.get(index);
      return row === undefined ? unknownHeight : estimateRowHeight(row, rowSetting);
    },
    // The rows beyond sight are there for as long as a drawing takes: the frame of a scroll waits only for rows that would be missed.
    useFlushSync: false,
    onChange: ({ range }, isScroll) => {
      const { first, last } = drawn.current;
      if (isScroll && range !== null && (range.startIndex < first || range.endIndex > last)) flushSync(redraw);
    },
    overscan: useBeyondSight(),
    initialRect: roomBefore,
    initialOffset: () => startAt.index * estimateRowHeight(undefined, { width, hasFeedLine, hasPicture: false, isCompact }),
    // A notice at the foot never lies over the selected row.
    paddingEnd: noticeRoom,
    scrollPaddingEnd: noticeRoom,
    // Nor does the heading that is held at the top.
    scrollPaddingStart: isRanked ? 0 : headingPx,
    getItemKey,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  drawn.current = { first, last };

  useEffect(() => {
    roomBefore = virtualizer.scrollRect ?? roomBefore;
  });
  const isMissing = items.some(item => !rows.has(item.index));

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows in sight may be forgotten while the reader rests
  useEffect(() => wantRows(first, last), [first, last, isMissing]);
  useStartPlace(scroller, startAt, index => virtualizer.getOffsetForIndex(index, 'start')?.[0] ?? 0);
  useSteadyRows(scroller);
  usePassedRows(scroller, marksPassed);

  useEffect(
    () =>
      useSelection.subscribe(({ moves, selected }, before) => {
        if (moves !== before.moves && selected !== null) virtualizer.scrollToIndex(selected.index, { align: 'auto' });
      }),
    [virtualizer],
  );

  useEffect(
    () =>
      registerListPane({
        top: () => topOf(scroller.current),
        placeOf: id => placeOf(scroller.current, id),
        isAtTop: () => (scroller.current?.scrollTop ?? 0) === 0,
        focus: () => scroller.current?.focus({ preventScroll: true }),
      }),
    [],
  );

  // The list before it, or a button above it, went away with the keys.
  useEffect(() => {
    const { activeElement, body } = document;
    const isOnPane = activeElement?.getAttribute('data-pane') === 'list';
    const isLost = isOnPane || (activeElement === body && useLayout.getState().focused === 'list');
    if (isLost) scroller.current?.focus({ preventScroll: true });
  }, []);

  const headings = isRanked
    ? noHeadings
    : isByFeed
      ? feedHeadings(rows, feedId => findFeed(tree, feedId)?.title ?? '')
      : dayHeadings(rows, scope, now);

  /** A row's menu makes it the selected one, so that commands are for it; by the keys it is that of the selected row. */
  function onContextMenu(event: MouseEvent): void {
    const place = (event.target as Element).closest('[data-entry]');
    const { selected, select } = useSelection.getState();
    const id = place === null ? (selected?.id ?? null) : Number(place.getAttribute('data-entry'));
    const found = id === null ? null : findRow(id);
    setMenuRow(found);
    if (found === null) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (!isChosen(choice, found.row.id)) endChoice();
    if (selected?.id !== found.row.id) select({ id: found.row.id, index: found.index });
  }

  function isNeighbourChosen(index: number): boolean {
    const row = rows.get(index);
    return row !== undefined && isChosen(choice, row.id);
  }

  const isSelectedDrawn = selectedIndex !== null && selectedIndex >= first && selectedIndex <= last && rows.has(selectedIndex);
  return (
    <ContextMenu items={menuRow === null ? [] : rowMenu(menuRow.row, menuRow.index, total, choice)}>
      <div
        ref={scroller}
        role="listbox"
        aria-multiselectable="true"
        onContextMenuCapture={onContextMenu}
        aria-label={t('list.label')}
        aria-activedescendant={isSelectedDrawn ? `entry-${selectedId}` : undefined}
        tabIndex={0}
        className={classes(styles['scroller'], hasKeys && styles['active'])}
        onScroll={announceListScroll}
      >
        {!isRanked && <HeldHeading scroller={scroller} places={() => virtualizer.getVirtualItems()} headings={headings} />}
        <div className={classes(styles['sizer'], hasNew && styles['roomy'])} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(item => {
            const row = rows.get(item.index);
            const heading = headings.above(item.index);
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                data-entry={row?.id}
                className={styles['place']}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {heading !== null && <HeadingLine heading={heading} />}
                {row === undefined ? (
                  <SkeletonRow isCompact={isCompact} />
                ) : (
                  <EntryRowItem
                    row={row}
                    index={item.index}
                    total={total}
                    feed={findFeed(tree, row.feedId) ?? null}
                    labels={labelsOf(tree, row.labelIds)}
                    hasFeedLine={hasFeedLine}
                    isOfSeveralFeeds={scope !== 'feed'}
                    hasPicture={showPictures}
                    isCompact={isCompact}
                    isSelected={item.index === selectedIndex}
                    isChosen={choice === null ? null : isChosen(choice, row.id)}
                    joinsAbove={heading === null && isNeighbourChosen(item.index - 1)}
                    joinsBelow={isNeighbourChosen(item.index + 1) && headings.above(item.index + 1) === null}
                    isBelowHeading={heading !== null}
                    isUnderDay={!isRanked && !isByFeed}
                    isAfterSelected={selectedIndex !== null && item.index === selectedIndex + 1}
                    now={now}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </ContextMenu>
  );
}

/** The first frame of a list has the rows in sight, and two for rows that are lower than was guessed; those that a scroll would bring are drawn after it. */
function useBeyondSight(): number {
  const [isShown, show] = useState(false);
  useEffect(() => {
    const frame = requestAnimationFrame(() => setTimeout(() => show(true)));
    return () => cancelAnimationFrame(frame);
  }, []);
  return isShown ? rowsBeyondSight : 2;
}

/** The first row that reaches into sight, and where it stands. */
function topOf(scroller: HTMLElement | null): { readonly anchorId: number; readonly offset: number } | null {
  if (scroller === null) return null;
  const edge = scroller.getBoundingClientRect().top;
  for (const place of scroller.querySelectorAll<HTMLElement>('[data-entry]')) {
    const { top, bottom } = place.getBoundingClientRect();
    if (bottom > edge) return { anchorId: Number(place.dataset['entry']), offset: Math.round(top - edge) };
  }
  return null;
}

function placeOf(scroller: HTMLElement | null, id: EntryId): number | null {
  const place = scroller?.querySelector(`[data-entry="${id}"]`)?.getBoundingClientRect();
  const pane = scroller?.getBoundingClientRect();
  if (place === undefined || pane === undefined || place.top < pane.top || place.bottom > pane.bottom) return null;
  return Math.round(place.top - pane.top);
}
