import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../words.ts';
import type { ArticleFind } from './article-find.ts';
import styles from './find-bar.module.css';

interface FindBarProps {
  readonly find: ArticleFind;
  /** What was selected when it was opened. */
  readonly begin: string;
  /** Counts the changes of the article under it. */
  readonly version: number;
  /** Asked for anew while it is open: the field takes the keys. */
  readonly asked: number;
  onClose(): void;
}

/** Finds in the article while one types. */
export function FindBar({ find, begin, version, asked, onClose }: FindBarProps) {
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(begin);
  const [count, setCount] = useState(0);
  const [index, setIndex] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a grown article is looked through again
  useEffect(() => {
    const found = find.find(words);
    setCount(found);
    if (found === 0) return;
    const first = find.firstInSight();
    setIndex(first);
    find.show(first);
  }, [find, words, version]);
  useEffect(() => () => find.end(), [find]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each asking gives it the keys
  useEffect(() => field.current?.select(), [asked]);

  function step(by: 1 | -1): void {
    if (count === 0) return;
    const next = (index + by + count) % count;
    setIndex(next);
    find.show(next);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const isNext = event.key === 'Enter' || event.key === 'F3' || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'g');
    if (event.key === 'Escape') onClose();
    else if (isNext) step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <search className={styles['bar']} aria-label={t('find.label')} onKeyDown={onKeyDown}>
      <Search className={styles['sign']} aria-hidden="true" />
      <input
        ref={field}
        type="text"
        className={styles['field']}
        aria-label={t('find.label')}
        placeholder={t('find.label')}
        value={words}
        spellCheck={false}
        onChange={event => setWords(event.target.value)}
      />
      <output className={styles['count']} aria-live="polite">
        {words === '' ? '' : count === 0 ? t('find.none') : t('find.place', { index: index + 1, count })}
      </output>
      <IconButton
        label={t('find.previous')}
        keys="Shift+Enter"
        icon={<ChevronUp />}
        size="small"
        disabled={count === 0}
        onClick={() => step(-1)}
      />
      <IconButton label={t('find.next')} keys="Enter" icon={<ChevronDown />} size="small" disabled={count === 0} onClick={() => step(1)} />
      <IconButton label={t('ui.close')} keys="Esc" icon={<X />} size="small" onClick={onClose} />
    </search>
  );
}
