import { type FailureFacts, mostFeedLinks } from '../failure-facts.ts';
import { limitTitle, limitUrl } from './limits.ts';

/** Facts as a column holds them; null where there are none. Addresses that are too long are left out. */
export function writeFacts(facts: FailureFacts): string | null {
  const redirectUrl = limitUrl(facts.redirect?.url ?? null);
  const feedLinks = (facts.feedLinks ?? []).slice(0, mostFeedLinks).flatMap(({ feedUrl, title }) => {
    const url = limitUrl(feedUrl);
    return url === null ? [] : [{ feedUrl: url, title: limitTitle(title) }];
  });
  const kept: FailureFacts = {
    ...(facts.status === undefined ? {} : { status: facts.status }),
    ...(facts.redirect === undefined || redirectUrl === null ? {} : { redirect: { ...facts.redirect, url: redirectUrl } }),
    ...(facts.tls === undefined ? {} : { tls: facts.tls }),
    ...(feedLinks.length === 0 ? {} : { feedLinks }),
    ...(facts.localHost === undefined ? {} : { localHost: facts.localHost }),
  };
  return Object.keys(kept).length === 0 ? null : JSON.stringify(kept);
}

export function readFacts(column: string | null): FailureFacts {
  return column === null ? {} : (JSON.parse(column) as FailureFacts);
}
