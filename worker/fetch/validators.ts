import type { Validators } from './request.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Longer values would make the request itself be refused by many servers. */
const longestValue = 4096;

/** The validators of an answer exactly as received, whatever they look like (P2); null when it has none that can be sent back. */
export function receivedValidators(headers: Headers): Validators | null {
  const etag = sendable(headers['etag']);
  const lastModified = sendable(headers['last-modified']);
  return etag === null && lastModified === null ? null : { etag, lastModified };
}

/** After a 304: what it leaves out holds on (RFC 9111, 3.2), unless it names another version by what it does not leave out. */
export function validatorsAfterUnchanged(sent: Validators, received: Validators | null): Validators {
  if (received === null) return sent;
  const { etag, lastModified } = received;
  const isSameVersion = (etag === null || etag === sent.etag) && (lastModified === null || lastModified === sent.lastModified);
  return isSameVersion ? sent : received;
}

/** Request headers that ask for a change since then. Never made up: what is not there is not sent. */
export function conditionalHeaders(validators: Validators | null): Record<string, string> {
  const etag = sendable(validators?.etag ?? undefined);
  const lastModified = sendable(validators?.lastModified ?? undefined);
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}

/** A header value is visible Latin-1, spaces and tabs; whatever else is in it cannot be sent back. */
function sendable(value: string | string[] | undefined): string | null {
  const first = Array.isArray(value) ? value[0] : value;
  if (first === undefined || first === '' || first.length > longestValue) return null;
  return /^[\t\x20-\x7e\x80-\xff]+$/.test(first) ? first : null;
}
