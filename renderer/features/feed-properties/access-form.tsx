import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { FeedId } from '../../../worker/protocol/ids.ts';
import type { FeedAccess } from '../../../worker/protocol/subscriptions.ts';
import { type AccessAnswer, type AccessChange, readAccess, tryLogin, writeAccess } from '../../state/feed-access.ts';
import { Button } from '../../ui/button.tsx';
import { LoginFields, type TypedLogin } from '../../ui/login-fields.tsx';
import { t } from '../../words.ts';
import styles from './feed-properties.module.css';

interface AccessFormProps {
  readonly feedId: FeedId;
  readonly isForLogin: boolean;
}

const empty: TypedLogin = { username: '', password: '' };

/** Login, headers and user agent of one feed. A password that is kept is never shown again. */
export function AccessForm({ feedId, isForLogin }: AccessFormProps) {
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const [access, setAccess] = useState<FeedAccess | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [login, setLogin] = useState(empty);
  const [headers, setHeaders] = useState('');
  const [userAgent, setUserAgent] = useState('');
  const [isForgetting, setForgetting] = useState(false);

  function show(answer: AccessAnswer): boolean {
    if ('problem' in answer) {
      setProblem(answer.problem);
      return false;
    }
    setProblem(null);
    setForgetting(false);
    setAccess(answer.access);
    setLogin({ username: answer.access.username ?? '', password: '' });
    setHeaders(headerLines(answer.access.headers));
    setUserAgent(answer.access.userAgent ?? '');
    return true;
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each feed
  useEffect(() => {
    let isShown = true;
    void readAccess(feedId).then(answer => {
      if (!isShown) return;
      show(answer);
      if (isForLogin) first.current?.focus();
    });
    return () => {
      isShown = false;
    };
  }, [feedId, isForLogin]);

  useEffect(() => {
    if (isForgetting) keep.current?.focus();
  }, [isForgetting]);

  async function change(wish: AccessChange): Promise<void> {
    const isDone = show(await writeAccess(feedId, wish));
    if (isDone && wish.login != null) await tryLogin(feedId);
  }

  function onLogin(event: FormEvent): void {
    event.preventDefault();
    if (login.username !== '' || login.password !== '') void change({ login });
  }

  function onMore(event: FormEvent): void {
    event.preventDefault();
    const parsed = parseHeaders(headers);
    if (parsed === null) setProblem(t('properties.headersWrong'));
    else void change({ headers: parsed, userAgent: userAgent.trim() === '' ? null : userAgent.trim() });
  }

  const isMoreChanged = access !== null && (headers !== headerLines(access.headers) || userAgent !== (access.userAgent ?? ''));
  const kept = access === null || access.username === null ? access?.canKeepLogin === false : !access.isLoginKept;
  return (
    <>
      <form className={styles['field']} onSubmit={onLogin}>
        <p className={styles['name']}>{t('properties.login')}</p>
        <LoginFields
          ref={first}
          value={login}
          onChange={setLogin}
          usernameLabel={t('properties.username')}
          passwordLabel={t(access?.username == null ? 'properties.password' : 'properties.newPassword')}
          describedBy={`${id}-login`}
        />
        <p id={`${id}-login`} className={styles['more']}>
          {t(kept ? 'properties.loginForRun' : access?.username == null ? 'properties.loginMore' : 'properties.loginKept')}
        </p>
        <div className={styles['buttons']}>
          {login.password !== '' && (
            <Button type="submit" look="primary">
              {t('properties.logIn')}
            </Button>
          )}
          {access?.username != null && !isForgetting && <Button onClick={() => setForgetting(true)}>{t('properties.forget')}</Button>}
        </div>
        {isForgetting && (
          <div role="group" aria-labelledby={`${id}-sure`}>
            <p id={`${id}-sure`} className={styles['sure']}>
              {t('properties.forgetSure')}
            </p>
            <div className={styles['buttons']}>
              <Button ref={keep} onClick={() => setForgetting(false)}>
                {t('properties.forgetNo')}
              </Button>
              <Button look="danger" onClick={() => void change({ login: null })}>
                {t('properties.forgetYes')}
              </Button>
            </div>
          </div>
        )}
      </form>
      <details className={styles['field']} open={access !== null && (access.userAgent !== null || Object.keys(access.headers).length > 0)}>
        <summary className={styles['name']}>{t('properties.request')}</summary>
        <form onSubmit={onMore}>
          <label className={styles['label']} htmlFor={`${id}-headers`}>
            {t('properties.headers')}
          </label>
          <textarea
            id={`${id}-headers`}
            className={styles['input']}
            rows={3}
            spellCheck={false}
            placeholder="X-Name: value"
            maxLength={8_000}
            value={headers}
            onChange={event => setHeaders(event.target.value)}
          />
          <label className={styles['label']} htmlFor={`${id}-agent`}>
            {t('properties.userAgent')}
          </label>
          <input
            id={`${id}-agent`}
            className={styles['input']}
            spellCheck={false}
            placeholder={t('properties.ownUserAgent')}
            maxLength={500}
            value={userAgent}
            onChange={event => setUserAgent(event.target.value)}
          />
          <p className={styles['more']}>{t('properties.requestMore')}</p>
          {isMoreChanged && (
            <div className={styles['buttons']}>
              <Button type="submit" look="primary">
                {t('properties.save')}
              </Button>
            </div>
          )}
        </form>
      </details>
      {problem !== null && (
        <p className={styles['trouble']} role="alert" dir="auto">
          {problem}
        </p>
      )}
    </>
  );
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** Null: a line is no header. */
function parseHeaders(lines: string): Record<string, string> | null {
  const headers: Record<string, string> = {};
  for (const line of lines.split('\n')) {
    if (line.trim() === '') continue;
    const found = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line);
    if (found?.[1] === undefined || !found[2]) return null;
    headers[found[1]] = found[2];
  }
  return headers;
}
