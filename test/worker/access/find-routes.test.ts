import { describe, expect, it } from 'vitest';
import { createRouteFinder } from '../../../worker/access/find-routes.ts';
import { createProxyLogin } from '../../../worker/access/proxy-login.ts';
import { createSecrets } from '../../../worker/access/secrets.ts';
import type { AskHost } from '../../../worker/port/host-questions.ts';
import type { HostQuestion } from '../../../worker/protocol/messages.ts';
import type { ProxyChoice } from '../../../worker/protocol/settings.ts';
import { retryProxyFailures } from '../../../worker/refresh/retry-proxy-failures.ts';
import { day, failed, now, openTestStore, planAt, subscribe } from '../../helpers/store.ts';

const direct = { kind: 'direct' };
const by = (url: string, login: unknown = null) => ({ kind: 'proxy', proxy: { url, login } });
const noKeyring: AskHost = async () => null;

describe('the way to a server', () => {
  function finder(options: { choice?: ProxyChoice; says?: string | null; environment?: Record<string, string> }) {
    const asked: string[] = [];
    let at = 0;
    const routes = createRouteFinder({
      choice: () => options.choice ?? { kind: 'system' },
      proxyLogin: { of: async () => null },
      askHost: (async (question: HostQuestion) => {
        if (question.kind === 'resolve-proxy') asked.push(question.url);
        return options.says ?? null;
      }) as AskHost,
      environment: options.environment ?? {},
      now: () => at,
    });
    return { find: (url: string) => routes.find(new URL(url)), forget: routes.forget, asked, pass: (ms: number) => (at += ms) };
  }

  it('is what the system says, asked once a minute for each server and without the path', async () => {
    const { find, forget, asked, pass } = finder({ says: 'PROXY a.example:1; DIRECT' });
    for (const path of ['one?token=s3cret', 'two'])
      expect(await find(`https://x.example/${path}`)).toEqual([by('http://a.example:1'), direct]);
    expect(asked).toEqual(['https://x.example/']);
    pass(60_000);
    await find('https://x.example/');
    forget();
    await find('https://x.example/');
    expect(asked).toHaveLength(3);
  });

  it.each([null, 'DIRECT', 'nonsense'])('is what the environment says where the system says %o', async says => {
    const environment = { HTTPS_PROXY: 'http://env.example:1' };
    const found = await finder({ says, environment }).find('https://x.example/');
    expect(found).toEqual(says === 'nonsense' ? [{ kind: 'unsupported', what: 'nonsense' }] : [by('http://env.example:1')]);
    if (says === null) expect(await finder({ says }).find('https://x.example/')).toEqual([direct]);
  });

  it('is direct, or by the user’s own proxy, where that is chosen', async () => {
    const environment = { HTTPS_PROXY: 'http://env.example:1' };
    expect(await finder({ choice: { kind: 'none' }, says: 'PROXY a:1', environment }).find('https://x.example/')).toEqual([direct]);
    const own: ProxyChoice = { kind: 'manual', url: 'http://own.example:1', username: null };
    expect(await finder({ choice: own, environment }).find('https://x.example/')).toEqual([by('http://own.example:1')]);
  });
});

describe('the login of the user’s own proxy', () => {
  async function proxyLogin() {
    const store = await openTestStore();
    const clock = { now: () => now, monotonic: () => 0 };
    const secrets = createSecrets({ store, askHost: noKeyring, clock, runSecrets: {} });
    return { store, proxies: createProxyLogin({ store, secrets }) };
  }
  const url = 'http://own.example:1';
  const ann = { username: 'ann', password: 's3cret' };

  it('is for that proxy only', async () => {
    const { store, proxies } = await proxyLogin();
    await expect(proxies.set(ann)).rejects.toMatchObject({ code: 'bad-request' });
    await store.write.setSettings({ proxy: { kind: 'manual', url, username: null } });
    await proxies.set(ann);
    expect(store.read.settings().proxy).toEqual({ kind: 'manual', url, username: 'ann' });
    expect(await proxies.of(url)).toEqual(ann);
    expect(await proxies.of('http://other.example:1')).toBeNull();
    expect(await proxies.fit({ kind: 'manual', url: 'http://other.example:1', username: 'ann' })).toMatchObject({ username: null });
    expect(await proxies.fit({ kind: 'manual', url, username: null })).toMatchObject({ username: 'ann' });
  });

  it('can be forgotten', async () => {
    const { store, proxies } = await proxyLogin();
    await store.write.setSettings({ proxy: { kind: 'manual', url, username: null } });
    await proxies.set(ann);
    await proxies.set(null);
    expect([await proxies.of(url), store.read.settings().proxy]).toEqual([null, { kind: 'manual', url, username: null }]);
  });
});

it.each(['http://ann:s3cret@own.example:1', 'http://own.example:1/path', 'socks5://own.example:1', 'own.example:1', ''])(
  'the settings take no proxy %o',
  async url => {
    const store = await openTestStore();
    await expect(store.write.setSettings({ proxy: { kind: 'manual', url, username: null } })).rejects.toMatchObject({
      code: 'bad-request',
    });
  },
);

it('feeds that failed at a proxy are due once it has changed, and no others', async () => {
  const store = await openTestStore();
  const [atProxy, elsewhere] = [await subscribe(store, 'https://a.example/'), await subscribe(store, 'https://b.example/')];
  await store.write.saveCheck(atProxy, failed({ code: 'proxy' }), now, planAt(now + day));
  await store.write.saveCheck(elsewhere, failed({ code: 'dns' }), now, planAt(now + day));
  await retryProxyFailures(store, now + 1);
  expect([store.read.feed(atProxy)?.nextCheckAt, store.read.feed(elsewhere)?.nextCheckAt]).toEqual([now + 1, now + day]);
});
