import type { Outcome } from '../protocol/errors.ts';
import type { HostMethod, HostMethods } from '../protocol/host.ts';
import type { Params } from '../protocol/methods.ts';
import type { HostDuties } from './host-duties.ts';
import { isMethod, methodKind } from './method-kinds.ts';
import { failed, hostFault, wireError } from './wire-errors.ts';
import type { WorkerHost } from './worker-host.ts';

/** A call of a window, checked in shape and sent where it belongs. Never rejects. */
export type Relay = (method: unknown, params: unknown, signal?: AbortSignal) => Promise<Outcome>;

interface RelayNeeds {
  readonly worker: Pick<WorkerHost, 'request'>;
  readonly duties: HostDuties;
}

/** The parameters of worker methods are not read here: the worker checks them at its door. */
export function createRelay({ worker, duties }: RelayNeeds): Relay {
  return async (method, params, signal) => {
    if (typeof method !== 'string') return failed(wireError('bad-request', 'A call needs the name of a method.'));
    if (!isRecord(params)) return failed(wireError('bad-request', 'A call needs one object of parameters.', method.slice(0, 100)));
    if (isHostMethod(method, duties)) return runDuty(duties, method, params);
    if (!isMethod(method)) return failed(wireError('unknown-method', 'There is no such method.', method.slice(0, 100)));
    if (methodKind(method) === 'bytes') return failed(wireError('forbidden-here', 'Only the host itself may ask for this.', method));
    return worker.request(method, params as Params<typeof method>, signal === undefined ? {} : { signal });
  };
}

async function runDuty(duties: HostDuties, method: HostMethod, params: Readonly<Record<string, unknown>>): Promise<Outcome> {
  try {
    return await duties[method](params);
  } catch (thrown) {
    return failed(hostFault(thrown));
  }
}

function isHostMethod(method: string, duties: HostDuties): method is keyof HostMethods {
  return Object.hasOwn(duties, method);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
