import { describe, expect, it } from 'vitest';
import { FeedError, toWireError } from '../../worker/errors.ts';
import { hideSecrets, isSecretName } from '../../worker/hide-secrets.ts';
import { createHostLog } from '../../worker/host/host-log.ts';
import { createLogger } from '../../worker/logger.ts';

describe('secrets of addresses', () => {
  it.each([
    ['https://ann:s3cret@example.org/feed', 'https://…@example.org/feed'],
    ['to http://ann@example.org, and on', 'to http://…@example.org, and on'],
    ['https://ann:p@ss@example.org/', 'https://…@example.org/'],
    ['https://example.org/feed?token=s3cret', 'https://example.org/feed?token=…'],
    ['https://example.org/feed?a=1&api_key=s3cret&b=2', 'https://example.org/feed?a=1&api_key=…&b=2'],
    ['/feed?private_token=s3cret)', '/feed?private_token=…'],
    ['https://example.org/?X-Amz-Signature=s3cret#top', 'https://example.org/?X-Amz-Signature=…#top'],
    ['https://example.org/?feedKey=s3cret', 'https://example.org/?feedKey=…'],
    ['https://example.org/?auth%5Ftoken=s3cret', 'https://example.org/?auth%5Ftoken=…'],
    ['https://example.org/#access_token=s3cret', 'https://example.org/#access_token=…'],
    ['{"authorization":"Basic czNjcmV0"}', '{"authorization":"…"}'],
    ['Proxy-Authorization: Basic czNjcmV0', 'Proxy-Authorization: …'],
  ])('are taken out of %s', (text, masked) => {
    expect(hideSecrets(text)).toBe(masked);
  });

  it.each([
    'https://example.org/feed?monkey=1&sort=new&keyword=x&author=ann&page=2',
    'https://example.org/@ann/feed',
    'write to ann@example.org // and be done',
    'ECONNREFUSED 127.0.0.1:9',
  ])('leave %s as it is', text => {
    expect(hideSecrets(text)).toBe(text);
  });

  it('are looked for in linear time', () => {
    const hostile = [`//${'a'.repeat(200_000)}`, '//a:b'.repeat(40_000), `?${'a.'.repeat(100_000)}=`, '?token='.repeat(30_000)];
    for (const text of hostile) expect(hideSecrets(text).length).toBeLessThanOrEqual(text.length);
  });

  it('are known by the last word of their name', () => {
    expect(['X-Api-Key', 'PRIVATE-TOKEN', 'api_key', 'password', 'accessToken', 'filter[token]'].every(isSecretName)).toBe(true);
    expect(['Accept-Language', 'Accept', 'X-Keyword', 'monkey', 'author'].some(isSecretName)).toBe(false);
  });
});

describe('what leaves the worker', () => {
  const address = 'https://ann:s3cret@example.org/?token=s3cret';

  it('has no secret in an error, whoever threw it', () => {
    const ours = toWireError(new FeedError('dns', `There is no ${address}`, { detail: address }));
    expect(JSON.stringify([ours, toWireError(new Error(address))])).not.toContain('s3cret');
  });

  it('has no secret in a log line of the worker or the host', () => {
    const lines: string[] = [];
    createLogger((_level, text) => lines.push(text)).error(address, new Error(address));
    const log = createHostLog({ file: null });
    log.add('info', `${'x'.repeat(1_990)}${address}`);
    expect(lines.join('') + log.recent()).not.toContain('s3cret');
  });
});
