import { type FormEvent, useEffect, useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './feed-properties.module.css';

interface TitleFieldProps {
  readonly title: string;
  /** There is no other title to go back to. */
  readonly isOwnOnly?: boolean;
  /** Null: the feed's own title. */
  onChange(title: string | null): void;
}

export function TitleField({ title, isOwnOnly = false, onChange }: TitleFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(title);
  useEffect(() => setTyped(title), [title]);
  const wanted = typed.trim();

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (wanted !== '' && wanted !== title) onChange(wanted);
  }

  return (
    <form className={styles['field']} onSubmit={onSubmit}>
      <label className={styles['name']} htmlFor={id}>
        {t('properties.title')}
      </label>
      <div className={styles['line']}>
        <input
          id={id}
          className={styles['input']}
          dir="auto"
          maxLength={1_000}
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
        {wanted !== '' && wanted !== title && (
          <Button type="submit" look="primary">
            {t('properties.save')}
          </Button>
        )}
        {!isOwnOnly && (wanted === title || wanted === '') && <Button onClick={() => onChange(null)}>{t('properties.ownTitle')}</Button>}
      </div>
    </form>
  );
}
