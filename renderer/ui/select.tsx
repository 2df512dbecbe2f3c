import { ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './select.module.css';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

interface SelectProps {
  /** Accessible name. */
  readonly label: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  onChange(value: string): void;
  readonly icon?: ReactNode;
  /** `plain` is text until it is pointed at. */
  readonly look?: 'normal' | 'plain';
  readonly isDisabled?: boolean;
}

/** The system's own list of choices in our clothes. */
export function Select({ label, value, options, onChange, icon, look = 'normal', isDisabled = false }: SelectProps) {
  return (
    <span className={styles['select']}>
      {icon}
      <select
        className={classes(styles['native'], styles[look])}
        aria-label={label}
        value={value}
        disabled={isDisabled}
        onChange={event => onChange(event.target.value)}
      >
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronsUpDown className={styles['arrows']} aria-hidden="true" />
    </span>
  );
}
