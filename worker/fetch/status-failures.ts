import { FeedError } from '../errors.ts';
import type { FailureCode } from '../protocol/failures.ts';
import { RetryAfterError } from './request.ts';
import { secureHint } from './secure-hint.ts';

/** The refusal that an HTTP status means, in words. */
export function statusFailure(status: number, url: URL, retryAfterMs: number | null): FeedError {
  const [code, message] = describe(status, url);
  const detail = `HTTP ${status} ${url.origin}${url.pathname}`;
  if (retryAfterMs === null) return new FeedError(code, message, { detail }).seen({ status });
  return new RetryAfterError(code, `${message} It asked Freshet to wait for ${inWords(retryAfterMs)}.`, retryAfterMs, detail).seen({
    status,
  });
}

function describe(status: number, url: URL): readonly [FailureCode, string] {
  const { host } = url;
  switch (status) {
    case 400:
      return ['http-error', `${host} does not understand what Freshet asks for (400). Check the address.${secureHint(url)}`];
    case 401:
      return ['unauthorized', `${host} wants a user name and password for this address (401). Log in to read it.`];
    case 403:
      return [
        'forbidden',
        `${host} does not let Freshet open this address (403). It may be closed to programs, or to your country or network: open the site to see.`,
      ];
    case 404:
      return ['not-found', `${host} says there is nothing at this address (404). It may have moved: look for a new address on the site.`];
    case 410:
      return ['gone', `${host} says this does not exist any more (410). Unsubscribe or look for a new address on the site.`];
    case 429:
      return ['rate-limited', `${host} was asked too often (429). Freshet waits before it asks again.`];
    case 503:
      // Asked to wait just as by 429 (P8).
      return ['rate-limited', `${host} cannot answer now (503). It usually passes; try again later.`];
    default:
  }
  if (status >= 500) return ['server-error', `${host} has a fault of its own (${status}). It usually passes; try again later.`];
  return ['http-error', `${host} answered in a way that Freshet cannot use (${status}). Check the address.`];
}

function inWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 2) return 'a minute';
  if (minutes < 100) return `${minutes} minutes`;
  return `${Math.round(minutes / 60)} hours`;
}
