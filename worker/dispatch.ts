import type * as v from 'valibot';
import { FeedError, toWireError } from './errors.ts';
import type { Outcome } from './protocol/errors.ts';
import type { Method, Params, Result } from './protocol/methods.ts';
import { validate } from './validate.ts';

export interface CallContext {
  /** Aborts when the caller takes the call back, or the worker stops. */
  readonly signal: AbortSignal;
}

/** A method without a handler is a compile error where the handlers are assembled. */
export type Handlers = { readonly [M in Method]: (params: Params<M>, call: CallContext) => Result<M> | Promise<Result<M>> };
/** The handlers of one noun: what each file of `api/` makes. */
export type HandlersOf<M extends Method> = Pick<Handlers, M>;
export type ParamSchemas = { readonly [M in Method]: v.GenericSchema<unknown, Params<M>> };

export interface Dispatcher {
  /** Never rejects: every call comes to an outcome. `params` is validated here. */
  call(id: number, method: string, params: unknown): Promise<Outcome>;
  cancel(id: number): void;
  cancelAll(): void;
  /** Settles when no call is in work any more. */
  idle(): Promise<void>;
}

export interface DispatcherNeeds {
  readonly handlers: Handlers;
  readonly schemas: ParamSchemas;
  /** Hears of every error that is not the caller's or a feed's, but our own. */
  readonly onInternalError: (method: string, thrown: unknown) => void;
}

export function createDispatcher({ handlers, schemas, onInternalError }: DispatcherNeeds): Dispatcher {
  const inWork = new Map<number, AbortController>();
  const idle: (() => void)[] = [];

  // `Object.hasOwn`: "constructor" and "__proto__" are no methods.
  const isMethod = (name: string): name is Method => Object.hasOwn(handlers, name);

  async function run<M extends Method>(method: M, params: unknown, call: CallContext): Promise<Result<M>> {
    const schema: v.GenericSchema<unknown, Params<M>> = schemas[method];
    const handler: Handlers[M] = handlers[method];
    return await handler(validate(schema, params, method), call);
  }

  async function settle(id: number, method: string, params: unknown): Promise<Outcome> {
    const controller = new AbortController();
    inWork.set(id, controller);
    try {
      if (!isMethod(method))
        throw new FeedError('unknown-method', 'Freshet was asked something it does not know.', { detail: method.slice(0, 100) });
      return { ok: true, result: await run(method, params, { signal: controller.signal }) };
    } catch (thrown) {
      if (controller.signal.aborted) return { ok: false, error: toWireError(new FeedError('cancelled', 'Cancelled.')) };
      if (!(thrown instanceof FeedError) || thrown.code === 'internal') onInternalError(method, thrown);
      return { ok: false, error: toWireError(thrown) };
    } finally {
      inWork.delete(id);
      if (inWork.size === 0) for (const resolve of idle.splice(0)) resolve();
    }
  }

  return {
    async call(id, method, params) {
      if (!inWork.has(id)) return await settle(id, method, params);
      const error = new FeedError('bad-request', 'Freshet was asked twice under the same number.', { field: 'id' });
      return { ok: false, error: toWireError(error) };
    },
    cancel: id => inWork.get(id)?.abort(),
    cancelAll() {
      for (const controller of inWork.values()) controller.abort();
    },
    idle() {
      if (inWork.size === 0) return Promise.resolve();
      return new Promise(resolve => idle.push(resolve));
    },
  };
}
