import { Bookmark, CircleDot, History, Layers, Star, Sun, TextSearch } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Label, SavedSearch, SubscriptionTree, UnreadCounts } from '../../../worker/protocol/model.ts';
import { focusPane } from '../../commands/panes.ts';
import { useLayout } from '../../state/layout.ts';
import { useList } from '../../state/list.ts';
import { goToView } from '../../state/navigation.ts';
import { useSavedSearches } from '../../state/saved-searches.ts';
import { openSaved } from '../../state/searching.ts';
import { useSettings } from '../../state/settings.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { flattenTree } from '../../state/tree.ts';
import { type SmartView, smartViews, viewKey, viewOfKey } from '../../state/view.ts';
import { ContextMenu, type MenuEntry } from '../../ui/menu.tsx';
import { t } from '../../words.ts';
import { menuOf } from './feed-menu.tsx';
import { FeedRow } from './feed-row.tsx';
import styles from './feed-tree.module.css';
import { FolderRow } from './folder-row.tsx';
import { LabelRow } from './label-row.tsx';
import { savedSearchMenu } from './saved-search-menu.tsx';
import { SmartRow } from './smart-row.tsx';
import { treeStep } from './tree-keys.ts';
import { SidebarRow } from './tree-row.tsx';

const smartIcons = {
  today: <Sun />,
  unread: <CircleDot />,
  starred: <Star />,
  later: <Bookmark />,
  all: <Layers />,
  recent: <History />,
};
const noLabels: readonly Label[] = [];

/** All that can be opened: the smart views, then labels, then folders and feeds. One tree, one stop of the Tab key. */
export function FeedTree() {
  const tree = useSubscriptions(state => state.tree);
  const isAllPaused = useSettings(state => state.settings?.refreshPaused === true);
  const folded = useLayout(state => state.folded);
  const selected = useList(state => viewKey(state.view));
  const element = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [menuKey, setMenuKey] = useState<string | null>(null);

  const rows = useMemo(() => (tree === null ? [] : flattenTree(tree, folded)), [tree, folded]);
  const labels = tree?.labels ?? noLabels;
  const searches = useSavedSearches(state => state.searches);
  const unreadFound = useSavedSearches(state => state.unread);
  const keys = [
    ...smartViews,
    ...labels.map(({ id }) => viewKey({ kind: 'label', labelId: id })),
    ...searches.map(search => `saved:${search.id}`),
    ...rows.map(row => row.key),
  ];
  const wanted = focused ?? selected;
  // Where Tab enters: the row last used, else the open view's, else the first.
  const stop = keys.includes(wanted) ? wanted : keys.includes(selected) ? selected : 'all';

  useEffect(() => {
    element.current?.querySelector(`[data-key="${selected}"]`)?.scrollIntoView({ block: 'nearest' });
    setFocused(selected);
  }, [selected]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that went away took the keys with it
  useEffect(() => {
    if (document.activeElement !== document.body || useLayout.getState().focused !== 'sidebar') return;
    element.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }, [rows]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const { setFolded, widths } = useLayout.getState();
    if (event.key === 'Enter') {
      event.preventDefault();
      open(stop);
      focusPane('list');
      return;
    }
    const step = treeStep(event.key, stop, keys, rows);
    if (step === null) return;
    event.preventDefault();
    if (step.kind === 'fold') {
      setFolded(step.folderId, step.isFolded);
      return;
    }
    setFocused(step.key);
    element.current?.querySelector<HTMLElement>(`[data-key="${step.key}"]`)?.focus();
    // In the drawer an opened view would close it under the arrow keys.
    if (widths.mode === 'three') open(step.key);
  }

  function onContextMenu(event: MouseEvent): void {
    const key = (event.target as Element).closest('[data-key]')?.getAttribute('data-key') ?? null;
    const hasMenu = key !== null && /^(?:feed|folder|label|saved):/.test(key);
    setMenuKey(hasMenu ? key : null);
    if (!hasMenu) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  return (
    <ContextMenu items={menuKey === null ? [] : menuOfRow(menuKey, tree)}>
      <div
        ref={element}
        role="tree"
        aria-label={t('sidebar.tree')}
        className={styles['tree']}
        onKeyDown={onKeyDown}
        onContextMenuCapture={onContextMenu}
      >
        {smartViews.map((kind, index) => (
          <SmartRow
            key={kind}
            kind={kind}
            icon={smartIcons[kind]}
            position={index + 1}
            siblings={smartViews.length}
            count={countOf(kind, tree?.counts)}
            isSelected={selected === kind}
            isStop={stop === kind}
            onOpen={open}
          />
        ))}
        {labels.length > 0 && (
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
                    unread={unreadCount}
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
        {searches.length > 0 && (
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
                  count={unreadFound.get(search.id) ?? 0}
                  countUnit={t('sidebar.unreadUnit')}
                  isSelected={selected === `saved:${search.id}`}
                  isStop={stop === `saved:${search.id}`}
                  onOpen={open}
                />
              ))}
            </div>
          </>
        )}
        <div aria-hidden="true" className={styles['heading']}>
          {t('sidebar.feeds')}
        </div>
        <div role="group" aria-label={t('sidebar.feeds')}>
          {rows.map(row =>
            row.kind === 'folder' ? (
              <FolderRow
                key={row.key}
                viewKey={row.key}
                folderId={row.folder.id}
                title={row.folder.title}
                unread={row.unread}
                isFolded={row.isFolded}
                isPaused={row.folder.isPaused}
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
                unread={row.subscription.unreadCount}
                iconVersion={row.subscription.iconVersion}
                trouble={row.subscription.failure?.message ?? null}
                isHeld={row.subscription.isHeld && !isAllPaused}
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
  );
}

/** One for all rows: a new one with each turn would draw every row of a thousand anew. */
function open(key: string): void {
  const saved = savedOf(key);
  const view = viewOfKey(key);
  if (saved !== undefined) void openSaved(saved);
  else if (view !== null) void goToView(view);
}

function menuOfRow(key: string, tree: SubscriptionTree | null): readonly MenuEntry[] {
  const saved = savedOf(key);
  return saved === undefined ? menuOf(key, tree) : savedSearchMenu(saved);
}

function savedOf(key: string): SavedSearch | undefined {
  return useSavedSearches.getState().searches.find(({ id }) => key === `saved:${id}`);
}

function countOf(kind: SmartView, counts: UnreadCounts | undefined): number {
  if (counts === undefined || kind === 'all' || kind === 'recent') return 0;
  return counts[kind];
}
