import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { onTestFinished } from 'vitest';
import { FeedError } from '../../../worker/errors.ts';
import { createTrust } from '../../../worker/fetch/certificates.ts';
import { createFetcher, type FetcherOptions, type OpenFetcher } from '../../../worker/fetch/fetcher.ts';
import { createSocketOpener, type OpenSocket } from '../../../worker/fetch/guarded-connect.ts';
import type { FetchRequest, FetchResult } from '../../../worker/fetch/request.ts';
import { type FeedServer, type FeedServerOptions, startFeedServer } from '../../helpers/feed-server.ts';

export const userAgent = 'Freshet/0.0.0 (+https://freshet.example/about)';
export const now = Date.parse('2026-03-01T12:00:00Z');

export function certificate(name: string): string {
  return readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
}

export function key(name: string): string {
  return readFileSync(new URL(`../../fixtures/tls/${name}.key`, import.meta.url), 'utf8');
}

/** A server that stops with the test. */
export async function serve(options?: FeedServerOptions): Promise<FeedServer> {
  const server = await startFeedServer(options);
  onTestFinished(() => server.close());
  return server;
}

export interface TestNetwork {
  readonly fetcher: OpenFetcher;
  /** Every address that was dialled, in order. */
  readonly dialled: readonly string[];
  /** Every name that was looked up, in order. */
  readonly lookedUp: readonly string[];
}

/**
 * A fetcher in a world of made-up names and addresses. Whatever address it dials, the packet goes to 127.0.0.1 (or to that loopback
 * address): nothing leaves this computer even when the guard is broken.
 * @param names addresses of each name; any other name does not exist.
 */
export function createNetwork(names: Readonly<Record<string, readonly string[]>> = {}, options: Partial<FetcherOptions> = {}): TestNetwork {
  const dialled: string[] = [];
  const lookedUp: string[] = [];
  const openReal = createSocketOpener(createTrust([certificate('authority')]));
  const openSocket: OpenSocket = (target, addresses, timeoutMs, callback) => {
    dialled.push(...addresses.map(({ address }) => address));
    const loopback = addresses.filter(({ address }) => address.startsWith('127.') || address === '::1');
    openReal(target, loopback.length > 0 ? loopback : [{ address: '127.0.0.1', family: 4 }], timeoutMs, callback);
  };
  const fetcher = createFetcher({
    userAgent,
    now: () => now,
    lookup: async name => {
      lookedUp.push(name);
      const addresses = names[name];
      if (addresses === undefined) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
      return addresses.map(address => ({ address, family: isIP(address) }));
    },
    openSocket,
    isOnline: () => true,
    hostLimits: { spacingMs: 0 },
    ...options,
  });
  onTestFinished(() => fetcher.close());
  return { fetcher, dialled, lookedUp };
}

export function ask(url: string, more: Partial<FetchRequest> = {}): FetchRequest {
  return { url, purpose: 'feed', validators: null, confirmedLocalHosts: new Set(), signal: null, ...more };
}

/** A request that may reach this server by its address. */
export function askLocally(server: FeedServer, path: string, more: Partial<FetchRequest> = {}): FetchRequest {
  return ask(`${server.origin}${path}`, { confirmedLocalHosts: new Set([new URL(server.origin).host]), ...more });
}

export async function failureOf(result: Promise<unknown>): Promise<FeedError> {
  const failure = await result.then(
    () => null,
    (error: unknown) => error,
  );
  if (failure instanceof FeedError) return failure;
  throw new Error('expected a FeedError', { cause: failure });
}

export function textOf(result: FetchResult): string {
  if (result.kind !== 'fetched') throw new Error(`expected a body, got ${result.kind}`);
  return new TextDecoder().decode(result.body);
}
