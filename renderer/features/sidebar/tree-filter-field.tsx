import { ListFilter, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { number } from '../../format/time.ts';
import { closeTreeFilter, useTreeFilter } from '../../state/tree-filter.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../words.ts';
import styles from './tree-filter-field.module.css';

interface TreeFilterFieldProps {
  /** Feeds that are named so. */
  readonly found: number;
  /** Into the tree, to the first one found; `isToOpen`: it is opened too. */
  onLeave(isToOpen: boolean): void;
}

/** Finds a feed in a long list by a part of its name. */
export function TreeFilterField({ found, onLeave }: TreeFilterFieldProps) {
  const words = useTreeFilter(state => state.words);
  const isEmpty = words.trim() === '';

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      closeTreeFilter();
      onLeave(false);
    } else if ((event.key === 'Enter' || event.key === 'ArrowDown') && !isEmpty && found > 0) {
      event.preventDefault();
      onLeave(event.key === 'Enter');
    }
  }

  return (
    <div className={styles['filter']}>
      <ListFilter aria-hidden="true" />
      <input
        id="tree-filter"
        type="text"
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        maxLength={200}
        aria-label={t('tree.filter')}
        placeholder={t('tree.filter')}
        value={words}
        onChange={event => useTreeFilter.setState({ words: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <IconButton
        size="small"
        label={t('tree.endFilter')}
        keys="Esc"
        icon={<X />}
        onClick={() => {
          closeTreeFilter();
          onLeave(false);
        }}
      />
      <p role="status" className="visually-hidden">
        {isEmpty ? '' : t('tree.found', { count: found, number: number(found) })}
      </p>
    </div>
  );
}
