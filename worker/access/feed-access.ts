import { FeedError } from '../errors.ts';
import type { RequestAccess } from '../fetch/request.ts';
import type { FeedId } from '../protocol/ids.ts';
import type { FeedAccess, Login } from '../protocol/subscriptions.ts';
import type { Store } from '../store/store.ts';
import type { StoredAccess } from '../store/write-store.ts';
import { checkHeaders, checkUserAgent, isSecretHeader, shownSecret } from './header-rules.ts';
import type { Secrets } from './secrets.ts';

export interface AccessChange {
  readonly login?: Login | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly userAgent?: string | null;
}

/** How each feed is asked beyond its address: login, headers, user agent. */
export interface FeedAccesses {
  /** What goes with a request for that feed. */
  of(feedId: FeedId): Promise<RequestAccess>;
  describe(feedId: FeedId): Promise<FeedAccess>;
  /** Fails with 'bad-request' for what may not be set. */
  change(feedId: FeedId, change: AccessChange): Promise<void>;
}

export interface FeedAccessNeeds {
  readonly store: {
    readonly read: Pick<Store['read'], 'feed' | 'feedAccess'>;
    readonly write: Pick<Store['write'], 'setFeedAccess'>;
  };
  readonly secrets: Secrets;
}

/** What is kept of a feed as one secret. */
interface FeedSecret {
  readonly login: Login | null;
  readonly headers: Readonly<Record<string, string>>;
}

const nothingSecret: FeedSecret = { login: null, headers: {} };

export function createFeedAccesses({ store, secrets }: FeedAccessNeeds): FeedAccesses {
  const { read, write } = store;
  const secretOf = async (feedId: FeedId): Promise<FeedSecret> => readSecret(await secrets.read(keyOf(feedId)));

  function urlOf(feedId: FeedId): string {
    const feed = read.feed(feedId);
    if (feed === null) throw new FeedError('not-found-here', 'This feed is not among your subscriptions any more.');
    return feed.feedUrl;
  }

  return {
    async of(feedId) {
      const { origin, headers, userAgent } = read.feedAccess(feedId);
      const atOwnServer = origin === null ? null : ownOrigin(origin, urlOf(feedId));
      if (atOwnServer === null) return { origin: '', login: null, headers: {}, userAgent };
      const secret = await secretOf(feedId);
      const isLocked = secrets.isLocked(keyOf(feedId));
      return { origin: atOwnServer, login: secret.login, headers: { ...headers, ...secret.headers }, userAgent, isLocked };
    },

    async describe(feedId) {
      const { origin, headers, userAgent } = read.feedAccess(feedId);
      const isOwn = origin !== null && ownOrigin(origin, urlOf(feedId)) !== null;
      const secret = isOwn ? await secretOf(feedId) : nothingSecret;
      const hiddenHeaders = Object.keys(secret.headers).map(name => [name, shownSecret] as const);
      return {
        username: secret.login?.username ?? null,
        isLoginKept: isOwn && secrets.isKept(keyOf(feedId)),
        canKeepLogin: await secrets.canKeep(),
        headers: { ...(isOwn ? headers : {}), ...Object.fromEntries(hiddenHeaders) },
        userAgent,
      };
    },

    async change(feedId, change) {
      const { origin } = new URL(urlOf(feedId));
      const stored = read.feedAccess(feedId);
      const isOwn = stored.origin !== null && ownOrigin(stored.origin, urlOf(feedId)) !== null;
      const before: StoredAccess = isOwn ? stored : { origin, headers: {}, userAgent: stored.userAgent };
      const secretBefore = isOwn ? await secretOf(feedId) : nothingSecret;
      if (change.headers !== undefined) checkHeaders(change.headers);
      const userAgent = change.userAgent === undefined ? before.userAgent : change.userAgent?.trim() || null;
      checkUserAgent(userAgent);
      const { plain, secret } =
        change.headers === undefined
          ? { plain: before.headers, secret: secretBefore.headers }
          : parted(change.headers, secretBefore.headers);
      const login = change.login === undefined ? secretBefore.login : change.login;
      const next: FeedSecret = { login, headers: secret };
      if (!isSame(next, secretBefore) || !isOwn) await secrets.write(keyOf(feedId), isEmpty(next) ? null : JSON.stringify(next));
      await write.setFeedAccess(feedId, { origin, headers: plain, userAgent });
    },
  };
}

function keyOf(feedId: FeedId): string {
  return `feed:${feedId}`;
}

/**
 * The origin at which a feed gets what was set for `origin`: that very one, or the same server once it is reached securely. Null for any
 * other: a feed that has moved to another server does not take its login along (N3).
 */
function ownOrigin(origin: string, feedUrl: string): string | null {
  const now = new URL(feedUrl);
  if (now.origin === origin) return origin;
  const set = URL.parse(origin);
  const isSecured = set?.protocol === 'http:' && now.protocol === 'https:' && set.host === now.host && now.port === '';
  return isSecured ? now.origin : null;
}

function parted(headers: Readonly<Record<string, string>>, before: Readonly<Record<string, string>>) {
  const plain: Record<string, string> = {};
  const secret: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!isSecretHeader(name)) plain[name] = value;
    else if (value !== shownSecret) secret[name] = value;
    else if (before[name] !== undefined) secret[name] = before[name];
  }
  return { plain, secret };
}

function readSecret(text: string | null): FeedSecret {
  if (text === null) return nothingSecret;
  try {
    return { ...nothingSecret, ...(JSON.parse(text) as FeedSecret) };
  } catch {
    return nothingSecret;
  }
}

function isEmpty({ login, headers }: FeedSecret): boolean {
  return login === null && Object.keys(headers).length === 0;
}

function isSame(a: FeedSecret, b: FeedSecret): boolean {
  return JSON.stringify([a.login, a.headers]) === JSON.stringify([b.login, b.headers]);
}
