import { describe, expect, it } from 'vitest';
import type { FailureFacts } from '../../../worker/failure-facts.ts';
import type { FailureCode } from '../../../worker/protocol/failures.ts';
import { repairsFor } from '../../../worker/repair/repairs.ts';

const feed = { feedUrl: 'https://feeds.example/feed', siteUrl: 'https://site.example/', subscribedFeedId: () => null };

function kinds(code: FailureCode, change: { readonly facts?: FailureFacts; readonly count?: number; readonly waitsUntil?: number } = {}) {
  const { facts = {}, count = 1, waitsUntil = null } = change;
  return repairsFor({ ...feed, failure: { code, count, facts }, waitsUntil }).map(({ kind }) => kind);
}

describe('the repairs of a failure', () => {
  it.each<[FailureCode, string]>([
    ['not-found', 'look-for-address'],
    ['gone', 'look-for-address'],
    ['not-a-feed', 'look-for-address'],
    ['unauthorized', 'log-in'],
    ['forbidden', 'open-site'],
    ['tls', 'open-site'],
    ['dns', 'try-again'],
    ['refused', 'try-again'],
    ['timeout', 'try-again'],
    ['server-error', 'try-again'],
    ['too-large', 'try-again'],
    ['broken-feed', 'try-again'],
    ['quarantined', 'try-again'],
    ['redirect-loop', 'try-again'],
    ['proxy', 'proxy-settings'],
  ])('of %s begin with the likeliest: %s', (code, first) => {
    expect(kinds(code)[0]).toBe(first);
  });

  it('offer to unsubscribe a feed that is gone before it is asked again', () => {
    expect(kinds('gone')).toEqual(['look-for-address', 'unsubscribe', 'try-again', 'open-site']);
  });

  it('look for a new address first where a server has been away for long', () => {
    expect(kinds('dns', { count: 3 }).slice(0, 2)).toEqual(['look-for-address', 'try-again']);
  });

  it('offer the feeds of the page that came instead, three at most', () => {
    const feedLinks = ['a', 'b', 'c', 'd'].map(name => ({ feedUrl: `https://feeds.example/${name}`, title: name }));
    const repairs = repairsFor({ ...feed, failure: { code: 'not-a-feed', count: 1, facts: { feedLinks } }, waitsUntil: null });
    expect(repairs.slice(0, 3)).toMatchObject([{ kind: 'use-address', title: 'a', match: 'unread' }, { title: 'b' }, { title: 'c' }]);
    expect(repairs.map(({ kind }) => kind)).not.toContain('look-for-address');
  });

  it('tell until when a server wants to be left alone, and ask nothing of it before', () => {
    const repairs = repairsFor({ ...feed, failure: { code: 'rate-limited', count: 1, facts: {} }, waitsUntil: 5_000 });
    expect(repairs).toMatchObject([
      { kind: 'wait', until: 5_000 },
      { kind: 'try-again', notBefore: 5_000 },
      { kind: 'open-site' },
      { kind: 'unsubscribe' },
    ]);
    expect(kinds('not-found', { waitsUntil: 5_000 })).not.toContain('look-for-address');
  });

  it('allow an address on the own network only when it is the feed’s own', () => {
    expect(kinds('private-address', { facts: { localHost: 'nas.example:80' } })).toEqual(['allow-host', 'unsubscribe']);
    expect(kinds('private-address', { facts: { redirect: { url: 'http://10.0.0.1/', isRefused: true } } })).not.toContain('allow-host');
  });

  it('never offer to trust a certificate that is wrong, nor to step down to http', () => {
    for (const tls of ['expired', 'self-signed', 'no-tls'] as const) {
      expect(kinds('tls', { facts: { tls } })).toEqual(['open-site', 'try-again', 'look-for-address', 'unsubscribe']);
    }
  });
});
