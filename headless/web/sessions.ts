import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** One browser tab that has shown a one-time token. */
export interface Session {
  readonly id: string;
  readonly keyDigest: Buffer;
  readonly calls: TokenBucket;
  readonly pictures: TokenBucket;
  usedAt: number;
}

export interface Sessions {
  /** A one-time token, good for ten minutes. */
  issueToken(): string;
  /** Exchanges a token for a session and its key. Null: used, too old or never given out. */
  redeem(token: string): { readonly key: string; readonly session: Session } | null;
  /** By the value of the Authorization header. */
  find(authorization: string | undefined): Session | null;
  byId(id: string): Session | null;
}

const tokenLifeMs = 10 * 60_000;
const mostTokens = 64;
const mostSessions = 64;
const perSecond = 100;

/**
 * No cookies (B2): they ignore ports, so a server on another port of this computer would be sent them.
 * Kept in memory only: a restarted host knows nobody. What is compared are digests, in constant time.
 */
export function createSessions(now: () => number): Sessions {
  let tokens: { readonly digest: Buffer; readonly expiresAt: number }[] = [];
  let sessions: Session[] = [];

  return {
    issueToken() {
      const token = secret();
      tokens = [...tokens.filter(each => each.expiresAt > now()), { digest: digest(token), expiresAt: now() + tokenLifeMs }].slice(
        -mostTokens,
      );
      return token;
    },
    redeem(token) {
      const given = digest(token);
      const found = tokens.filter(each => timingSafeEqual(each.digest, given) && each.expiresAt > now());
      if (found.length === 0) return null;
      tokens = tokens.filter(each => !found.includes(each));
      const key = secret();
      const session: Session = {
        id: randomBytes(9).toString('base64url'),
        keyDigest: digest(key),
        calls: createTokenBucket(perSecond, now),
        pictures: createTokenBucket(perSecond, now),
        usedAt: now(),
      };
      // The tab that was silent for longest makes room.
      sessions = [...sessions.toSorted((a, b) => a.usedAt - b.usedAt).slice(1 - mostSessions), session];
      return { key, session };
    },
    find(authorization) {
      const given = digest(/^Bearer ([\w-]{43})$/u.exec(authorization ?? '')?.[1] ?? '');
      const found = sessions.filter(session => timingSafeEqual(session.keyDigest, given))[0] ?? null;
      if (found) found.usedAt = now();
      return found;
    },
    byId: id => sessions.find(session => session.id === id) ?? null,
  };
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
