import { hideSecrets } from '../hide-secrets.ts';
import type { OpmlSkipCode, OpmlSkipped } from '../protocol/opml.ts';
import type { Login } from '../protocol/subscriptions.ts';
import { httpUrl } from '../text/absolute-urls.ts';
import { feedKey } from '../text/feed-key.ts';
import type { ListContent, ListedFeed } from './outline.ts';
import { skipWords } from './skip-words.ts';

/** A report is for reading. */
const maxSkipped = 1_000;

export interface ListCollector {
  /** Takes the feed once, or notes why not. */
  add(feed: Omit<ListedFeed, 'feedUrl' | 'login'> & { readonly address: string }): void;
  skip(line: number, text: string, code: OpmlSkipCode, of?: string): void;
  end(format: ListContent['format'], title: string): ListContent;
}

/** Gathers the feeds of a list: each address once, what is left out with its reason. */
export function createListCollector(): ListCollector {
  const feeds: ListedFeed[] = [];
  const skipped: OpmlSkipped[] = [];
  const lineByKey = new Map<string, number>();
  let left = 0;
  let duplicates = 0;

  function skip(line: number, text: string, code: OpmlSkipCode, of = ''): void {
    if (skipped.length < maxSkipped) skipped.push({ line, text, code, of, reason: skipWords(code, of) });
    else left += 1;
  }

  return {
    add({ address, ...feed }) {
      const name = feed.title ?? hideSecrets(address).slice(0, 300);
      const absolute = httpUrl(withoutFeedScheme(address), null);
      if (absolute === null) return skip(feed.line, name, ...addressFault(address));
      const { feedUrl, login } = partLogin(absolute);
      const key = feedKey(feedUrl);
      const before = lineByKey.get(key);
      if (before !== undefined) {
        duplicates += 1;
        return skip(feed.line, name, 'duplicate', String(before));
      }
      lineByKey.set(key, feed.line);
      feeds.push({ feedUrl, ...feed, ...(login === null ? {} : { login }) });
    },
    skip,
    end(format, title) {
      skipped.sort((one, other) => one.line - other.line);
      if (left > 0) skipped.push({ line: 0, text: '', code: 'more', of: String(left), reason: skipWords('more', String(left)) });
      return { format, title, feeds, skipped, duplicates };
    },
  };
}

/** A login never stays in an address: that is shown, stored and exported. */
function partLogin(address: string): { readonly feedUrl: string; readonly login: Login | null } {
  const url = new URL(address);
  const { username, password } = url;
  if (username === '' && password === '') return { feedUrl: address, login: null };
  url.username = '';
  url.password = '';
  try {
    return { feedUrl: url.href, login: { username: decodeURIComponent(username), password: decodeURIComponent(password) } };
  } catch {
    return { feedUrl: url.href, login: null };
  }
}

/** `feed://host/path` and `feed:https://host/path` are how some programs hand on a feed. */
function withoutFeedScheme(address: string): string {
  const rest = /^feed:(.*)$/is.exec(address.trim())?.[1];
  if (rest === undefined) return address;
  return rest.startsWith('//') ? `http:${rest}` : rest;
}

function addressFault(address: string): readonly [OpmlSkipCode, of?: string] {
  const scheme = /^([a-z][a-z0-9+.-]{1,30}):/i.exec(address.trim())?.[1];
  if (scheme === undefined) return ['no-web-address'];
  if (/^https?$/i.test(scheme)) return ['unreadable-address'];
  return ['other-scheme', scheme.toLowerCase()];
}
