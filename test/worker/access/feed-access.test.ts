import { expect, it, onTestFinished } from 'vitest';
import { createFeedAccesses } from '../../../worker/access/feed-access.ts';
import { shownSecret } from '../../../worker/access/header-rules.ts';
import { sealLoginsInAddresses } from '../../../worker/access/logins-in-addresses.ts';
import { createSecrets } from '../../../worker/access/secrets.ts';
import type { AskHost } from '../../../worker/port/host-questions.ts';
import type { HostQuestion } from '../../../worker/protocol/messages.ts';
import type { Store } from '../../../worker/store/store.ts';
import { changed, day, now, openTestStore, planAt, subscribe } from '../../helpers/store.ts';

/** Seals by turning the text round, unless it is locked. */
function keyring() {
  const state = { isLocked: false, asked: [] as string[] };
  const ask = async (question: HostQuestion): Promise<unknown> => {
    state.asked.push(question.kind);
    if (question.kind === 'can-seal') return !state.isLocked;
    if (question.kind === 'seal') return state.isLocked ? null : Buffer.from([...question.text].reverse().join(''));
    if (question.kind === 'unseal') return state.isLocked ? null : [...Buffer.from(question.sealed).toString()].reverse().join('');
    return true;
  };
  return { state, askHost: ask as AskHost };
}

let clockAt = 0;
const clock = { now: () => now, monotonic: () => clockAt };

function accessesOf(store: Store, askHost: AskHost) {
  const secrets = createSecrets({ store, askHost, clock, runSecrets: {} });
  return { accesses: createFeedAccesses({ store, secrets }), secrets };
}

const login = { username: 'ann', password: 's3cret' };
const headers = { 'Accept-Language': 'de', 'X-Api-Key': 'k3y' };

async function feedWithAccess(feedUrl = 'https://host.example/feed') {
  const store = await openTestStore();
  const feedId = await subscribe(store, feedUrl);
  const { state, askHost } = keyring();
  const made = accessesOf(store, askHost);
  await made.accesses.change(feedId, { login, headers, userAgent: ' Own/1 ' });
  return { store, feedId, state, askHost, ...made };
}

it('keeps a login and secret headers sealed, other headers in the open, and shows neither secret', async () => {
  const { store, feedId, accesses, askHost } = await feedWithAccess();
  expect(store.read.feedAccess(feedId)).toEqual({
    origin: 'https://host.example',
    headers: { 'Accept-Language': 'de' },
    userAgent: 'Own/1',
  });
  expect(Buffer.from(store.read.secret(`feed:${feedId}`) ?? []).toString()).toContain('terc3s');
  const shown = await accesses.describe(feedId);
  expect(shown).toEqual({
    username: 'ann',
    isLoginKept: true,
    canKeepLogin: true,
    headers: { 'Accept-Language': 'de', 'X-Api-Key': shownSecret },
    userAgent: 'Own/1',
  });
  const later = accessesOf(store, askHost).accesses;
  expect(await later.of(feedId)).toMatchObject({ origin: 'https://host.example', login, headers, userAgent: 'Own/1' });
});

it('leaves what is not mentioned, and a secret that is given back as it was shown', async () => {
  const { feedId, accesses } = await feedWithAccess();
  const shown = await accesses.describe(feedId);
  await accesses.change(feedId, { headers: { ...shown.headers, 'X-More': '1' } });
  expect(await accesses.of(feedId)).toMatchObject({ login, headers: { ...headers, 'X-More': '1' } });
  await accesses.change(feedId, { login: null });
  expect(await accesses.of(feedId)).toMatchObject({ login: null, headers: { ...headers, 'X-More': '1' }, userAgent: 'Own/1' });
});

it('leaves no secret when login and headers are gone', async () => {
  const { store, feedId, accesses } = await feedWithAccess();
  await accesses.change(feedId, { login: null, headers: {}, userAgent: null });
  expect(store.read.secret(`feed:${feedId}`)).toBeNull();
  expect(await accesses.of(feedId)).toMatchObject({ login: null, headers: {}, userAgent: null });
});

it('refuses a header in words, and changes nothing then', async () => {
  const { feedId, accesses } = await feedWithAccess();
  await expect(accesses.change(feedId, { login: null, headers: { Cookie: 'a=1' } })).rejects.toMatchObject({ code: 'bad-request' });
  expect(await accesses.of(feedId)).toMatchObject({ login, headers });
});

it('a feed that has moved to another server takes neither login nor headers along', async () => {
  const { store, feedId, accesses } = await feedWithAccess();
  await store.write.saveCheck(feedId, { ...changed([]), movedTo: 'https://other.example/feed' }, now, planAt(now + day));
  expect(await accesses.of(feedId)).toMatchObject({ login: null, headers: {}, userAgent: 'Own/1' });
  expect(await accesses.describe(feedId)).toMatchObject({ username: null, headers: {} });
});

it('a feed keeps them when its own server takes to encryption, and loses them the other way round', async () => {
  const moved = async (from: string, to: string) => {
    const { store, feedId, accesses } = await feedWithAccess(from);
    await store.write.saveCheck(feedId, { ...changed([]), movedTo: to }, now, planAt(now + day));
    return accesses.of(feedId);
  };
  expect(await moved('http://host.example/feed', 'https://host.example/feed')).toMatchObject({ origin: 'https://host.example', login });
  expect(await moved('https://host.example/feed', 'http://host.example/feed')).toMatchObject({ login: null });
  expect(await moved('http://host.example:8080/feed', 'https://host.example/feed')).toMatchObject({ login: null });
});

it('asks a locked keyring once in a while, not with every request, and says that it is locked', async () => {
  const { store, feedId, askHost, state } = await feedWithAccess();
  const { accesses } = accessesOf(store, askHost);
  state.isLocked = true;
  state.asked = [];
  for (let request = 0; request < 3; request += 1) expect(await accesses.of(feedId)).toMatchObject({ login: null, isLocked: true });
  expect(state.asked).toEqual(['unseal']);
  state.isLocked = false;
  clockAt += 16 * 60_000;
  onTestFinished(() => {
    clockAt = 0;
  });
  expect(await accesses.of(feedId)).toMatchObject({ login, isLocked: false });
});

async function feedsWithLoginsInAddresses(isLocked: boolean) {
  const store = await openTestStore();
  const feedId = await subscribe(store, 'https://ann:s3%20cret@host.example/feed?a=1');
  const twinId = await subscribe(store, 'https://ann:other@twin.example/feed');
  await subscribe(store, 'https://twin.example/feed');
  const { state, askHost } = keyring();
  state.isLocked = isLocked;
  const made = accessesOf(store, askHost);
  const seal = () => sealLoginsInAddresses({ store, accesses: made.accesses, canKeep: made.secrets.canKeep });
  return { store, feedId, twinId, askHost, seal, addressOf: (id: number) => store.read.feed(id)?.feedUrl, ...made };
}

it('seals a login that an early version stored in the address, and takes it out there', async () => {
  const { store, feedId, twinId, askHost, seal, addressOf } = await feedsWithLoginsInAddresses(false);
  await seal();
  expect(addressOf(feedId)).toBe('https://host.example/feed?a=1');
  const later = accessesOf(store, askHost).accesses;
  expect(await later.of(feedId)).toMatchObject({ origin: 'https://host.example', login: { username: 'ann', password: 's3 cret' } });
  expect(addressOf(twinId)).toBe('https://ann:other@twin.example/feed');
  await seal();
  expect(await later.of(feedId)).toMatchObject({ login: { username: 'ann', password: 's3 cret' } });
});

it('leaves a login in the address where no keyring would keep it', async () => {
  const { feedId, accesses, seal, addressOf } = await feedsWithLoginsInAddresses(true);
  await seal();
  expect(addressOf(feedId)).toBe('https://ann:s3%20cret@host.example/feed?a=1');
  expect(await accesses.of(feedId)).toMatchObject({ login: null });
});

it('prefers the login that was set since to the one in the address', async () => {
  const { feedId, accesses, seal, addressOf } = await feedsWithLoginsInAddresses(false);
  await accesses.change(feedId, { login });
  await seal();
  expect(addressOf(feedId)).toBe('https://host.example/feed?a=1');
  expect(await accesses.of(feedId)).toMatchObject({ login });
});
