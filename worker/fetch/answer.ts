import { type Dispatcher, errors } from 'undici';
import { checkAnnouncedSize, readBody } from './body.ts';
import type { BodyShare } from './body-budget.ts';
import { readCacheHints } from './cache-headers.ts';
import { readContentCodings } from './content-codings.ts';
import type { FetchLimits } from './limits.ts';
import { followRedirect, isRedirect, type Trail } from './redirects.ts';
import type { FetchRequest, FetchResult } from './request.ts';
import { readRetryAfter } from './retry-after.ts';
import { statusFailure } from './status-failures.ts';
import { receivedValidators, validatorsAfterUnchanged } from './validators.ts';

export interface AnswerContext {
  readonly request: FetchRequest;
  readonly trail: Trail;
  readonly limits: FetchLimits;
  readonly now: number;
  readonly heard: (bytes: number) => void;
}

/** Bytes of an answer whose body is of no use. */
const shortAnswer = 4096;
const beginningBytes = 1024;
/** The feeds that a page names stand in its head. */
const missingPageBytes = 256 * 1024;

/** One server's answer as result or next hop. Throws FeedErrors and the errors of the transfer; the body is read or its connection closed. */
export async function readAnswer(
  answer: Dispatcher.ResponseData,
  { request, trail, limits, now, heard }: AnswerContext,
): Promise<FetchResult | { readonly kind: 'redirect'; readonly trail: Trail }> {
  const { statusCode: status, headers, body } = answer;
  body.on('error', () => undefined);
  const timer = setTimeout(() => body.destroy(new errors.BodyTimeoutError()), limits.bodyMs);
  try {
    checkHeaderSize(headers, limits);
    if (isRedirect(status)) {
      const next = followRedirect(trail, status, single(headers['location']), limits);
      // Read to its end, a short answer leaves the connection usable for the next hop.
      if (Number(headers['content-length']) <= shortAnswer) await body.dump({ limit: shortAnswer });
      return { kind: 'redirect', trail: next };
    }
    const common = { url: trail.url.href, movedTo: trail.movedTo, cache: readCacheHints(headers, now) };
    const validators = receivedValidators(headers);
    if (status === 304 && request.validators !== null) {
      await body.dump({ limit: shortAnswer });
      return { kind: 'not-modified', ...common, validators: validatorsAfterUnchanged(request.validators, validators) };
    }
    const contentType = single(headers['content-type']) ?? null;
    const isPage = /\bhtml\b/i.test(contentType ?? '');
    if (status < 200 || status > 203) {
      if ((status === 404 || status === 410) && isPage && request.onMissing !== undefined) {
        const page = await readMissingPage(answer, limits, heard, request.share ?? null);
        if (page !== null) request.onMissing({ url: trail.url.href, contentType, body: page });
      }
      throw statusFailure(status, trail.url, readRetryAfter(headers['retry-after'], now));
    }
    if (request.headOnly === true)
      return { kind: 'fetched', ...common, contentType, linkHeader: null, body: await readBeginning(body), validators: null };
    const bodyLimits = { ...limits, bodyBytes: Math.min(limits.bodyBytes, request.maxBytes ?? limits.bodyBytes) };
    const cutAt = isPage ? (request.cutsPageAt ?? null) : null;
    if (cutAt === null) checkAnnouncedSize(single(headers['content-length']), bodyLimits);
    const codings = readContentCodings(headers['content-encoding'], limits.contentCodings);
    const { bytes, isComplete } = await readBody(body, codings, bodyLimits, heard, cutAt, request.share ?? null);
    // With the validators of a damaged answer the server would say "unchanged" for ever.
    return {
      kind: 'fetched',
      ...common,
      contentType,
      linkHeader: [headers['link'] ?? []].flat().join(', ') || null,
      body: bytes,
      validators: isComplete ? validators : null,
    };
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
}

async function readBeginning(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const piece of body) return piece.subarray(0, beginningBytes);
  return new Uint8Array();
}

/** What it says there is a gift: whatever is wrong with it, the refusal is the answer. */
async function readMissingPage(
  { headers, body }: Dispatcher.ResponseData,
  limits: FetchLimits,
  heard: (bytes: number) => void,
  share: BodyShare | null,
): Promise<Uint8Array | null> {
  try {
    const codings = readContentCodings(headers['content-encoding'], limits.contentCodings);
    const few = { ...limits, bodyBytes: Math.min(limits.bodyBytes, 2 * missingPageBytes) };
    return (await readBody(body, codings, few, heard, missingPageBytes, share)).bytes;
  } catch {
    return null;
  }
}

/** HTTP/2 has no bound of its own here; HTTP/1.1 is bounded while it is read. */
function checkHeaderSize(headers: Readonly<Record<string, string | string[] | undefined>>, limits: FetchLimits): void {
  let size = 0;
  for (const [name, value] of Object.entries(headers)) {
    size += name.length + (Array.isArray(value) ? value.join('').length : (value ?? '').length);
  }
  if (size > limits.headerBytes) throw new errors.HeadersOverflowError();
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
