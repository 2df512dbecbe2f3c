import { FileText, Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { EntryRow } from '../../../worker/protocol/entry-lists.ts';
import type { SubscriptionTree } from '../../../worker/protocol/subscriptions.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useLayout } from '../../state/layout.ts';
import { rememberUse, usePaletteMemory } from '../../state/palette.ts';
import { openEntryById } from '../../state/reading.ts';
import { useSavedSearches } from '../../state/saved-searches.ts';
import { searchFor } from '../../state/searching.ts';
import { findFeed, useSubscriptions } from '../../state/subscriptions.ts';
import { stopTitleSearch, typeTitle, useTitleSearch } from '../../state/title-search.ts';
import { classes } from '../../ui/classes.ts';
import { Dialog } from '../../ui/dialog.tsx';
import fieldStyles from '../../ui/icon-field.module.css';
import { t } from '../../words.ts';
import { allItems } from './all-items.tsx';
import { findItems } from './find-items.ts';
import styles from './palette.module.css';
import type { PaletteItem } from './palette-item.ts';

const listId = 'palette-list';
const pageStep = 8;

/** Commands, feeds, folders, labels, saved searches and articles by a part of their name. */
export function Palette() {
  const close = useDialogs(state => state.close);
  const tree = useSubscriptions(state => state.tree);
  const searches = useSavedSearches(state => state.searches);
  const recent = usePaletteMemory(state => state.recent);
  const found = useTitleSearch();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);

  const all = useMemo(() => allItems(tree, searches), [tree, searches]);
  const { isOwnWindow } = useLayout.getState();
  const wanted = typed.trim();
  const groups = [
    ...findItems(all, typed, recent).map(({ kind, items }) => ({ kind, title: kind === 'found' ? '' : t(`palette.${kind}`), items })),
    ...(wanted === '' ? [] : [{ kind: 'articles', title: t('palette.articles'), items: articleItems(found.rows, tree) }]),
    // A window of one article has no list for what a search finds.
    ...(wanted === '' || isOwnWindow ? [] : [{ kind: 'search-for', title: '', items: [searchItem(wanted)] }]),
  ].filter(({ items }) => items.length > 0);
  const items = groups.flatMap(group => group.items);
  const here = Math.min(chosen, items.length - 1);
  const isFound = items.some(({ kind }) => kind !== 'search-for') || wanted === '';
  const isAnswered = found.typed === typed;

  useEffect(() => stopTitleSearch, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen is brought into sight
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, typed]);

  function type(text: string): void {
    setTyped(text);
    setChosen(0);
    typeTitle(text);
  }

  function take(item: PaletteItem): void {
    if (item.kind !== 'article' && item.kind !== 'search-for') rememberUse(item.key);
    // At once: the keys are back where they were before the command asks where they are.
    flushSync(close);
    item.run();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: pageStep, PageUp: -pageStep }[event.key] ?? letterStep(event);
    if (step !== 0 && items.length > 0) {
      event.preventDefault();
      const next = here + step;
      const isOver = next < 0 || next >= items.length;
      // One step beyond an end comes in at the other.
      if (isOver && Math.abs(step) === 1) setChosen(step > 0 ? 0 : items.length - 1);
      else setChosen(Math.max(0, Math.min(items.length - 1, next)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const item = items[here];
      if (item !== undefined) take(item);
    }
  }

  return (
    <Dialog title={t('palette.title')} hasHiddenTitle onClose={close}>
      <span className={classes(fieldStyles['field'], fieldStyles['large'], styles['field'])}>
        <Search aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          dir="auto"
          maxLength={200}
          aria-label={t('palette.label')}
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={items.length > 0 ? `${listId}-${here}` : undefined}
          placeholder={t('palette.placeholder')}
          value={typed}
          onChange={event => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </span>
      <p role="status" className={isFound ? 'visually-hidden' : styles['none']}>
        {isFound ? t('palette.count', { count: items.length }) : isAnswered ? t('palette.none', { typed: wanted }) : ''}
      </p>
      <div ref={list} role="listbox" id={listId} aria-label={t('palette.results')} className={styles['list']}>
        {groups.map(group => (
          <div key={group.kind} role="group" aria-label={group.title === '' ? t('palette.best') : group.title} className={styles['group']}>
            {group.title !== '' && (
              <p aria-hidden="true" className={styles['heading']}>
                {group.title}
              </p>
            )}
            {group.items.map(item => {
              const index = items.indexOf(item);
              return (
                <Option
                  key={item.key}
                  id={`${listId}-${index}`}
                  item={item}
                  isChosen={index === here}
                  onPoint={() => setChosen(index)}
                  onTake={() => take(item)}
                />
              );
            })}
          </div>
        ))}
      </div>
    </Dialog>
  );
}

interface OptionProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly isChosen: boolean;
  onPoint(): void;
  onTake(): void;
}

function Option({ id, item, isChosen, onPoint, onTake }: OptionProps) {
  const kind = item.kind === 'search-for' || item.kind === 'article' ? '' : t(`palette.kind.${item.kind}`);
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      className={classes(styles['option'], isChosen && styles['chosen'])}
      // By moving only: a list that scrolls below a resting pointer chooses nothing.
      onMouseMove={isChosen ? undefined : onPoint}
      onMouseDown={event => event.preventDefault()}
      onClick={onTake}
    >
      <span className={styles['icon']}>{item.icon}</span>
      <span className={styles['name']} dir="auto">
        {item.name}
      </span>
      {item.more !== '' && (
        <span className={styles['more']} dir="auto">
          {item.more}
        </span>
      )}
      {item.keys !== undefined ? (
        <kbd className={styles['keys']}>{item.keys}</kbd>
      ) : (
        kind !== '' && <span className={styles['kind']}>{kind}</span>
      )}
    </div>
  );
}

/** Ctrl+N and Ctrl+P, for hands that do not leave the letters. */
function letterStep({ ctrlKey, key }: KeyboardEvent): number {
  if (!ctrlKey) return 0;
  return { n: 1, p: -1 }[key.toLowerCase()] ?? 0;
}

function articleItems(rows: readonly EntryRow[], tree: SubscriptionTree | null): readonly PaletteItem[] {
  return rows.map(({ id, title, feedId }) => ({
    key: `article:${id}`,
    kind: 'article',
    name: title,
    more: findFeed(tree, feedId)?.title ?? '',
    icon: <FileText aria-hidden="true" />,
    run: () => void openEntryById(id),
  }));
}

function searchItem(wanted: string): PaletteItem {
  return {
    key: 'search-for',
    kind: 'search-for',
    name: t('palette.searchFor', { typed: wanted }),
    more: '',
    icon: <Search aria-hidden="true" />,
    run: () => searchFor(wanted),
  };
}
