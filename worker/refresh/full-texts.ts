import type { Clock } from '../clock.ts';
import { FeedError } from '../errors.ts';
import type { PageReader } from '../extract/page-reader.ts';
import type { Fetcher } from '../fetch/request.ts';
import { ownLocalHost } from '../icon/own-local-host.ts';
import type { EntryId, FeedId } from '../protocol/ids.ts';
import type { Store, WantedFullText } from '../store/store.ts';
import type { FullTextFound } from '../store/write-store.ts';
import { fullTextFailure } from './full-text-failure.ts';
import { hostOf } from './host-waits.ts';
import type { LoopbackLimits } from './loopback-limits.ts';

/** Full texts of articles, from their pages. */
export interface FullTexts {
  /** On the user's word. A page that cannot be had or read is an outcome, and stored; rejects with 'cancelled', 'not-found-here' and the like. */
  fetch(id: EntryId, signal: AbortSignal): Promise<FullTextFound>;
  /** After a check: those of new entries, where the user wants them by themselves, so that they can be read offline. */
  want(feedId: FeedId, ids: readonly EntryId[]): void;
  /** A refresh is over: what waited for it may go. */
  resume(): void;
  close(): void;
}

interface FullTextNeeds {
  readonly store: Store;
  readonly clock: Clock;
  readonly fetch: Fetcher;
  readonly reader: PageReader;
  readonly limits: LoopbackLimits;
  /** Feeds go before pages. */
  readonly isRefreshing: () => boolean;
  readonly isOffline: () => boolean;
  readonly onOurFault: (where: string, thrown: unknown) => void;
}

interface Waiting extends WantedFullText {
  readonly feedId: FeedId;
}

const maxPageBytes = 8 * 1_024 * 1_024;
const mostPerCheck = 20;
const mostWaiting = 500;
/** Between two pages of one host (P16). */
const spacingMs = 2_000;
/** The network's doing, which says nothing of the page: it is asked for again when it is opened. */
const passing: ReadonlySet<string> = new Set([
  'offline',
  'dns',
  'timeout',
  'refused',
  'connection-lost',
  'proxy',
  'rate-limited',
  'server-error',
]);

export function createFullTexts(needs: FullTextNeeds): FullTexts {
  const { store, clock, fetch, reader, limits, isRefreshing, isOffline, onOurFault } = needs;
  const controller = new AbortController();
  let waiting: Waiting[] = [];
  let isWorking = false;
  let cancelTimer: (() => void) | null = null;
  /** No page of the host before this. */
  const nextAt = new Map<string, number>();

  async function read(feedId: FeedId, url: string, signal: AbortSignal, isUrgent: boolean): Promise<FullTextFound> {
    const feedUrl = store.read.articleFeedUrl(feedId);
    if (feedUrl === null) throw new FeedError('not-found-here', 'This article is not there any more.');
    try {
      const answer = await fetch({
        url,
        purpose: 'article',
        validators: null,
        confirmedLocalHosts: ownLocalHost(feedUrl, store.read.confirmedLocalHosts()),
        signal,
        isUrgent,
        maxBytes: maxPageBytes,
      });
      if (answer.kind !== 'fetched') throw new FeedError('http-error', 'The server says that nothing has changed.');
      const { body: bytes, contentType } = answer;
      if (contentType !== null && !/\b(?:x?html|text\/plain)\b/i.test(contentType)) throw noPage(contentType);
      return { kind: 'there', ...(await reader.read({ bytes, contentType, url: answer.url }, isUrgent)) };
    } catch (thrown) {
      if (signal.aborted || !(thrown instanceof FeedError) || thrown.code === 'cancelled' || thrown.code === 'worker-stopped') throw thrown;
      if (thrown.code === 'internal') onOurFault('the full text of an article', thrown);
      return { kind: 'failed', message: fullTextFailure(thrown, url), code: thrown.code };
    }
  }

  async function readAhead({ id, url, feedId }: Waiting): Promise<void> {
    // It may be there by now, or read, or gone.
    if (store.read.wantedFullTexts(feedId, [id], 1).length === 0) return;
    const found = await read(feedId, url, controller.signal, false);
    if (found.kind === 'there' || !passing.has(found.code)) await store.write.saveFullText(id, found, clock.now());
  }

  function pump(): void {
    cancelTimer?.();
    cancelTimer = null;
    if (isWorking || controller.signal.aborted || waiting.length === 0 || isRefreshing()) return;
    if (isOffline()) {
      waiting = [];
      return;
    }
    const now = clock.monotonic();
    const allowedAt = ({ url }: Waiting) => (limits.isLifted(url) ? 0 : (nextAt.get(hostOf(url)) ?? 0));
    const index = waiting.findIndex(each => allowedAt(each) <= now);
    const next = waiting[index];
    if (next === undefined) {
      cancelTimer = clock.after(Math.max(1, Math.min(...waiting.map(allowedAt)) - now), pump);
      return;
    }
    waiting.splice(index, 1);
    nextAt.set(hostOf(next.url), now + spacingMs);
    for (const [host, at] of nextAt) if (at <= now) nextAt.delete(host);
    isWorking = true;
    void readAhead(next)
      .catch((thrown: unknown) => {
        if (!controller.signal.aborted) onOurFault('the full text of an article', thrown);
      })
      .finally(() => {
        isWorking = false;
        pump();
      });
  }

  return {
    async fetch(id, signal) {
      const entry = store.read.entry(id);
      if (entry === null) throw new FeedError('not-found-here', 'This article is not there any more.');
      if (entry.url === null) throw new FeedError('bad-address', 'This article names no page of its own.');
      const found = await read(entry.feedId, entry.url, signal, true);
      await store.write.saveFullText(id, found, clock.now());
      return found;
    },
    want(feedId, ids) {
      const found = store.read.wantedFullTexts(feedId, ids, mostPerCheck);
      waiting = [...waiting, ...found.map(each => ({ ...each, feedId }))].slice(-mostWaiting);
      pump();
    },
    resume: pump,
    close() {
      controller.abort();
      cancelTimer?.();
    },
  };
}

function noPage(contentType: string): FeedError {
  const type = contentType.split(';')[0]?.trim().slice(0, 60) ?? '';
  return new FeedError('nothing-to-read', `The address of this article leads to a file (${type}), not to a page with text.`);
}
