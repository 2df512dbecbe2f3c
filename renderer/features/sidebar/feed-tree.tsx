import { Bookmark, CircleDot, History, Layers, Star, Sun, TextSearch } from 'lucide-react';
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type SyntheticEvent,
  startTransition,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Label } from '../../../worker/protocol/labels.ts';
import type { SubscriptionTree, UnreadCounts } from '../../../worker/protocol/subscriptions.ts';
import { isMac } from '../../client/host.ts';
import { focusPane } from '../../commands/panes.ts';
import { failureWords } from '../../format/failure-words.ts';
import { mirroredKey } from '../../format/mirrored-key.ts';
import { useLayout } from '../../state/layout.ts';
import { useList } from '../../state/list.ts';
import { goToView } from '../../state/navigation.ts';
import { findSearch, useSavedSearches } from '../../state/saved-searches.ts';
import { openSaved } from '../../state/searching.ts';
import { useSettings } from '../../state/settings.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { flattenTree } from '../../state/tree.ts';
import { moveByStep, renameInDialog, startRenaming, useRenaming } from '../../state/tree-changes.ts';
import { chooseUpTo, endTreeChoice, isChoosable, keepChosen, meantBy, toggleInTree, useTreeChoice } from '../../state/tree-choice.ts';
import { useTreeFilter } from '../../state/tree-filter.ts';
import { type SmartView, smartViews, viewKey, viewOfKey } from '../../state/view.ts';
import { ContextMenu, type MenuEntry } from '../../ui/menu.tsx';
import { t } from '../../words.ts';
import { menuOf, menuOfMany } from './feed-menu.tsx';
import { FeedRow } from './feed-row.tsx';
import styles from './feed-tree.module.css';
import { FolderRow } from './folder-row.tsx';
import { LabelRow } from './label-row.tsx';
import { savedSearchMenu } from './saved-search-menu.tsx';
import { SmartRow } from './smart-row.tsx';
import { TreeFilterField } from './tree-filter-field.tsx';
import { treeStep } from './tree-keys.ts';
import { SidebarRow } from './tree-row.tsx';
import { useTreeDrag } from './use-tree-drag.ts';

const smartIcons = {
  today: <Sun />,
  unread: <CircleDot />,
  starred: <Star />,
  later: <Bookmark />,
  all: <Layers />,
  recent: <History />,
};
const noLabels: readonly Label[] = [];
/** More than a window shows of them; the rest is drawn when the first are to be seen. */
const firstRows = 60;

/** All that can be opened: the smart views, then labels, then folders and feeds. One tree, one stop of the Tab key. */
export function FeedTree() {
  const tree = useSubscriptions(state => state.tree);
  const isAllPaused = useSettings(state => state.settings?.refreshPaused === true);
  const folded = useLayout(state => state.folded);
  const selected = useList(state => viewKey(state.view));
  const element = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [menuKey, setMenuKey] = useState<string | null>(null);
  const [isWhole, setWhole] = useState(false);

  const order = useSettings(state => state.settings?.feedOrder ?? 'hand');
  const hidesRead = useSettings(state => state.settings?.hideReadFeeds === true);
  const hasCounts = useSettings(state => state.settings?.showFeedCounts !== false);
  const filter = useTreeFilter(state => (state.isOpen ? state.words : ''));
  const isFilterOpen = useTreeFilter(state => state.isOpen);
  const isFiltered = filter.trim() !== '';
  const chosen = useTreeChoice(state => state.keys);
  const renaming = useRenaming(state => state.key);

  const rows = useMemo(
    () => (tree === null ? [] : flattenTree(tree, folded, { order, filter, hidesRead, open: hidesRead ? selected : '' })),
    [tree, folded, order, filter, hidesRead, selected],
  );
  const drawn = isWhole ? rows : rows.slice(0, Math.max(firstRows, rows.findIndex(row => row.key === selected) + 1));
  const { target, dragged, handlers } = useTreeDrag(tree, rows, order === 'hand');
  const labels = tree?.labels ?? noLabels;
  const searches = useSavedSearches(state => state.searches);
  const unreadFound = useSavedSearches(state => state.unread);
  const keys = isFiltered
    ? rows.map(row => row.key)
    : [
        ...smartViews,
        ...labels.map(({ id }) => viewKey({ kind: 'label', labelId: id })),
        ...searches.map(search => `saved:${search.id}`),
        ...rows.map(row => row.key),
      ];
  const wanted = focused ?? selected;
  // Where Tab enters: the row last used, else the open view's, else the first.
  const stop = keys.includes(wanted) ? wanted : keys.includes(selected) ? selected : (keys[0] ?? 'all');

  useEffect(() => startTransition(() => setWhole(true)), []);

  useEffect(() => keepChosen(rows.map(({ key }) => key)), [rows]);

  useEffect(() => {
    if (renaming !== null && !rows.some(({ key }) => key === renaming)) renameInDialog(renaming);
  }, [renaming, rows]);

  // With the drawer all of them go out of sight.
  useEffect(() => endTreeChoice, []);

  useEffect(() => {
    element.current?.querySelector(`[data-key="${selected}"]`)?.scrollIntoView({ block: 'nearest' });
    setFocused(selected);
  }, [selected]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that went away, or moved, took the keys with it
  useEffect(() => {
    if (document.activeElement !== document.body || useLayout.getState().focused !== 'sidebar') return;
    element.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }, [rows]);

  function focusRow(key: string): void {
    setFocused(key);
    element.current?.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
  }

  /** Keys of the rows that can be moved and chosen. True: it was one. */
  function onRowKey(event: KeyboardEvent): boolean {
    const isMod = event.ctrlKey || event.metaKey;
    const isStep = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    const step = event.key === 'ArrowDown' ? 1 : -1;
    if (event.key === 'Escape' && useTreeChoice.getState().keys.size > 0) endTreeChoice();
    else if (!isChoosable(stop)) return false;
    else if (isStep && event.altKey && !isMod && !event.shiftKey) void moveByStep(stop, step);
    else if (event.key === ' ' && isMod) toggleInTree(stop, stop);
    else if (isStep && event.shiftKey && !isMod && !event.altKey) {
      const next = keys[keys.indexOf(stop) + step];
      if (next === undefined || !isChoosable(next)) return true;
      chooseUpTo(next, stop, keys);
      focusRow(next);
    } else return false;
    return true;
  }

  function onClick(event: MouseEvent): void {
    const key = keyAt(event);
    const isMod = isMac() ? event.metaKey : event.ctrlKey;
    if (key === null || !isChoosable(key) || !(isMod || event.shiftKey)) {
      endTreeChoice();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    // What was pressed has the keys already: the choice goes on from what is open.
    if (isMod) toggleInTree(key, selected);
    else chooseUpTo(key, selected, keys);
    focusRow(key);
  }

  function onDoubleClick(event: MouseEvent): void {
    const key = keyAt(event);
    if (key?.startsWith('folder:') === true && (event.target as Element).closest('[data-name]') !== null) startRenaming(key);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (onRowKey(event)) {
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { setFolded, widths } = useLayout.getState();
    if (event.key === 'Enter') {
      event.preventDefault();
      open(stop);
      focusPane('list');
      return;
    }
    const step = treeStep(mirroredKey(event.key), stop, keys, rows);
    if (step === null) return;
    event.preventDefault();
    if (step.kind === 'fold') {
      setFolded(step.folderId, step.isFolded);
      return;
    }
    focusRow(step.key);
    // In the drawer an opened view would close it under the arrow keys.
    if (widths.mode === 'three') open(step.key);
  }

  function onContextMenu(event: MouseEvent): void {
    const key = keyAt(event);
    if (key === null || !useTreeChoice.getState().keys.has(key)) endTreeChoice();
    const hasMenu = key !== null && /^(?:feed|folder|label|saved):/.test(key);
    setMenuKey(hasMenu ? key : null);
    if (!hasMenu) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** To another pane, or elsewhere in this one; a dialog or menu is about the row that had the keys. */
  function onBlur({ relatedTarget }: FocusEvent): void {
    const isElsewhere = relatedTarget instanceof Element && relatedTarget.closest('[data-pane]') !== null;
    if (isElsewhere && element.current?.contains(relatedTarget) !== true) useTreeChoice.setState({ here: null });
  }

  function leaveFilter(isToOpen: boolean): void {
    const first = rows.find(({ kind }) => kind === 'feed')?.key;
    if (isToOpen && first !== undefined) open(first);
    requestAnimationFrame(() => {
      if (first !== undefined && useTreeFilter.getState().isOpen) focusRow(first);
      else element.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    });
  }

  function ofRow(key: string) {
    return {
      isRenaming: renaming === key,
      isChosen: chosen.size === 0 ? undefined : chosen.has(key),
      drop: target?.key === key ? target.mark : null,
    };
  }

  return (
    <>
      {isFilterOpen && <TreeFilterField found={rows.filter(({ kind }) => kind === 'feed').length} onLeave={leaveFilter} />}
      <ContextMenu items={menuKey === null ? [] : menuOfRow(menuKey, tree)}>
        <div
          ref={element}
          role="tree"
          aria-label={t('sidebar.tree')}
          aria-multiselectable="true"
          className={styles['tree']}
          data-dragging={dragged.size > 0 || undefined}
          onKeyDown={onKeyDown}
          onFocus={event => {
            const key = keyAt(event) ?? stop;
            setFocused(key);
            useTreeChoice.setState({ here: key });
          }}
          onBlur={onBlur}
          onClickCapture={onClick}
          onDoubleClick={onDoubleClick}
          onContextMenuCapture={onContextMenu}
          {...handlers}
        >
          {!isFiltered &&
            smartViews.map((kind, index) => (
              <SmartRow
                key={kind}
                kind={kind}
                icon={smartIcons[kind]}
                position={index + 1}
                siblings={smartViews.length}
                count={hasCounts ? countOf(kind, tree?.counts) : 0}
                isSelected={selected === kind}
                isStop={stop === kind}
                onOpen={open}
              />
            ))}
          {!isFiltered && labels.length > 0 && (
            <>
              <div aria-hidden="true" className={styles['heading']}>
                {t('sidebar.labels')}
              </div>
              <div role="group" aria-label={t('sidebar.labels')}>
                {labels.map(({ id, name, color, unreadCount }, index) => {
                  const key = viewKey({ kind: 'label', labelId: id });
                  return (
                    <LabelRow
                      key={key}
                      viewKey={key}
                      title={name}
                      color={color}
                      unread={hasCounts ? unreadCount : 0}
                      position={index + 1}
                      siblings={labels.length}
                      isSelected={selected === key}
                      isStop={stop === key}
                      onOpen={open}
                    />
                  );
                })}
              </div>
            </>
          )}
          {!isFiltered && searches.length > 0 && (
            <>
              <div aria-hidden="true" className={styles['heading']}>
                {t('search.saved')}
              </div>
              <div role="group" aria-label={t('search.saved')}>
                {searches.map((search, index) => (
                  <SidebarRow
                    key={search.id}
                    kind="smart"
                    viewKey={`saved:${search.id}`}
                    level={1}
                    position={index + 1}
                    siblings={searches.length}
                    title={search.name}
                    tooltip={search.query}
                    icon={
                      <span className={styles['icon']}>
                        <TextSearch />
                      </span>
                    }
                    count={hasCounts ? (unreadFound.get(search.id) ?? 0) : 0}
                    countUnit={t('sidebar.unreadUnit')}
                    isSelected={selected === `saved:${search.id}`}
                    isStop={stop === `saved:${search.id}`}
                    onOpen={open}
                  />
                ))}
              </div>
            </>
          )}
          <div aria-hidden="true" data-top data-drop={target?.key === '' ? 'inside' : undefined} className={styles['heading']}>
            {t('sidebar.feeds')}
          </div>
          {rows.length === 0 && <p className={styles['none']}>{t(isFiltered ? 'tree.noneFound' : 'tree.noneUnread')}</p>}
          <div role="group" aria-label={t('sidebar.feeds')}>
            {drawn.map(row =>
              row.kind === 'folder' ? (
                <FolderRow
                  key={row.key}
                  viewKey={row.key}
                  folderId={row.folder.id}
                  title={row.folder.title}
                  unread={hasCounts ? row.unread : 0}
                  isFolded={row.isFolded}
                  isPaused={row.folder.isPaused}
                  {...ofRow(row.key)}
                  level={row.level}
                  position={row.position}
                  siblings={row.siblings}
                  isSelected={selected === row.key}
                  isStop={stop === row.key}
                  onOpen={open}
                />
              ) : (
                <FeedRow
                  key={row.key}
                  viewKey={row.key}
                  feedId={row.subscription.feedId}
                  title={row.subscription.title}
                  language={row.subscription.language}
                  unread={hasCounts ? row.subscription.unreadCount : 0}
                  iconVersion={row.subscription.iconVersion}
                  trouble={row.subscription.failure === null ? null : failureWords(row.subscription.failure)}
                  isGone={row.subscription.failure?.code === 'gone' || row.subscription.plan?.reason === 'gone'}
                  isApart={row.subscription.isApart}
                  isHeld={row.subscription.isHeld && !isAllPaused}
                  {...ofRow(row.key)}
                  level={row.level}
                  position={row.position}
                  siblings={row.siblings}
                  isSelected={selected === row.key}
                  isStop={stop === row.key}
                  onOpen={open}
                />
              ),
            )}
          </div>
        </div>
      </ContextMenu>
    </>
  );
}

/** One for all rows: a new one with each turn would draw every row of a thousand anew. */
function open(key: string): void {
  const saved = findSearch(key);
  const view = viewOfKey(key);
  if (saved !== undefined) void openSaved(saved);
  else if (view !== null) void goToView(view);
}

function menuOfRow(key: string, tree: SubscriptionTree | null): readonly MenuEntry[] {
  const meant = meantBy(key);
  if (meant.size > 1) return menuOfMany(meant, tree);
  const saved = findSearch(key);
  return saved === undefined ? menuOf(key, tree) : savedSearchMenu(saved);
}

function keyAt(event: SyntheticEvent): string | null {
  return (event.target as Element).closest('[data-key]')?.getAttribute('data-key') ?? null;
}

function countOf(kind: SmartView, counts: UnreadCounts | undefined): number {
  if (counts === undefined || kind === 'all' || kind === 'recent') return 0;
  return counts[kind];
}
