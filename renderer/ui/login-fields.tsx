import { KeyRound, User } from 'lucide-react';
import type { Ref } from 'react';
import field from './icon-field.module.css';
import styles from './login-fields.module.css';

export interface TypedLogin {
  readonly username: string;
  readonly password: string;
}

interface LoginFieldsProps {
  readonly value: TypedLogin;
  onChange(value: TypedLogin): void;
  /** Accessible names. */
  readonly usernameLabel: string;
  readonly passwordLabel: string;
  /** Id of the words that say what they are for. */
  readonly describedBy?: string;
  readonly isInvalid?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A user name and a password. The browser is not to keep them, nor to fill in those of another site. */
export function LoginFields({ value, onChange, usernameLabel, passwordLabel, describedBy, isInvalid = false, ref }: LoginFieldsProps) {
  return (
    <div className={styles['fields']}>
      <span className={field['field']}>
        <User aria-hidden="true" />
        <input
          ref={ref}
          type="text"
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={500}
          aria-label={usernameLabel}
          aria-describedby={describedBy}
          aria-invalid={isInvalid}
          placeholder={usernameLabel}
          value={value.username}
          onChange={event => onChange({ ...value, username: event.target.value })}
        />
      </span>
      <span className={field['field']}>
        <KeyRound aria-hidden="true" />
        <input
          type="password"
          autoComplete="new-password"
          maxLength={2_000}
          aria-label={passwordLabel}
          aria-describedby={describedBy}
          aria-invalid={isInvalid}
          placeholder={passwordLabel}
          value={value.password}
          onChange={event => onChange({ ...value, password: event.target.value })}
        />
      </span>
    </div>
  );
}
