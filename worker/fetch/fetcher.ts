import { lookup as systemLookup } from 'node:dns/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { Agent, type Dispatcher, errors } from 'undici';
import { FeedError } from '../errors.ts';
import { hostAndPort, isLoopbackHost, isPublicAddress } from './address-kind.ts';
import { checkAnnouncedSize, readBody } from './body.ts';
import { readCacheHints } from './cache-headers.ts';
import { createTrust } from './certificates.ts';
import { readContentCodings } from './content-codings.ts';
import {
  createGuardedConnector,
  createSocketOpener,
  type Lookup,
  type OpenSocket,
  OutOfReachError,
  type Reach,
} from './guarded-connect.ts';
import { createGate, defaultHostLimits, type HostLimits, type Place, type Start } from './host-limits.ts';
import { defaultLimits, type FetchLimits } from './limits.ts';
import { hasNetwork, networkFailure } from './network-failures.ts';
import { followRedirect, isRedirect, startTrail, type Trail } from './redirects.ts';
import type { Fetcher, FetchRequest, FetchResult } from './request.ts';
import { authorizationOf, requestHeaders } from './request-headers.ts';
import { readRetryAfter } from './retry-after.ts';
import { statusFailure } from './status-failures.ts';
import { receivedValidators } from './validators.ts';

export interface FetcherOptions {
  /** 'Freshet/1.2.3 (+https://contact.page)' (P13). */
  readonly userAgent: string;
  /** The wall clock, for dates in headers. */
  readonly now: () => number;
  readonly limits?: Partial<FetchLimits>;
  readonly hostLimits?: Partial<HostLimits>;
  /** No host spacing for confirmed loopback addresses: tests and benches only. */
  readonly liftLimitsForLoopback?: boolean;
  /** Certificate authorities to trust besides those of Node and the system, PEM. */
  readonly certificates?: readonly string[];
  readonly lookup?: Lookup;
  readonly openSocket?: OpenSocket;
  /** Whether a network is up, asked when a name cannot be resolved. */
  readonly isOnline?: () => boolean;
}

/**
 * The one fetch function of the worker (N1). Keeps connections for a few seconds; `close` ends them.
 */
export function createFetcher(options: FetcherOptions): Fetcher & { close(): Promise<void> } {
  const { userAgent, now, liftLimitsForLoopback = false, isOnline = hasNetwork } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const hostLimits = { ...defaultHostLimits, ...options.hostLimits };
  const gate = createGate(hostLimits);
  const lookup = options.lookup ?? (hostname => systemLookup(hostname, { all: true, order: 'verbatim' }));
  const openSocket = options.openSocket ?? createSocketOpener(createTrust(options.certificates ?? []));
  const createAgent = (reach: Reach) =>
    new Agent({
      connect: createGuardedConnector({ reach, lookup, openSocket, connectMs: limits.connectMs }),
      connections: hostLimits.perHost,
      pipelining: 1,
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      bodyTimeout: 0,
      keepAliveMaxTimeout: 30_000,
      allowH2: true,
    });
  // Two pools: a connection to a confirmed local address must never serve a request that may not go there.
  const agents: Record<Reach, Agent> = { public: createAgent('public'), local: createAgent('local') };

  const fetch: Fetcher = async request => {
    const asked = parseAddress(request.url);
    const authorization = authorizationOf(asked);
    const url = new URL(asked);
    url.username = '';
    url.password = '';
    url.hash = '';
    const credentials = { origin: url.origin, authorization, username: asked.username, password: asked.password };
    const startAt = (at: URL): Start => ({
      host: at.hostname,
      isSpaced:
        request.purpose === 'feed' &&
        !(liftLimitsForLoopback && isLoopbackHost(at.hostname) && request.confirmedLocalHosts.has(hostAndPort(at))),
      isUrgent: request.isUrgent === true || request.purpose === 'picture',
    });

    const place = await gate.enter(startAt(url), request.signal);
    const stop = new AbortController();
    const cancel = () => stop.abort(new FeedError('cancelled', 'Cancelled.'));
    const timer = setTimeout(() => stop.abort(tookTooLong(url)), limits.totalMs);
    request.signal?.addEventListener('abort', cancel, { once: true });
    if (request.signal?.aborted) cancel();
    try {
      return await followHops(request, startTrail(url), credentials, { place, stop, startAt });
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', cancel);
      place.leave();
    }
  };

  /** From hop to hop until there is an answer. */
  const followHops = async (
    request: FetchRequest,
    start: Trail,
    credentials: Credentials,
    run: { readonly place: Place; readonly stop: AbortController; readonly startAt: (url: URL) => Start },
  ): Promise<FetchResult> => {
    let trail = start;
    let wasPublic = false;
    for (;;) {
      const { url } = trail;
      const isFirst = trail === start;
      try {
        const headers = requestHeaders(request, userAgent, url.origin === credentials.origin ? credentials.authorization : null);
        const mayBeLocal = !wasPublic && request.confirmedLocalHosts.has(hostAndPort(url));
        const { answer, reach } = await send(url, headers, mayBeLocal, run.stop.signal);
        wasPublic ||= reach === 'public';
        run.place.heard(hostLimits.silentBytes);
        const outcome = await readAnswer(request, trail, answer, run.place, run.stop);
        if (outcome.kind !== 'redirect') return withCredentials(outcome, credentials);
        trail = outcome.trail;
      } catch (error) {
        if (error instanceof OutOfReachError) throw outOfReach(request, url, isFirst, error);
        throw networkFailure(error, url, limits, isOnline);
      }
      if (trail.url.hostname !== url.hostname) await run.place.move(run.startAt(trail.url));
    }
  };

  /** Tries the public side first: whether a name leads to a local address is known only when it has been looked up. */
  const send = async (
    url: URL,
    headers: Record<string, string>,
    mayBeLocal: boolean,
    signal: AbortSignal,
  ): Promise<{ answer: Dispatcher.ResponseData; reach: Reach }> => {
    const ask = async (reach: Reach) => ({
      answer: await agents[reach].request({ origin: url.origin, path: `${url.pathname}${url.search}`, method: 'GET', headers, signal }),
      reach,
    });
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    const isLocalLiteral = isIP(literal) !== 0 && !isPublicAddress(literal);
    if (isLocalLiteral) {
      if (!mayBeLocal) throw new OutOfReachError([literal]);
      return ask('local');
    }
    try {
      return await ask('public');
    } catch (error) {
      if (!(error instanceof OutOfReachError && mayBeLocal)) throw error;
      return ask('local');
    }
  };

  const readAnswer = async (
    request: FetchRequest,
    trail: Trail,
    answer: Dispatcher.ResponseData,
    place: Place,
    stop: AbortController,
  ): Promise<FetchResult | { readonly kind: 'redirect'; readonly trail: Trail }> => {
    const { statusCode: status, body } = answer;
    const headers = answer.headers as IncomingHttpHeaders;
    const timer = setTimeout(() => stop.abort(new errors.BodyTimeoutError()), limits.bodyMs);
    body.on('error', () => undefined);
    try {
      checkHeaderSize(answer.headers, limits);
      if (isRedirect(status)) return { kind: 'redirect', trail: followRedirect(trail, status, headers.location, limits) };
      const common = { url: trail.url.href, movedTo: trail.movedTo, cache: readCacheHints(answer.headers, now()) };
      const validators = receivedValidators(answer.headers);
      if (status === 304 && request.validators !== null) {
        return { kind: 'not-modified', ...common, validators: validators ?? request.validators };
      }
      if (status < 200 || status > 203) throw statusFailure(status, trail.url, readRetryAfter(answer.headers['retry-after'], now()));
      const bodyLimits = { ...limits, bodyBytes: Math.min(limits.bodyBytes, request.maxBytes ?? limits.bodyBytes) };
      checkAnnouncedSize(headers['content-length'], bodyLimits);
      const codings = readContentCodings(answer.headers['content-encoding'], limits.contentCodings);
      const { bytes, isComplete } = await readBody(body, codings, bodyLimits, place.heard);
      // With the validators of a damaged answer the server would say "unchanged" for ever.
      return {
        kind: 'fetched',
        ...common,
        contentType: headers['content-type'] ?? null,
        body: bytes,
        validators: isComplete ? validators : null,
      };
    } finally {
      clearTimeout(timer);
      body.destroy();
    }
  };

  return Object.assign(fetch, {
    close: async () => {
      await Promise.all([agents.public.destroy(), agents.local.destroy()]);
    },
  });
}

interface Credentials {
  readonly origin: string;
  readonly authorization: string | null;
  readonly username: string;
  readonly password: string;
}

/** An address that moved within its server keeps its user name and password; another server never gets to see them (N3). */
function withCredentials(result: FetchResult, { origin, username, password }: Credentials): FetchResult {
  if (result.movedTo === null || (username === '' && password === '')) return result;
  const url = new URL(result.movedTo);
  if (url.origin !== origin) return result;
  url.username = username;
  url.password = password;
  return { ...result, movedTo: url.href };
}

function parseAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new FeedError('bad-address', 'This is not a web address. It should begin with http:// or https://.', {
    detail: address.slice(0, 200),
  });
}

function outOfReach(request: FetchRequest, url: URL, isFirst: boolean, error: OutOfReachError): FeedError {
  const host = hostAndPort(url);
  const detail = `${host}: ${error.message}`;
  const isAsked = isFirst && (request.purpose === 'feed' || request.purpose === 'page');
  if (isAsked) {
    const message = `${url.host} is on this computer or in your own network. Freshet opens it only when you say that you meant it.`;
    return new FeedError('local-address', message, { detail, host });
  }
  const message = `Freshet was sent to ${url.host}, which is on this computer or in your own network. It does not go there for an address from outside.`;
  return new FeedError('private-address', message, { detail, host });
}

function tookTooLong(url: URL): FeedError {
  return new FeedError('timeout', `${url.host} and those it sent Freshet on to took too long to answer. Try again later.`);
}

/** HTTP/2 has no bound of its own here; HTTP/1.1 is bounded while it is read. */
function checkHeaderSize(headers: Readonly<Record<string, string | string[] | undefined>>, limits: FetchLimits): void {
  let size = 0;
  for (const [name, value] of Object.entries(headers))
    size += name.length + (Array.isArray(value) ? value.join('').length : (value ?? '').length);
  if (size > limits.headerBytes) throw new errors.HeadersOverflowError();
}
