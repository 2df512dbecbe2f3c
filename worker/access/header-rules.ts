import { FeedError } from '../errors.ts';
import { isSecretName } from '../hide-secrets.ts';
import type { FailureWhy } from '../protocol/errors.ts';

/** What a user may not set, because it is Freshet's own to say or would change what is asked. */
const refused: readonly { readonly names: RegExp; readonly reason: string; readonly why: FailureWhy }[] = [
  {
    names: /^(authorization|www-authenticate)$/,
    reason: 'Use the user name and the password for this; they are kept more safely.',
    why: 'header-login',
  },
  {
    names: /^(proxy-.*|forwarded|x-forwarded-.*|via)$/,
    reason: 'It is for proxies. A proxy is set in the settings, under Network.',
    why: 'header-proxy',
  },
  { names: /^(cookie2?|set-cookie2?)$/, reason: 'Freshet sends no cookies.', why: 'header-cookies' },
  { names: /^(referer|origin|sec-.*|access-control-.*)$/, reason: 'Freshet tells no server where it comes from.', why: 'header-origin' },
  {
    names: /^(if-.*|range|cache-control|pragma)$/,
    reason: 'Freshet sets it itself, so that a server need not send twice what has not changed.',
    why: 'header-validators',
  },
  { names: /^(user-agent)$/, reason: 'There is a field of its own for it.', why: 'header-user-agent' },
  {
    names: /^(host|content-.*|accept-encoding|connection|keep-alive|te|trailers?|transfer-encoding|upgrade|http2-settings|expect|date)$/,
    reason: 'It belongs to the connection, and Freshet sets it itself.',
    why: 'header-connection',
  },
];

/** How a header whose value is a secret is shown; given back as it is, the value stays what it was. */
export const shownSecret = '••••••••';

/** Whether a header's value is kept as the password is, going by its name ("X-Api-Key"). */
export function isSecretHeader(name: string): boolean {
  return isSecretName(name);
}

/** Throws FeedError 'bad-request' with words for the first header that may not be sent. */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name))
      throw bad('header-name', `“${name.slice(0, 80)}” is not the name of a header.`, name.slice(0, 80));
    const lower = name.toLowerCase();
    const rule = refused.find(({ names }) => names.test(lower));
    if (rule !== undefined) throw bad(rule.why, `The header ${name} cannot be set. ${rule.reason}`, name);
    if (seen.has(lower)) throw bad('header-twice', `The header ${name} is there twice.`, name);
    seen.add(lower);
    if (!isHeaderValue(value) && value !== shownSecret)
      throw bad('header-value', `The value of the header ${name} has signs in it that cannot be sent.`, name);
  }
}

export function checkUserAgent(userAgent: string | null): void {
  if (userAgent !== null && !isHeaderValue(userAgent))
    throw bad('user-agent-value', 'This user agent has signs in it that cannot be sent.');
}

function isHeaderValue(value: string): boolean {
  return /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/.test(value);
}

function bad(why: FailureWhy, message: string, of = ''): FeedError {
  return new FeedError('bad-request', message, { why, of, field: 'headers' });
}
