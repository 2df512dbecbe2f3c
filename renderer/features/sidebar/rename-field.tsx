import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { rename, useRenaming } from '../../state/tree-changes.ts';
import { t } from '../../words.ts';
import styles from './feed-tree.module.css';

interface RenameFieldProps {
  readonly rowKey: string;
  readonly title: string;
}

/** In the place of a row's name. Enter, or leaving it, takes the new one; Escape leaves all as it was. */
export function RenameField({ rowKey, title }: RenameFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const [typed, setTyped] = useState(title);

  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  function end(isTaken: boolean): void {
    if (isDone.current) return;
    isDone.current = true;
    if (isTaken) void rename(rowKey, typed);
    else useRenaming.setState({ key: null });
  }

  function onKeyDown(event: KeyboardEvent): void {
    // The arrows move in the words, not in the tree.
    event.stopPropagation();
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    const row = field.current?.closest<HTMLElement>('[role="treeitem"]');
    end(event.key === 'Enter');
    row?.focus();
  }

  return (
    <input
      ref={field}
      className={styles['rename']}
      aria-label={t('tree.newName', { title })}
      dir="auto"
      maxLength={1_000}
      value={typed}
      onChange={event => setTyped(event.target.value)}
      onKeyDown={onKeyDown}
      onClick={event => event.stopPropagation()}
      onDoubleClick={event => event.stopPropagation()}
      onBlur={() => end(true)}
    />
  );
}
