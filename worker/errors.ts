import type { FailureFacts } from './failure-facts.ts';
import { hideSecrets } from './hide-secrets.ts';
import type { RequestMade } from './protocol/discovery.ts';
import type { ErrorCode, FailureWhy, WireError } from './protocol/errors.ts';
import type { FeedId } from './protocol/ids.ts';

interface Extras {
  /** Technical cause for the log and the curious. */
  readonly detail?: string;
  readonly why?: FailureWhy;
  readonly of?: string;
  readonly field?: string;
  readonly host?: string;
  readonly origin?: string;
  readonly feedId?: FeedId;
  readonly cause?: unknown;
}

/** The one error class of the worker: a code of the protocol, and words for the user. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
  readonly code: ErrorCode;
  readonly extras: Extras;
  #facts: FailureFacts = {};
  #requests: readonly RequestMade[] | null = null;

  /** @param message in words for the user: what happened, what it means, what to do. */
  constructor(code: ErrorCode, message: string, extras: Extras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.code = code;
    this.extras = extras;
  }

  /** What was seen on the way to this failure. */
  get facts(): FailureFacts {
    return this.#facts;
  }

  /** What was asked on the way to this failure, where its reader wants to know; else null. */
  get requests(): readonly RequestMade[] | null {
    return this.#requests;
  }

  asked(requests: readonly RequestMade[]): this {
    this.#requests = requests;
    return this;
  }

  /** Adds what else was seen; what is known already stays. */
  seen(facts: FailureFacts): this {
    this.#facts = { ...facts, ...this.#facts };
    return this;
  }
}

/** Any thrown value as plain data for the wire, the secrets of addresses taken out (E12); what is not a FeedError is our own fault (`internal`). */
export function toWireError(thrown: unknown): WireError {
  if (!(thrown instanceof FeedError)) {
    const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return { code: 'internal', message: 'Something went wrong inside Freshet. It is our fault, not yours.', detail: hideSecrets(detail) };
  }
  const { detail, why, of, field, host, origin, feedId } = thrown.extras;
  return {
    code: thrown.code,
    message: hideSecrets(thrown.message),
    detail: hideSecrets(detail ?? ''),
    ...(why === undefined ? {} : { why }),
    ...(of === undefined ? {} : { of: hideSecrets(of) }),
    ...(field === undefined ? {} : { field }),
    ...(host === undefined ? {} : { host }),
    ...(origin === undefined ? {} : { origin }),
    ...(feedId === undefined ? {} : { feedId }),
    ...(thrown.requests === null ? {} : { requests: thrown.requests.map(made => ({ ...made, url: hideSecrets(made.url) })) }),
  };
}
