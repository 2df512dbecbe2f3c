import { useId } from 'react';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { t } from '../../words.ts';
import styles from './page-choice.module.css';

const pages = ['paper', 'sepia', 'black'] as const;

interface PageChoiceProps {
  readonly labelledBy: string;
  readonly value: Settings['articlePage'];
  onChange(page: Settings['articlePage']): void;
}

/** The grounds that an article can stand on, each drawn as it is. */
export function PageChoice({ labelledBy, value, onChange }: PageChoiceProps) {
  const name = useId();
  return (
    <span role="radiogroup" aria-labelledby={labelledBy} className={styles['pages']}>
      {pages.map(page => (
        <label key={page} className={styles['page']}>
          <input type="radio" name={name} value={page} checked={page === value} onChange={() => onChange(page)} />
          <span data-page={page}>{t(`look.page.${page}`)}</span>
        </label>
      ))}
    </span>
  );
}
