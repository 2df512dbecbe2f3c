import { networkInterfaces } from 'node:os';
import { FeedError } from '../errors.ts';
import type { TlsFault } from '../failure-facts.ts';
import type { FailureCode } from '../protocol/failures.ts';
import type { FetchLimits } from './limits.ts';
import { ProxyError, proxyFailure } from './proxy-failure.ts';
import { secureHint } from './secure-hint.ts';

/** Any error of a lookup, connection, TLS handshake or transfer as the one failure it is, in words. FeedErrors go through. */
export function networkFailure(thrown: unknown, url: URL, limits: FetchLimits, isOnline: () => boolean): FeedError {
  if (thrown instanceof FeedError) return thrown;
  if (thrown instanceof ProxyError) return proxyFailure(thrown, url);
  const { codes, text } = causes(thrown);
  const extras = { detail: text.slice(0, 500), cause: thrown };
  const certificate = isUnreachable(codes) ? null : describeCertificate(codes, url.host);
  if (certificate !== null) return new FeedError('tls', certificate.words, extras).seen({ tls: certificate.fault });
  const [code, message] = describe(codes, url, limits, isOnline);
  return new FeedError(code, message, extras);
}

function describe(codes: readonly string[], url: URL, limits: FetchLimits, isOnline: () => boolean): readonly [FailureCode, string] {
  const { host } = url;
  const has = (...wanted: string[]) => codes.some(code => wanted.includes(code));
  const isAbout = (pattern: RegExp) => codes.some(code => pattern.test(code));

  if (has('ENETUNREACH', 'ENETDOWN') || (has('ENOTFOUND', 'EAI_AGAIN') && !isOnline())) {
    return ['offline', 'This computer seems to be offline. Check its connection, then try again.'];
  }
  // EINVAL: a name that cannot be one, such as a label of more than 63 characters.
  if (has('ENOTFOUND', 'EAI_NODATA', 'EAI_NONAME', 'ENODATA', 'EINVAL')) {
    return ['dns', `There is no server called ${host}. Check the spelling; if it is right, the site has gone or is not reachable now.`];
  }
  if (isAbout(/^EAI_/) || has('ESERVFAIL', 'ETIMEOUT', 'EREFUSED')) {
    return ['dns', `The name ${host} could not be looked up just now. Check your connection, then try again.`];
  }
  if (has('UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT')) {
    return ['timeout', `${host} could not be reached within ${seconds(limits.connectMs)}. It may be down for now; try again later.`];
  }
  if (has('UND_ERR_HEADERS_TIMEOUT')) {
    return ['timeout', `${host} did not answer within ${seconds(limits.headersMs)}. It may be overloaded; try again later.`];
  }
  if (has('UND_ERR_BODY_TIMEOUT')) {
    return ['timeout', `${host} was still sending after ${seconds(limits.bodyMs)}, and Freshet stopped listening. Try again later.`];
  }
  if (has('ECONNREFUSED')) {
    return ['refused', `${host} takes no connections: no server is running there now. Check the address or try again later.`];
  }
  if (has('EHOSTUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM')) {
    return ['refused', `${host} cannot be reached from this computer. A firewall may be in the way; try again later.`];
  }
  if (has('UND_ERR_HEADERS_OVERFLOW', 'HPE_HEADER_OVERFLOW')) {
    return [
      'too-large',
      `${host} sent more header lines than any honest answer needs, and Freshet stopped reading. Its owner has to mend it; try again later.`,
    ];
  }
  if (isAbout(/^(HPE_|HTTPParserError)/))
    return ['http-error', `What ${host} answered is not HTTP. Check the address, above all the number after the colon.${secureHint(url)}`];
  if (isAbout(/^(ECONN|EPIPE|UND_ERR_|ERR_HTTP2_|ERR_STREAM)/)) {
    return ['connection-lost', `The connection to ${host} broke off before everything had arrived. Try again later.${secureHint(url)}`];
  }
  return ['internal', 'Something went wrong inside Freshet while fetching. It is our fault, not yours. Try again later.'];
}

/** Several addresses may have been tried: that the name leads nowhere says more than what one of them showed. */
function isUnreachable(codes: readonly string[]): boolean {
  return codes.some(code => /^(ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL|ETIMEOUT|EREFUSED)$/.test(code));
}

interface CertificateFailure {
  readonly fault: TlsFault;
  readonly words: string;
}

function describeCertificate(codes: readonly string[], host: string): CertificateFailure | null {
  const has = (...wanted: string[]) => codes.some(code => wanted.includes(code));
  const failure = (fault: TlsFault, words: string): CertificateFailure => ({ fault, words });
  const advice = 'Freshet does not connect, because somebody else could be answering; tell the site’s owner.';
  if (has('CERT_HAS_EXPIRED')) {
    const words = `The security certificate of ${host} has expired. Its owner has to renew it; if others work with it, check this computer's clock.`;
    return failure('expired', words);
  }
  if (has('CERT_NOT_YET_VALID'))
    return failure('not-yet-valid', `The security certificate of ${host} is not valid yet. Check this computer's clock.`);
  if (has('ERR_TLS_CERT_ALTNAME_INVALID')) {
    return failure('other-name', `The server at ${host} showed a security certificate for another name. ${advice}`);
  }
  if (has('DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN')) {
    return failure('self-signed', `${host} made its security certificate itself, so nobody vouches for it. ${advice}`);
  }
  if (has('CERT_REVOKED')) return failure('revoked', `The security certificate of ${host} was revoked. ${advice}`);
  if (codes.some(code => /^(UNABLE_TO_|CERT_|INVALID_CA|PATH_LENGTH|ERR_TLS_|HOSTNAME_MISMATCH)/.test(code))) {
    return failure('unknown', `The security certificate of ${host} cannot be checked. ${advice}`);
  }
  if (codes.some(code => /^(ERR_SSL_|EPROTO)/.test(code))) {
    const words = `A secure connection to ${host} could not be made. If the site has none, try the address with http: instead of https:.`;
    return failure('no-tls', words);
  }
  return null;
}

/** Codes and texts of an error, of those it bundles (several addresses tried) and of its causes. */
function causes(thrown: unknown, depth = 0): { readonly codes: readonly string[]; readonly text: string } {
  if (!(thrown instanceof Error) || depth > 4) return { codes: [], text: String(thrown) };
  const name = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name;
  const own = name === 'Error' || name === 'AggregateError' ? [] : [name];
  const inner = [...(thrown instanceof AggregateError ? thrown.errors : []), ...(thrown.cause === undefined ? [] : [thrown.cause])].map(
    error => causes(error, depth + 1),
  );
  const text = thrown.message === '' ? inner.map(cause => cause.text).join('; ') : thrown.message;
  return { codes: [...own, ...inner.flatMap(cause => cause.codes)], text: [...own, text].join(': ') };
}

/** Whether any network but loopback is up. */
export function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some(addresses => addresses?.some(address => !address.internal));
}

function seconds(ms: number): string {
  return ms === 1000 ? '1 second' : `${ms / 1000} seconds`;
}
