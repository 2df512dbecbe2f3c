import { createHash } from 'node:crypto';
import type { BodyShare } from '../fetch/body-budget.ts';
import type { Fetcher, FetchResult, MissingPage, RequestAccess, Validators } from '../fetch/request.ts';
import type { FeedParser } from '../parse/parser.ts';
import type { FeedId, Milliseconds } from '../protocol/ids.ts';
import type { KnownEntries } from '../read-document.ts';
import type { FeedRecord } from '../store/store.ts';
import { areValidatorsSpent } from '../store/validators-age.ts';
import type { CheckOutcome, FeedChanged } from '../store/write-store.ts';
import { missingFeed, unreadableFeed } from './unreadable-feed.ts';

export interface CheckNeeds {
  readonly fetch: Fetcher;
  readonly parser: Pick<FeedParser, 'read'>;
  readonly confirmedLocalHosts: () => ReadonlySet<string>;
}

/** A feed as far as its server is concerned. */
export type FeedToCheck = Pick<FeedRecord, 'feedUrl' | 'etag' | 'lastModified' | 'validatorsAt' | 'bodyHash'>;

export interface CheckedFeed {
  readonly outcome: Exclude<CheckOutcome, { kind: 'failed' }>;
  readonly maxAgeMs: number | null;
  /** The same answer with every entry read; null when it was read so. */
  readonly readWhole: (() => Promise<FeedChanged>) | null;
}

export interface CheckOptions {
  readonly now: Milliseconds;
  readonly signal: AbortSignal | null;
  readonly isUrgent: boolean;
  readonly access: RequestAccess | null;
  /** Of a feed that is subscribed to. */
  readonly feedId?: FeedId;
  readonly isSuspect?: boolean;
  /** Asked once there is a document: entries that need not be read. */
  readonly knownEntries?: () => KnownEntries | null;
  /** Where the body counts as held. */
  readonly share?: BodyShare;
  /** A whole answer has come, readable or not. */
  readonly onAnswer?: (seen: AnswerSeen) => void;
}

export interface AnswerSeen {
  /** After redirects. */
  readonly url: string;
  readonly bodyHash: string;
}

/** Asks the server for a feed and parses what is new. Rejects with what fetch and parse reject with. */
export async function checkFeed(needs: CheckNeeds, feed: FeedToCheck, options: CheckOptions): Promise<CheckedFeed> {
  const { fetch, parser, confirmedLocalHosts } = needs;
  const { now, signal, isUrgent, access, share, onAnswer, knownEntries, ...subject } = options;
  let missing: MissingPage | null = null;
  let answerMs = 0;
  const answer = await fetch({
    url: feed.feedUrl,
    purpose: 'feed',
    validators: validatorsToSend(feed, now),
    confirmedLocalHosts: confirmedLocalHosts(),
    signal,
    isUrgent,
    access,
    ...(share === undefined ? {} : { share }),
    onMissing: page => (missing = page),
    onRequest: ({ ms }) => {
      answerMs += ms;
    },
  }).catch((thrown: unknown) => {
    throw missing === null ? thrown : missingFeed(thrown, feed.feedUrl, missing);
  });
  const stored = { ...toStore(answer), ...(answerMs === 0 ? {} : { answerMs }) };
  const { maxAgeMs } = answer.cache;
  if (answer.kind === 'not-modified') return { outcome: { kind: 'unchanged', ...stored }, maxAgeMs, readWhole: null };
  const bodyHash = hashBody(answer.body);
  onAnswer?.({ url: answer.url, bodyHash });
  if (bodyHash === feed.bodyHash) return { outcome: { kind: 'unchanged', ...stored }, maxAgeMs, readWhole: null };
  const document = { bytes: answer.body, contentType: answer.contentType, url: answer.url, ...subject };
  const read = async (known: KnownEntries | null): Promise<FeedChanged> => {
    const parsed = await parser.read({ ...document, known }).catch((thrown: unknown) => {
      throw unreadableFeed(thrown, feed.feedUrl, answer);
    });
    return { kind: 'changed', document: parsed, bodyHash, ...stored };
  };
  const known = knownEntries?.() ?? null;
  return { outcome: await read(known), maxAgeMs, readWhole: known === null ? null : () => read(null) };
}

export function hashBody(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url');
}

function toStore({ validators, movedTo }: FetchResult) {
  return { etag: validators?.etag ?? null, lastModified: validators?.lastModified ?? null, movedTo };
}

function validatorsToSend({ etag, lastModified, validatorsAt }: FeedToCheck, now: Milliseconds): Validators | null {
  if (etag === null && lastModified === null) return null;
  if (areValidatorsSpent(validatorsAt, now)) return null;
  return { etag, lastModified };
}
