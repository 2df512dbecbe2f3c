import styles from './segments.module.css';
import type { SelectOption } from './select.tsx';

interface SegmentsProps {
  /** Id of the element that names it. */
  readonly labelledBy: string;
  /** Of the radio buttons within, unique in the document. */
  readonly name: string;
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly isDisabled?: boolean;
  onChange(value: string): void;
}

/** A choice between two or three, all of them in sight. */
export function Segments({ labelledBy, name, value, options, isDisabled = false, onChange }: SegmentsProps) {
  return (
    <div role="radiogroup" aria-labelledby={labelledBy} className={styles['segments']}>
      {options.map(option => (
        <label key={option.value} className={styles['segment']}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={isDisabled}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
