import type { RequestAccess } from '../fetch/request.ts';
import type { Login } from '../protocol/subscriptions.ts';

/** Logins between being typed and being kept with a feed, by the address of the feed: in memory, for ten minutes, twenty at most. */
export interface RecentLogins {
  /** For those of these feeds that are on the server the login is for. */
  remember(feedUrls: readonly string[], access: RequestAccess | null): void;
  of(feedUrl: string): Login | null;
}

const forMs = 10 * 60_000;
const most = 20;

export function createRecentLogins(now: () => number): RecentLogins {
  const recent = new Map<string, { readonly login: Login; readonly at: number }>();
  return {
    remember(feedUrls, access) {
      for (const feedUrl of feedUrls) {
        if (!access?.login || URL.parse(feedUrl)?.origin !== access.origin) continue;
        recent.delete(feedUrl);
        recent.set(feedUrl, { login: access.login, at: now() });
      }
      for (const feedUrl of [...recent.keys()].slice(0, -most)) recent.delete(feedUrl);
    },
    of(feedUrl) {
      const found = recent.get(feedUrl);
      if (found === undefined || now() - found.at < forMs) return found?.login ?? null;
      recent.delete(feedUrl);
      return null;
    },
  };
}
