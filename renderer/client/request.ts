import type { ErrorCode, WireError } from '../../worker/protocol/errors.ts';
import type { HostMethod, HostParams, HostResult } from '../../worker/protocol/host.ts';
import type { BinaryMethod, Method, Params, Result } from '../../worker/protocol/methods.ts';
import { failureWords } from '../format/failure-words.ts';
import { takeAnswerAhead } from './answers-ahead.ts';
import { bridge } from './bridge.ts';

type WindowMethod = Exclude<Method, BinaryMethod>;

/** A call that failed, with the words for the user that came with it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: ErrorCode;
  readonly wire: WireError;

  constructor(wire: WireError) {
    super(failureWords(wire));
    this.code = wire.code;
    this.wire = wire;
  }
}

/** Asks the worker or the host. @throws RequestError */
export function request<M extends WindowMethod>(method: M, params: Params<M>): Promise<Result<M>>;
export function request<M extends HostMethod>(method: M, params: HostParams<M>): Promise<HostResult<M>>;
export async function request(method: string, params: unknown): Promise<unknown> {
  const outcome = await (takeAnswerAhead(method) ?? bridge().request(method, params));
  if (!outcome.ok) throw new RequestError(outcome.error);
  return outcome.result;
}
