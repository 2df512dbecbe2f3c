import { useEffect, useId, useRef } from 'react';
import { loadNetwork, useNetwork } from '../../state/network.ts';
import { LoginFields, type TypedLogin } from '../../ui/login-fields.tsx';
import { t } from '../../words.ts';
import styles from './add-feed-dialog.module.css';

interface LoginQuestionProps {
  readonly value: TypedLogin;
  onChange(value: TypedLogin): void;
  /** A login was given, and refused. */
  readonly wasRefused: boolean;
}

/** Asks for the login that a server wants, and says how long it will be kept. */
export function LoginQuestion({ value, onChange, wasRefused }: LoginQuestionProps) {
  const canKeep = useNetwork(state => state.status?.canKeepLogin ?? null);
  const first = useRef<HTMLInputElement>(null);
  const id = useId();

  useEffect(() => {
    first.current?.focus();
    void loadNetwork();
  }, []);

  return (
    <div className={styles['login']}>
      <LoginFields
        ref={first}
        value={value}
        onChange={onChange}
        usernameLabel={t('login.username')}
        passwordLabel={t('login.password')}
        describedBy={id}
        isInvalid={wasRefused}
      />
      <p id={id}>{canKeep === null ? t('login.only') : t(canKeep ? 'login.kept' : 'login.forRun')}</p>
    </div>
  );
}
