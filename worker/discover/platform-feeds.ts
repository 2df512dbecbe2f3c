import type { FeedLink } from './feed-links.ts';
import { platformRules, shorthands } from './platform-rules.ts';

export interface PlatformFeed extends FeedLink {
  /** See FeedTemplate. */
  readonly namedUnder: string | null;
}

/** The feeds that a platform's documentation gives for an address of this form; none where it says nothing. No request. */
export function platformFeeds(address: URL): readonly PlatformFeed[] {
  if (address.protocol !== 'https:' && address.protocol !== 'http:') return [];
  if (address.port !== '') return [];
  const text = `${address.hostname.replace(/^www\./, '')}${address.pathname.replace(/\/+$/, '')}${address.search}`;
  for (const { pattern, feeds } of platformRules) {
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) continue;
    return feeds.map(({ url, title, namedUnder }) => ({
      feedUrl: filled(url, groups),
      title: filled(title, groups),
      kind: null,
      why: 'platform',
      namedUnder: namedUnder ?? null,
    }));
  }
  return [];
}

/** What was typed as the address that it is short for, or null. */
export function fromShorthand(typed: string): string | null {
  for (const { pattern, address } of shorthands) {
    const groups = pattern.exec(typed)?.groups;
    if (groups !== undefined) return filled(address, groups);
  }
  return null;
}

/** The feed's address in an answer that names it under that key of its first result; null when it does not. */
export function namedFeed(json: string, key: string): { readonly feedUrl: string; readonly title: string } | null {
  try {
    const { results } = JSON.parse(json) as { readonly results?: readonly (Readonly<Record<string, unknown>> | null)[] };
    const first = Array.isArray(results) ? results[0] : null;
    const feedUrl = first?.[key];
    const title = first?.['collectionName'];
    if (typeof feedUrl !== 'string' || !/^https?:\/\//i.test(feedUrl) || URL.parse(feedUrl) === null) return null;
    return { feedUrl: new URL(feedUrl).href, title: typeof title === 'string' ? title.slice(0, 200) : '' };
  } catch {
    return null;
  }
}

/** The patterns let nothing through that has a meaning in an address. */
function filled(template: string, groups: Readonly<Record<string, string | undefined>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => groups[name] ?? whole);
}
