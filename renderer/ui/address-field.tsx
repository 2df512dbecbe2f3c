import { Globe } from 'lucide-react';
import type { Ref } from 'react';
import { classes } from './classes.ts';
import styles from './icon-field.module.css';

interface AddressFieldProps {
  /** Accessible name. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  onChange(value: string): void;
  readonly size?: 'normal' | 'large';
  readonly describedBy?: string;
  readonly isInvalid?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A field for an address, with the globe. */
export function AddressField({
  label,
  placeholder,
  value,
  onChange,
  size = 'normal',
  describedBy,
  isInvalid = false,
  ref,
}: AddressFieldProps) {
  return (
    <span className={classes(styles['field'], styles[size])}>
      <Globe aria-hidden="true" />
      <input
        ref={ref}
        type="text"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        dir="auto"
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        placeholder={placeholder}
        value={value}
        onChange={event => onChange(event.target.value)}
      />
    </span>
  );
}
