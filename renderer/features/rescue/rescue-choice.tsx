import type { ReactNode } from 'react';
import styles from './rescue.module.css';

interface RescueChoiceProps {
  readonly title: string;
  readonly more: string;
  readonly children: ReactNode;
}

/** One other way out, and what it means. */
export function RescueChoice({ title, more, children }: RescueChoiceProps) {
  return (
    <section className={styles['choice']}>
      <div className={styles['words']}>
        <h2 className={styles['name']}>{title}</h2>
        <p className={styles['more']} data-selectable>
          {more}
        </p>
      </div>
      <div className={styles['buttons']}>{children}</div>
    </section>
  );
}
