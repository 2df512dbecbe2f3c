import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useList } from '../../state/list.ts';
import { listPane } from '../../state/list-pane.ts';
import { moveSelection } from '../../state/reading.ts';
import { useSearchBox } from '../../state/search-box.ts';
import { type Completion, completionsOf } from '../../state/search-words.ts';
import { closeSearch, runSearch, typeSearch } from '../../state/searching.ts';
import { useSelection } from '../../state/selection.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { classes } from '../../ui/classes.ts';
import fieldStyles from '../../ui/icon-field.module.css';
import { t } from '../../words.ts';
import styles from './search-header.module.css';

const listId = 'search-suggestions';

/** The field, with completion of operators and names: arrows choose, Tab or Enter takes, Esc leaves. */
export function SearchField() {
  const text = useSearchBox(state => state.text);
  const calls = useSearchBox(state => state.calls);
  const tree = useSubscriptions(state => state.tree);
  const hasFault = useList(state => state.view.kind === 'search' && state.search !== null && state.search.fault !== null);
  const field = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(-1);
  const completions = caret === null ? [] : completionsOf(text, caret, tree);
  const isOpen = completions.length > 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each call by a command is a wish for the keys
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [calls]);

  function take({ from, to, text: words }: Completion): void {
    const end = from + words.length;
    // At once: a key that comes before the next frame must meet the new text and caret.
    flushSync(() => {
      typeSearch(text.slice(0, from) + words + text.slice(to));
      setChosen(-1);
      setCaret(end);
    });
    field.current?.focus();
    field.current?.setSelectionRange(end, end);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const picked = completions[chosen] ?? (event.key === 'Tab' && !event.shiftKey ? completions[0] : undefined);
    if (step !== undefined && isOpen) {
      event.preventDefault();
      setChosen(Math.max(-1, Math.min(completions.length - 1, chosen + step)));
    } else if ((event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) && picked !== undefined) {
      event.preventDefault();
      take(picked);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (isOpen) setCaret(null);
      else void closeSearch();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      void runSearch().then(toList);
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      toList();
    }
  }

  return (
    <div className={styles['place']}>
      <span className={classes(fieldStyles['field'], styles['field'])}>
        <Search aria-hidden="true" />
        <input
          ref={field}
          type="text"
          role="combobox"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          dir="auto"
          maxLength={256}
          aria-label={t('search.label')}
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && chosen >= 0 ? `${listId}-${chosen}` : undefined}
          aria-invalid={hasFault}
          aria-describedby={hasFault ? 'search-fault' : undefined}
          placeholder={t('search.placeholder')}
          value={text}
          onChange={event => {
            setCaret(event.target.selectionStart);
            setChosen(-1);
            typeSearch(event.target.value);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setCaret(null)}
        />
      </span>
      {isOpen && (
        <div role="listbox" id={listId} aria-label={t('search.suggestions')} className={styles['suggestions']}>
          {completions.map((completion, index) => (
            <div
              key={completion.text}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className={classes(styles['suggestion'], index === chosen && styles['chosen'])}
              onMouseDown={event => event.preventDefault()}
              onClick={() => take(completion)}
            >
              <bdi>{completion.text}</bdi>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** The keys go to what was found. */
function toList(): void {
  listPane()?.focus();
  if (useSelection.getState().selected === null) void moveSelection(1, false);
}
