import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../../../worker/clock.ts';
import type { Poll } from '../../helpers/politeness-judge.ts';
import type { Traffic } from './traffic.ts';
import type { WeekFeed } from './week-feeds.ts';

const hour = 3_600_000;

export interface WeekServer {
  readonly port: number;
  readonly polls: readonly Poll[];
  /** What is asked from now on is asked by the user's hand. */
  byHand(isByHand: boolean): void;
  /** What the client has asked since then and did not keep, because it was called off or ended, it has not got. */
  cut(since: number, hasKept: (feed: string, at: number) => boolean): void;
  /** Empties the log and ends the connections that are kept for later, as they would end by themselves in the real time that nobody waits. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** All hosts of the week on one loopback port, with a log in the simulated time. */
export async function startWeekServer(feeds: readonly WeekFeed[], clock: Pick<Clock, 'now'>, traffic: Traffic): Promise<WeekServer> {
  const byAddress = new Map(
    feeds.flatMap(feed => [feed.path, feed.movesTo, feed.passesTo].map(path => [`${feed.host}${path}`, feed] as const)),
  );
  const polls: { -readonly [K in keyof Poll]: Poll[K] }[] = [];
  const asked = new Map<string, number>();
  const given = new Map<string, string>();
  const givenBefore = new Map<Poll, string | undefined>();
  const sockets = new Set<Socket>();
  let isByHand = false;

  const server = createServer((request, response) => {
    const host = request.headers.host ?? '';
    const url = request.url ?? '';
    const feed = byAddress.get(`${host}${url}`) ?? null;
    traffic.arrived();
    const now = clock.now();
    const count = (asked.get(feed?.name ?? '') ?? 0) + 1;
    if (feed !== null && url === feed.path) asked.set(feed.name, count);
    const body = feed === null ? '' : feed.document(now);
    const reply: Reply | null = feed === null ? { status: 404 } : answer(feed, url, count, now, body, request.headers);
    const headers = reply?.headers ?? {};
    const retryAfter = headers['Retry-After'];
    const maxAge = /max-age=(\d+)/.exec(headers['Cache-Control'] ?? '')?.[1];
    const poll: (typeof polls)[number] = {
      feed: feed?.name ?? null,
      host,
      method: request.method ?? '',
      url,
      purpose: feed !== null ? 'feed' : url === '/' || url === '/favicon.ico' ? 'icon' : url === '/picture.png' ? 'picture' : 'other',
      at: now,
      endedAt: now,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      status: reply?.status ?? 0,
      etag: headers['ETag'] ?? null,
      lastModified: headers['Last-Modified'] ?? null,
      retryAfterMs: retryAfter === undefined ? null : /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now,
      maxAgeMs: maxAge === undefined ? null : Number(maxAge) * 1000,
      isUnchanged: feed?.isHonest === true && given.get(feed.name) === body,
      wasCut: false,
      isByHand,
    };
    polls.push(poll);
    if (reply?.status === 200 && feed !== null) {
      givenBefore.set(poll, given.get(feed.name));
      given.set(feed.name, body);
    }
    response.on('close', () => {
      poll.endedAt = clock.now();
      traffic.left(host);
    });
    if (reply === null) {
      traffic.hangs(host);
      return;
    }
    response.writeHead(reply.status, { 'Content-Type': 'application/rss+xml', ...headers });
    response.end(reply.body ?? '');
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    polls,
    byHand(value) {
      isByHand = value;
    },
    cut(since, hasKept) {
      for (const poll of polls.toReversed()) {
        if (poll.at < since) break;
        if (poll.feed === null || hasKept(poll.feed, poll.at)) continue;
        poll.wasCut = true;
        const before = givenBefore.get(poll);
        if (before !== undefined) given.set(poll.feed, before);
        else if (givenBefore.has(poll)) given.delete(poll.feed);
      }
    },
    async forget() {
      polls.length = 0;
      givenBefore.clear();
      server.closeIdleConnections();
      while (sockets.size > traffic.open()) await new Promise(resolve => setTimeout(resolve, 5));
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function answer(
  feed: WeekFeed,
  url: string,
  count: number,
  now: number,
  body: string,
  asked: Readonly<Record<string, string | string[] | undefined>>,
): Reply | null {
  if (feed.fails !== undefined) {
    const failure = feed.fails(count);
    if (failure === 'silence') return null;
    if (failure !== null) {
      const wait = failure.retryAfter;
      const retryAfter = wait === undefined ? {} : { 'Retry-After': wait === 'date' ? new Date(now + 3 * hour).toUTCString() : wait };
      return { status: failure.status, headers: retryAfter };
    }
  }
  if (feed.movesTo !== undefined && url === feed.path) return { status: 301, headers: { Location: feed.movesTo } };
  if (feed.passesTo !== undefined && url === feed.path) return { status: 302, headers: { Location: feed.passesTo } };
  const validators = feed.validators(now, count);
  const headers: Record<string, string> = { ...feed.headers };
  if (validators.etag !== undefined) headers['ETag'] = validators.etag;
  if (validators.lastModified !== undefined) headers['Last-Modified'] = validators.lastModified;
  const isFresh =
    feed.isStuck && asked['if-none-match'] !== undefined
      ? true
      : asked['if-none-match'] !== undefined
        ? asked['if-none-match'] === validators.etag
        : asked['if-modified-since'] !== undefined && asked['if-modified-since'] === validators.lastModified;
  return isFresh ? { status: 304, headers } : { status: 200, headers, body };
}
