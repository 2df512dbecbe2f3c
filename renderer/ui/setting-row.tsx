import { type ReactNode, useId } from 'react';
import styles from './setting-row.module.css';

interface SettingRowProps {
  readonly title: string;
  readonly more?: string;
  /** Draws what changes it, named and described by these ids. */
  children(ids: { readonly labelledBy: string; readonly describedBy: string }): ReactNode;
}

/** One thing to set: its name, what it means, and what changes it. */
export function SettingRow({ title, more, children }: SettingRowProps) {
  const id = useId();
  return (
    <div className={styles['row']}>
      <div className={styles['words']}>
        <p id={`${id}-title`} className={styles['name']}>
          {title}
        </p>
        <p id={`${id}-more`} className={styles['more']}>
          {more}
        </p>
      </div>
      {children({ labelledBy: `${id}-title`, describedBy: `${id}-more` })}
    </div>
  );
}
