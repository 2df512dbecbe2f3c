import { FeedError, toWireError } from '../errors.ts';
import type { FailureFacts } from '../failure-facts.ts';
import type { FailureCode } from '../protocol/failures.ts';

const failureCodes: { readonly [C in FailureCode]: true } = {
  dns: true,
  refused: true,
  tls: true,
  timeout: true,
  'too-large': true,
  'redirect-loop': true,
  'private-address': true,
  'bad-address': true,
  unauthorized: true,
  forbidden: true,
  'not-found': true,
  gone: true,
  'rate-limited': true,
  'server-error': true,
  'http-error': true,
  'connection-lost': true,
  'bad-encoding': true,
  'not-a-feed': true,
  'broken-feed': true,
  quarantined: true,
  proxy: true,
  offline: true,
  internal: true,
};

export interface CheckFailure {
  readonly code: FailureCode;
  readonly message: string;
  readonly detail: string;
  readonly facts: FailureFacts;
}

/** What is stored with the feed: every error of fetch and parse as one of the codes that a check can fail with. */
export function checkFailure(thrown: unknown): CheckFailure {
  const { code, message, detail } = toWireError(thrown);
  const facts = thrown instanceof FeedError ? thrown.facts : {};
  if (isFailureCode(code)) return { code, message, detail, facts };
  if (code === 'local-address') {
    const words =
      'This address is on your computer or your network. Freshet reads it only once you have allowed it: allow it, or add the feed again by its address.';
    return { code: 'private-address', message: words, detail, facts };
  }
  return { code: 'internal', message, detail: detail === '' ? code : detail, facts };
}

/** Failures that say nothing of the feed while this computer has no network (P11, R11). */
export function isNetworkFailure(code: FailureCode): boolean {
  return code === 'offline' || code === 'dns' || code === 'refused' || code === 'timeout' || code === 'connection-lost';
}

export function isCancelled(thrown: unknown): boolean {
  return thrown instanceof FeedError && thrown.code === 'cancelled';
}

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(failureCodes, code);
}
