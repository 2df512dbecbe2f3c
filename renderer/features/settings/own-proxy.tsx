import { type FormEvent, useId, useState } from 'react';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { readProxyAddress } from '../../format/proxy-address.ts';
import { setProxy, setProxyLogin, useNetwork } from '../../state/network.ts';
import { AddressField } from '../../ui/address-field.tsx';
import { Button } from '../../ui/button.tsx';
import { LoginFields } from '../../ui/login-fields.tsx';
import { t } from '../../words.ts';
import styles from './network-settings.module.css';

const noLogin = { username: '', password: '' };

/** The address and the login of the user's own proxy. */
export function OwnProxy({ proxy }: { readonly proxy: Extract<Settings['proxy'], { kind: 'manual' }> | null }) {
  const status = useNetwork(state => state.status);
  const [address, setAddress] = useState(proxy?.url ?? '');
  const [isWrong, setIsWrong] = useState(false);
  const [login, setLogin] = useState(noLogin);
  const id = useId();
  const typed = readProxyAddress(address);
  const isSet = proxy !== null && typed?.url === proxy.url;
  const hasLogin = login.username !== '' || login.password !== '';

  async function onSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setIsWrong(typed === null);
    if (typed === null) return;
    setAddress(typed.url);
    if (!isSet) await setProxy({ kind: 'manual', url: typed.url, username: null });
    const given = hasLogin ? login : typed.login;
    if (given !== null && (await setProxyLogin(given))) setLogin(noLogin);
  }

  return (
    <form className={styles['own']} onSubmit={event => void onSubmit(event)}>
      <AddressField
        label={t('settings.proxyAddress')}
        placeholder="http://proxy.example:3128"
        value={address}
        onChange={setAddress}
        describedBy={`${id}-address`}
        isInvalid={isWrong}
      />
      <p id={`${id}-address`} className={isWrong ? styles['wrong'] : undefined}>
        {t(isWrong ? 'settings.proxyWrong' : isSet ? 'settings.proxySet' : 'settings.proxyHint')}
      </p>
      {proxy?.username == null ? (
        <LoginFields
          value={login}
          onChange={setLogin}
          usernameLabel={t('settings.proxyUsername')}
          passwordLabel={t('settings.proxyPassword')}
          describedBy={`${id}-login`}
        />
      ) : (
        <p className={styles['login']}>
          <span dir="auto">{t('settings.proxyLogin', { username: proxy.username })}</span>
          <Button onClick={() => void setProxyLogin(null)}>{t('settings.proxyForget')}</Button>
        </p>
      )}
      <p id={`${id}-login`}>{keptWords(status, proxy?.username != null)}</p>
      <Button type="submit" look="primary" disabled={address.trim() === '' || (isSet && !hasLogin)}>
        {t('settings.proxyUse')}
      </Button>
    </form>
  );
}

function keptWords(status: { readonly canKeepLogin: boolean; readonly isLoginKept: boolean } | null, hasLogin: boolean): string {
  if (status === null) return t('settings.proxyLoginHint');
  if (hasLogin) return t(status.isLoginKept ? 'settings.proxyLoginKept' : 'settings.proxyLoginForRun');
  return t(status.canKeepLogin ? 'settings.proxyLoginHint' : 'settings.proxyLoginHintForRun');
}
